import { withinTime } from '@hearthgate/kernel';
import type { ExtensionParts } from '../extension-parts.ts';

/** Alexa itself keeps devices for ever; a month is longer than any outage that a home comes back from unchanged. */
const TTL_MS = 30 * 86_400_000;

/** The answer waits no longer for it to be kept. */
const KEEP_MS = 400;

/** Keeps a text where all execution environments find it. */
export async function keepForAMonth(
  { gateways, environment }: ExtensionParts,
  key: string,
  value: string,
): Promise<void> {
  const keeping = gateways.cache.operations.set({ key, value, ttlMs: TTL_MS, scope: 'shared' });
  await withinTime(KEEP_MS, keeping, environment.clock, () => undefined);
}
