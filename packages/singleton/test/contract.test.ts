import { testGatewayContract } from '@hearthgate/testing';
import { createSingletonGateway, SingletonOperation, type SingletonOperations } from '../src/index.ts';

testGatewayContract<SingletonOperations>('singleton', {
  names: SingletonOperation,
  create: (wiring) => createSingletonGateway({}, wiring),
  samples: {
    register: { params: [{ key: 'pool', create: () => ({ open: true }) }], kind: 'sync' },
    get: { params: [{ key: 'pool' }], kind: 'async' },
    has: { params: [{ key: 'pool' }], kind: 'sync' },
    executeOnce: { params: [{ key: 'warm-up', run: () => 'done' }], kind: 'async' },
    healthCheck: { params: [{ timeoutMs: 500 }], kind: 'async' },
    cleanup: { params: [{ idleMs: 0 }], kind: 'async' },
    optimizeMemory: { params: [], kind: 'async' },
    list: { params: [], kind: 'sync' },
    reset: { params: [{ key: 'pool' }], kind: 'async' },
    resetAll: { params: [], kind: 'async' },
    getStatus: { params: [], kind: 'sync' },
  },
});
