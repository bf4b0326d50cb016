import type { CacheEntry, CacheSetParams } from '@hearthgate/contracts';
import type { SecurityPorts } from '../src/index.ts';

export interface SharedStore {
  readonly cache: SecurityPorts['cache'];
  readonly entries: Map<string, CacheSetParams>;
}

/**
 * A cache that several gateways share. Each answer and each write is some turns of the event loop away, as over a network:
 * one, or as many as `turns` says.
 */
export function createSharedStore(nowMs: () => number = () => 0, turns: () => number = () => 1): SharedStore {
  const entries = new Map<string, CacheSetParams>();
  const endsAtMs = new Map<string, number>();
  const later = async () => {
    for (let left = turns(); left > 0; left -= 1) await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return {
    entries,
    cache: {
      async get<Value>({ key }: { readonly key: string }) {
        await later();
        const found = entries.get(key);
        if (found === undefined || (endsAtMs.get(key) ?? 0) <= nowMs()) return undefined;
        return {
          key,
          value: structuredClone(found.value) as Value,
          storedAtMs: 0,
          tags: [],
        } satisfies CacheEntry<Value>;
      },
      async set(params) {
        await later();
        entries.set(params.key, structuredClone(params));
        endsAtMs.set(params.key, nowMs() + (params.ttlMs ?? Infinity));
      },
    },
  };
}
