import type { Gateway, OperationNames } from './operation.ts';
import type { GatewayStatus } from './status.ts';

export type BreakerState = 'closed' | 'open' | 'half-open' | 'isolated';

export interface BreakerOptions {
  /** Failures in a row that open the breaker. Default 5. */
  readonly failureThreshold?: number | undefined;
  /** Milliseconds that the breaker stays open before one probe is let through. Default 30,000. */
  readonly openMs?: number | undefined;
  /** Milliseconds after which a call counts as failed. Default: none. */
  readonly timeoutMs?: number | undefined;
}

export interface BreakerCallParams<Result> {
  readonly name: string;
  /** What is guarded. The signal aborts when the call's timeout is over. */
  readonly run: (context: { readonly signal: AbortSignal | undefined }) => Result | Promise<Result>;
  /**
   * Which errors count as failures. Default: all. Any other error neither counts nor makes earlier failures forgotten;
   * from the one call of a half-open breaker it closes it, because something answered.
   */
  readonly isFailure?: ((error: unknown) => boolean) | undefined;
  /** Used when the breaker is made by this call; later calls keep the first options. */
  readonly options?: BreakerOptions | undefined;
}

export interface BreakerNameParams {
  readonly name: string;
}

export interface BreakerInfo {
  readonly name: string;
  readonly state: BreakerState;
  /** Calls that were made. */
  readonly calls: number;
  /** Calls that counted as failed, since the breaker was made or reset. */
  readonly failures: number;
  /** Calls that were refused without being made. */
  readonly rejected: number;
  /** Epoch milliseconds of the last opening; absent when it never opened. */
  readonly openedAtMs?: number | undefined;
}

export interface CircuitBreakerStatus extends GatewayStatus {
  readonly breakers: readonly BreakerInfo[];
}

/** Stops calling what keeps failing, and tries again carefully. */
export interface CircuitBreakerOperations {
  /**
   * Runs through the named breaker. Throws `CIRCUIT_BREAKER_OPEN` (its data has `retryAfterMs`, unless the breaker was
   * opened by hand), `CIRCUIT_BREAKER_TIMEOUT`, `CIRCUIT_BREAKER_INVALID_OPTIONS`, or what `run` threw.
   */
  call<Result>(params: BreakerCallParams<Result>): Promise<Result>;
  /** One breaker, or `undefined` when the name was never called. */
  getBreaker(params: BreakerNameParams): BreakerInfo | undefined;
  /** Closes one breaker and forgets its failures; answers whether there was one. */
  reset(params: BreakerNameParams): boolean;
  /** Closes all breakers; answers how many. */
  resetAll(): number;
  /** Refuses every call, in this execution environment, until `reset`. */
  forceOpen(params: BreakerNameParams): void;
  /** State, with every breaker. */
  getStatus(): CircuitBreakerStatus;
}

/** Names of the circuit-breaker operations. */
export const CircuitBreakerOperation: OperationNames<CircuitBreakerOperations> = {
  CALL: 'call',
  GET_BREAKER: 'getBreaker',
  RESET: 'reset',
  RESET_ALL: 'resetAll',
  FORCE_OPEN: 'forceOpen',
  GET_STATUS: 'getStatus',
};

export interface CircuitBreakerGateway extends Gateway<CircuitBreakerOperations> {}
