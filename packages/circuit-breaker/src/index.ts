/** Breakers that stop calling what keeps failing. The state machine behind them is not exported. */
export {
  type BreakerCallParams,
  type BreakerConfigureParams,
  type BreakerInfo,
  type BreakerNameParams,
  type BreakerOptions,
  type BreakerSampling,
  type BreakerSharing,
  type BreakerState,
  type CircuitBreakerGateway,
  CircuitBreakerOperation,
  type CircuitBreakerOperations,
  type CircuitBreakerStatus,
} from '@hearthgate/contracts';
export { createCircuitBreakerGateway, genericCircuitBreakerOperation } from './core.ts';
export type { CircuitBreakerOptions } from './options.ts';
export type { CircuitBreakerPorts } from './ports.ts';
