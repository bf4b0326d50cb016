import type { CacheEntry } from '@hearthgate/contracts';
import type { LambdaPorts } from '../src/index.ts';

export interface SharedCache {
  readonly cache: LambdaPorts['cache'];
  readonly entries: Map<string, CacheEntry>;
  readonly scopes: Set<unknown>;
  isOut: boolean;
}

/** An external tier that several environments share: what is kept has been JSON on the way. */
export function createSharedCache(now: () => number): SharedCache {
  const entries = new Map<string, CacheEntry>();
  const scopes = new Set<unknown>();
  const alive = () => {
    if (shared.isOut) throw new Error('the tier is down');
  };
  const shared: SharedCache = {
    entries,
    scopes,
    isOut: false,
    cache: {
      async get<Value>({ key, scope }: { readonly key: string; readonly scope?: unknown }) {
        alive();
        scopes.add(scope);
        const entry = entries.get(key);
        return entry === undefined || now() >= (entry.expiresAtMs ?? Infinity)
          ? undefined
          : (entry as CacheEntry<Value>);
      },
      async set({ key, value, ttlMs = Infinity, scope }) {
        alive();
        scopes.add(scope);
        const storedAtMs = now();
        const sent = JSON.parse(JSON.stringify(value)) as unknown;
        entries.set(key, { key, value: sent, storedAtMs, expiresAtMs: storedAtMs + ttlMs, tags: [] });
      },
      async delete({ key }) {
        alive();
        return entries.delete(key);
      },
    },
  };
  return shared;
}
