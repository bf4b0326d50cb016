import type { CacheEntry } from '@hearthgate/contracts';
import { stringifyPortable } from './codec/portable.ts';
import { ABSENT } from './entry.ts';

/**
 * The time to live of a value that takes the place of another. When both are the same, twice that of the one before, or the
 * time that has passed since that was made if it is longer, up to `maxTtlMs`; `ttlMs` again when the value changed. So it
 * follows how long a value is seen to last, at the pace at which the key is used.
 */
export function renewedTtlMs(
  prior: CacheEntry | undefined,
  value: unknown,
  { ttlMs, maxTtlMs, nowMs }: { readonly ttlMs: number; readonly maxTtlMs: number; readonly nowMs: number },
): number {
  if (maxTtlMs <= ttlMs || prior?.expiresAtMs === undefined || !isSame(prior.value, value)) return ttlMs;
  const priorTtlMs = prior.expiresAtMs - prior.storedAtMs;
  return Math.min(maxTtlMs, Math.max(ttlMs, 2 * priorTtlMs, nowMs - prior.storedAtMs));
}

/** Whether two values are written the same; of what cannot be written, nobody knows. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === ABSENT) return false;
  if (Object.is(one, other) && typeof one !== 'object') return true;
  try {
    return stringifyPortable(one) === stringifyPortable(other);
  } catch {
    return false;
  }
}
