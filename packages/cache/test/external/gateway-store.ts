import type { KeyvStoreAdapter } from 'keyv';
import { type CacheStore, createCacheGateway } from '../../src/index.ts';

/**
 * The cache as a storage adapter of Keyv, so that Keyv's own suite can be run through all of it: every value crosses the
 * pipeline, the encryption, the tags and the store behind. Always scope `shared`, so that it is the store that answers.
 */
export function gatewayStore(store: CacheStore): KeyvStoreAdapter {
  const { operations } = createCacheGateway({ store, encryptionKey: 'a key for tests '.repeat(3) });
  const scope = 'shared';
  const adapter = {
    opts: {} as Record<string, unknown>,
    namespace: undefined as string | undefined,
    on: () => adapter as never,
    get: async (key: string) => (await operations.get({ key, scope }))?.value as never,
    getMany: async (keys: string[]) =>
      (await operations.bulkGet({ keys, scope })).map((entry) => entry?.value) as never,
    async set(key: string, value: unknown, ttlMs?: number) {
      await operations.set({ key, value, ttlMs, tags: [tagOf(adapter.namespace)], scope });
      return true;
    },
    delete: (key: string) => operations.delete({ key }),
    deleteMany: async (keys: string[]) => (await operations.bulkDelete({ keys })) > 0,
    async clear() {
      await operations.invalidateTag({ tag: tagOf(adapter.namespace) });
    },
    has: (key: string) => operations.has({ key, scope }),
  };
  return adapter;
}

function tagOf(namespace: string | undefined): string {
  return `namespace ${namespace ?? ''}`;
}
