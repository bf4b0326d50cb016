// Operations of the standalone circuit-breaker gateway under their old names; each answers the standard response.
import type { CircuitBreakerOperations } from '@hearthgate/contracts';
import { type NamedOperation, namedOperation } from '@hearthgate/kernel';
import { genericCircuitBreakerOperation } from './core.ts';

/** `CircuitBreakerOperation.CALL` */
export const circuitBreakerCall: NamedOperation<CircuitBreakerOperations, 'call'> = namedOperation(
  genericCircuitBreakerOperation,
  'call',
);

/** `CircuitBreakerOperation.GET_BREAKER` */
export const getCircuitBreaker: NamedOperation<CircuitBreakerOperations, 'getBreaker'> = namedOperation(
  genericCircuitBreakerOperation,
  'getBreaker',
);

/** `CircuitBreakerOperation.RESET` */
export const resetCircuitBreaker: NamedOperation<CircuitBreakerOperations, 'reset'> = namedOperation(
  genericCircuitBreakerOperation,
  'reset',
);

/** `CircuitBreakerOperation.RESET_ALL` */
export const resetAllCircuitBreakers: NamedOperation<CircuitBreakerOperations, 'resetAll'> = namedOperation(
  genericCircuitBreakerOperation,
  'resetAll',
);

/** `CircuitBreakerOperation.FORCE_OPEN` */
export const forceOpenCircuitBreaker: NamedOperation<CircuitBreakerOperations, 'forceOpen'> = namedOperation(
  genericCircuitBreakerOperation,
  'forceOpen',
);

/** `CircuitBreakerOperation.GET_STATUS` */
export const getCircuitBreakerStatus: NamedOperation<CircuitBreakerOperations, 'getStatus'> = namedOperation(
  genericCircuitBreakerOperation,
  'getStatus',
);
