import { type CacheOperations, createCacheGateway } from '@hearthgate/cache';
import type { Environment } from '@hearthgate/kernel';
import type { Samples } from './sample.ts';

const ENTRIES = 100;

export async function cacheSamples(environment: Environment): Promise<Samples<CacheOperations>> {
  const { operations } = createCacheGateway({}, { environment });
  const keys = Array.from({ length: ENTRIES }, (_, number) => `device:${number}`);
  const fill = async () => {
    for (const key of keys) await operations.set({ key, value: { on: true }, tags: ['home'] });
  };
  await fill();
  const { data } = await operations.backup();
  let next = 0;
  const turn = () => {
    next = (next + 1) % ENTRIES;
    return keys[next] ?? '';
  };
  const entries = keys.slice(0, 10).map((key) => ({ key, value: { on: true } }));
  return {
    get: () => operations.get({ key: turn() }),
    set: () => operations.set({ key: turn(), value: { on: true } }),
    delete: () => operations.delete({ key: 'absent' }),
    has: () => operations.has({ key: turn() }),
    expire: () => operations.expire({ key: turn(), ttlMs: 300_000 }),
    getTtl: () => operations.getTtl({ key: turn() }),
    getKeys: () => operations.getKeys({ prefix: 'device:' }),
    clear: () => operations.clear(),
    getOrSet: { before: fill, run: () => operations.getOrSet({ key: turn(), create: () => ({ on: true }) }) },
    bulkGet: { before: fill, run: () => operations.bulkGet({ keys: keys.slice(0, 10) }) },
    bulkSet: () => operations.bulkSet({ entries }),
    bulkDelete: () => operations.bulkDelete({ keys: ['absent', 'gone'] }),
    invalidateTag: () => operations.invalidateTag({ tag: 'nothing' }),
    preload: () => operations.preload({ keys: keys.slice(0, 10) }),
    cleanupExpired: { before: fill, run: () => operations.cleanupExpired() },
    optimizeMemory: { before: fill, run: () => operations.optimizeMemory() },
    backup: { before: fill, run: () => operations.backup() },
    restore: () => operations.restore({ data }),
    getStats: () => operations.getStats(),
    getStatus: () => operations.getStatus(),
    configure: () => operations.configure({ defaultTtlMs: 300_000 }),
  };
}
