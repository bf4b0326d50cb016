import type { CacheEntry } from '@hearthgate/contracts';

/** What is stored when `create` made `undefined` and that is to be remembered. Never handed out. */
export const ABSENT: unique symbol = Symbol('absent');

export interface NewEntry {
  readonly key: string;
  readonly value: unknown;
  readonly storedAtMs: number;
  /** `Infinity` is for ever. */
  readonly ttlMs: number;
  /** How long past that it is kept for stale answers. */
  readonly keepMs?: number | undefined;
  readonly tags: readonly string[];
}

/** Frozen, because it is handed out, and the tag index is kept by its tags. */
export function createEntry({ key, value: given, storedAtMs, ttlMs, keepMs = 0, tags }: NewEntry): CacheEntry {
  const value = inOwnMemory(given);
  if (ttlMs === Number.POSITIVE_INFINITY)
    return Object.freeze({ key, value, storedAtMs, expiresAtMs: undefined, tags });
  const expiresAtMs = storedAtMs + ttlMs;
  if (keepMs <= 0) return Object.freeze({ key, value, storedAtMs, expiresAtMs, tags });
  return Object.freeze({ key, value, storedAtMs, expiresAtMs, tags, staleUntilMs: expiresAtMs + keepMs });
}

/**
 * A small Buffer is a window on a pool that it shares with whatever was made beside it, a request's body or a digest; kept by
 * reference, it would keep all of the pool. It is copied; all else is kept as it is.
 */
function inOwnMemory(value: unknown): unknown {
  if (!Buffer.isBuffer(value) || value.buffer.byteLength !== Buffer.poolSize) return value;
  const copy = Buffer.allocUnsafeSlow(value.byteLength);
  value.copy(copy);
  return copy;
}

/** Whether an entry may be served without further ado. */
export function isFresh({ expiresAtMs }: CacheEntry, nowMs: number): boolean {
  return expiresAtMs === undefined || nowMs <= expiresAtMs;
}

/** Whether an entry is past its time by no more than this. */
export function isWithin({ expiresAtMs }: CacheEntry, extraMs: number, nowMs: number): boolean {
  return expiresAtMs === undefined || nowMs <= expiresAtMs + extraMs;
}

/** Epoch milliseconds until which an entry is kept at all; `Infinity` when it does not expire. */
export function keptUntilMs({ expiresAtMs, staleUntilMs }: CacheEntry): number {
  return staleUntilMs ?? expiresAtMs ?? Number.POSITIVE_INFINITY;
}
