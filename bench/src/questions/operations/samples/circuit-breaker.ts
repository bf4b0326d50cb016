import { type CircuitBreakerOperations, createCircuitBreakerGateway } from '@hearthgate/circuit-breaker';
import type { Environment } from '@hearthgate/kernel';
import type { Samples } from './sample.ts';

export async function breakerSamples(environment: Environment): Promise<Samples<CircuitBreakerOperations>> {
  const { operations } = createCircuitBreakerGateway({}, { environment });
  const run = async () => 7;
  await operations.call({ name: 'home', run });
  return {
    call: () => operations.call({ name: 'home', run }),
    getBreaker: () => operations.getBreaker({ name: 'home' }),
    reset: () => operations.reset({ name: 'home' }),
    resetAll: () => operations.resetAll(),
    forceOpen: () => operations.forceOpen({ name: 'other' }),
    configure: () => operations.configure({ name: 'other', options: { timeoutMs: 5_000 } }),
    getStatus: () => operations.getStatus(),
  };
}
