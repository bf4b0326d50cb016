import { testGatewayContract } from '@hearthgate/testing';
import { CacheOperation, type CacheOperations, createCacheGateway } from '../src/index.ts';

testGatewayContract<CacheOperations>('cache', {
  names: CacheOperation,
  create: (wiring) => createCacheGateway({}, wiring),
  samples: {
    set: { params: [{ key: 'lamp', value: { on: true }, ttlMs: 1_000, tags: ['home'] }], kind: 'async' },
    get: { params: [{ key: 'lamp' }], kind: 'async' },
    has: { params: [{ key: 'lamp' }], kind: 'async' },
    expire: { params: [{ key: 'lamp', ttlMs: 2_000 }], kind: 'async' },
    getTtl: { params: [{ key: 'lamp' }], kind: 'async' },
    getOrSet: { params: [{ key: 'door', create: () => 'closed' }], kind: 'async' },
    getKeys: { params: [{ prefix: 'la' }], kind: 'async' },
    bulkSet: { params: [{ entries: [{ key: 'a', value: 1 }] }], kind: 'async' },
    bulkGet: { params: [{ keys: ['a', 'b'] }], kind: 'async' },
    bulkDelete: { params: [{ keys: ['a', 'b'] }], kind: 'async' },
    preload: { params: [{ keys: ['lamp'] }], kind: 'async' },
    backup: { params: [], kind: 'async' },
    restore: { params: [{ data: 'hearthgate-cache-backup:open:[]' }], kind: 'async' },
    cleanupExpired: { params: [], kind: 'async' },
    optimizeMemory: { params: [{ targetBytes: 1_000 }], kind: 'async' },
    delete: { params: [{ key: 'lamp' }], kind: 'async' },
    invalidateTag: { params: [{ tag: 'home' }], kind: 'async' },
    clear: { params: [], kind: 'async' },
    getStats: { params: [], kind: 'sync' },
    configure: { params: [{ defaultTtlMs: 1_000 }], kind: 'sync' },
    getStatus: { params: [], kind: 'sync' },
  },
});
