import type { CacheEntry, CacheOperations, SingletonOperations } from '@hearthgate/contracts';
import type { Clock } from '@hearthgate/kernel';

/** Idempotent answers that are kept without a cache peer; the oldest goes first. */
const MAX_ENTRIES = 256;

interface Keeping {
  readonly cache: Pick<CacheOperations, 'get' | 'set' | 'delete'>;
  readonly singleton: Pick<SingletonOperations, 'executeOnce'>;
}

/** Stands in for cache and singleton: holds within this execution environment, in few lines. */
export function createKeeping(clock: Clock): Keeping {
  const entries = new Map<string, CacheEntry>();
  const done = new Map<string, Promise<unknown>>();
  return {
    cache: {
      async get<Value>({ key }: { readonly key: string }) {
        const entry = entries.get(key);
        if (entry === undefined || clock.now() >= (entry.expiresAtMs ?? Infinity)) return undefined;
        return entry as CacheEntry<Value>;
      },
      async set({ key, value, ttlMs = Infinity }) {
        const storedAtMs = clock.now();
        entries.delete(key);
        entries.set(key, { key, value, storedAtMs, expiresAtMs: storedAtMs + ttlMs, tags: [] });
        if (entries.size > MAX_ENTRIES) entries.delete(entries.keys().next().value as string);
      },
      delete: async ({ key }) => entries.delete(key),
    },
    singleton: {
      async executeOnce<Result>({ key, run }: { readonly key: string; readonly run: () => Result | Promise<Result> }) {
        let result = done.get(key);
        if (result === undefined) {
          result = (async () => run())();
          done.set(key, result);
          // A failure is told to those who wait for it; the next one tries again.
          result.catch(() => done.delete(key));
        }
        return result as Promise<Result>;
      },
    },
  };
}
