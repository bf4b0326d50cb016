import type { CachePreloadParams, CachePreloadReport } from '@hearthgate/contracts';
import type { Call } from '@hearthgate/kernel';
import { requestOf } from '../get-or-set.ts';
import { isHashedKey, storageKey } from '../params.ts';
import type { CachePorts } from '../ports.ts';
import type { CacheState } from '../state.ts';

const DEFAULT_LIMIT = 100;
/** Keys that are read at once, so that a start is neither one long wait nor one large burst. */
const BATCH = 25;
const MAKERS = 8;
/** What is brought in leaves this share of memory to what is really asked for. */
const MEMORY_SHARE = 0.5;

/** Brings keys into memory: from the tiers behind it, or by making them. */
export async function preload(
  state: CacheState,
  { keys, limit = DEFAULT_LIMIT, load }: CachePreloadParams,
  call: Call<CachePorts>,
): Promise<CachePreloadReport> {
  const { cache, tiers } = state;
  if (keys === undefined) state.use.counts.isOn = true;
  // `load` is asked for what the caller calls it, which the hash under which a long one lies does not tell.
  const asked = new Map(keys?.map((key) => [storageKey(key, call.peers), key]));
  const wanted = keys === undefined ? await state.use.mostUsed(limit, state.contextOf(call)) : [...asked.keys()];
  const askedFor = (stored: string) => asked.get(stored) ?? (isHashedKey(stored) ? undefined : stored);
  const plan = tiers.planFor(undefined);
  const report = { loaded: 0, made: 0, missing: 0 };
  for (let at = 0; at < wanted.length && cache.memory.bytes < cache.memory.maxBytes * MEMORY_SHARE; at += BATCH) {
    const batch = wanted.slice(at, at + BATCH).filter((key) => !state.serves(cache.memory.peek(key)));
    const found = plan.outer.length === 0 ? [] : await cache.load(batch, plan, call);
    const missing = batch.filter((_, index) => !state.serves(found[index]));
    report.loaded += batch.length - missing.length;
    const makeable = missing.flatMap((stored) => {
      const key = askedFor(stored);
      return key === undefined ? [] : [{ stored, key }];
    });
    const made = load === undefined ? 0 : await makeAll(state, makeable, load, call);
    report.made += made;
    report.missing += missing.length - made;
  }
  return { state: 'done', ...report };
}

async function makeAll(
  state: CacheState,
  keys: readonly { readonly stored: string; readonly key: string }[],
  load: (key: string) => unknown,
  call: Call<CachePorts>,
): Promise<number> {
  const waiting = [...keys];
  let made = 0;
  const maker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { stored, key } = next;
      const params = { key, create: () => load(key) };
      const request = requestOf(params, stored, [], state.tiers.planFor(undefined), state.settings);
      try {
        const { value } = await state.making.run(request, call);
        if (value !== undefined) made += 1;
      } catch (error) {
        call.peers.logging.warning({ message: 'A value could not be made ahead of its use.', error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(MAKERS, keys.length) }, maker));
  return made;
}
