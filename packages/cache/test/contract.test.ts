import { testGatewayContract } from '@hearthgate/testing';
import { CacheOperation, type CacheOperations, createCacheGateway } from '../src/index.ts';

testGatewayContract<CacheOperations>('cache', {
  names: CacheOperation,
  create: (wiring) => createCacheGateway({}, wiring),
  samples: {
    set: { params: [{ key: 'lamp', value: { on: true }, ttlMs: 1_000, tags: ['home'] }], kind: 'async' },
    get: { params: [{ key: 'lamp' }], kind: 'async' },
    has: { params: [{ key: 'lamp' }], kind: 'async' },
    getTtl: { params: [{ key: 'lamp' }], kind: 'async' },
    getOrSet: { params: [{ key: 'door', create: () => 'closed' }], kind: 'async' },
    delete: { params: [{ key: 'lamp' }], kind: 'async' },
    invalidateTag: { params: [{ tag: 'home' }], kind: 'async' },
    clear: { params: [], kind: 'async' },
    getStats: { params: [], kind: 'sync' },
    getStatus: { params: [], kind: 'sync' },
  },
});
