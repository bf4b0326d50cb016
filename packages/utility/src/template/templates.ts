import type { RenderTemplateParams } from '@hearthgate/contracts';
import { type Call, GatewayError } from '@hearthgate/kernel';
import { canonicalJson } from '../canonical-json.ts';
import type { UtilityPorts } from '../ports.ts';
import { renderNodes } from './template-render.ts';
import { TemplateStore } from './template-store.ts';

/** Where compiled templates live: once in an execution environment. */
const STORE_KEY = 'utility:templates';

/** Renders a template, compiled once, and kept in the cache where a time to live is given. */
export async function renderTemplate(
  params: RenderTemplateParams,
  call: Call<UtilityPorts>,
  hash: (text: string) => string,
): Promise<string> {
  const { template, ttlMs } = params;
  if (typeof template !== 'string') throw new GatewayError('KERNEL_INVALID_PARAMS', 'template is a text.');
  const { cache } = call.peers;
  const key = ttlMs === undefined ? undefined : `utility:rendered:${hash(factsOf(params))}`;
  if (key !== undefined) {
    const kept = await cache.get<string>({ key }).catch(() => undefined);
    call.cacheHit = kept !== undefined;
    if (kept !== undefined) return kept.value;
  }
  const store = await call.peers.singleton.get({ key: STORE_KEY, create: () => new TemplateStore() });
  const text = renderNodes(store.get(template), params);
  if (key !== undefined) await cache.set({ key, value: text, ttlMs }).catch(() => undefined);
  return text;
}

function factsOf({ template, values, escapeFor, missing, maxLength }: RenderTemplateParams): string {
  return canonicalJson([template, values, escapeFor ?? null, missing ?? null, maxLength ?? null]);
}
