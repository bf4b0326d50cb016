import { testGatewayContract } from '@hearthgate/testing';
import { CircuitBreakerOperation, type CircuitBreakerOperations, createCircuitBreakerGateway } from '../src/index.ts';

testGatewayContract<CircuitBreakerOperations>('circuit-breaker', {
  names: CircuitBreakerOperation,
  create: (wiring) => createCircuitBreakerGateway({}, wiring),
  samples: {
    call: { params: [{ name: 'api', run: () => 'answer' }], kind: 'async' },
    getBreaker: { params: [{ name: 'api' }], kind: 'sync' },
    forceOpen: { params: [{ name: 'api' }], kind: 'sync' },
    configure: { params: [{ name: 'api', options: { timeoutMs: 2_000 } }], kind: 'sync' },
    reset: { params: [{ name: 'api' }], kind: 'sync' },
    resetAll: { params: [], kind: 'sync' },
    getStatus: { params: [], kind: 'sync' },
  },
});
