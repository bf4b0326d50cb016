import type { CacheOperations } from '@hearthgate/contracts';
import type { Clock } from '@hearthgate/kernel';

/** More configurations than any function has; the oldest goes first. */
const MAX_ENTRIES = 64;

interface MemoEntry {
  readonly value: Promise<unknown>;
  readonly expiresAtMs: number;
}

/** The cache's `getOrSet` in its smallest form: values with a time to live, and one creation for concurrent callers. */
export function createMemo(clock: Clock): CacheOperations['getOrSet'] {
  const entries = new Map<string, MemoEntry>();
  return async <Value>({ key, create, ttlMs = Infinity }: Parameters<CacheOperations['getOrSet']>[0]) => {
    const kept = entries.get(key);
    if (kept !== undefined && clock.now() < kept.expiresAtMs) return kept.value as Promise<Value>;
    const value = Promise.resolve().then(() => create({ signal: undefined }));
    const entry = { value, expiresAtMs: clock.now() + ttlMs };
    entries.delete(key);
    entries.set(key, entry);
    if (entries.size > MAX_ENTRIES) entries.delete(entries.keys().next().value as string);
    // A failure is told to those who wait for it, and forgotten.
    value.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return value as Promise<Value>;
  };
}
