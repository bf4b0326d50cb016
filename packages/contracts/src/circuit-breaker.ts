import type { Gateway, OperationNames } from './operation.ts';
import type { GatewayStatus } from './status.ts';

export type BreakerState = 'closed' | 'open' | 'half-open' | 'isolated';

/** How a closed breaker decides from the ends of its calls that it opens. */
export type BreakerSampling =
  /** So many failures in a row: `failureThreshold`. */
  | { readonly kind: 'consecutive' }
  /** The share of failures among the last calls. */
  | {
      readonly kind: 'count-window';
      /** How many of the last calls are judged, 1 to 10,000. */
      readonly size: number;
      /** The breaker opens when more than this share of them failed: 0 to below 1. */
      readonly failureRatio: number;
      /** Calls before the first judgement. Default: `size`. */
      readonly minimumCalls?: number | undefined;
    }
  /** The share of failures among the calls of the last time. */
  | {
      readonly kind: 'time-window';
      /** How far back calls are judged, in milliseconds, in steps of a tenth of it. */
      readonly windowMs: number;
      /** The breaker opens when more than this share of them failed: 0 to below 1. */
      readonly failureRatio: number;
      /** Calls in the window before there is a judgement. Default 5. */
      readonly minimumCalls?: number | undefined;
    };

/** How a breaker hears of other execution environments through the cache. */
export interface BreakerSharing {
  /**
   * Milliseconds that what is known of other environments counts as fresh. Default 5,000. A breaker in constant use asks
   * again beside its calls; one that was idle for longer asks before its next call.
   */
  readonly refreshMs?: number | undefined;
  /** Milliseconds that a call waits for the cache at most. Default 250. */
  readonly waitMs?: number | undefined;
}

export interface BreakerOptions {
  /** Failures in a row that open the breaker, when `sampling` says nothing else. Default 5. */
  readonly failureThreshold?: number | undefined;
  /** Default: consecutive failures. */
  readonly sampling?: BreakerSampling | undefined;
  /** Milliseconds that the breaker stays open before a probe is let through. Default 30,000. */
  readonly openMs?: number | undefined;
  /** Each try that fails doubles `openMs`, up to this. Default: `openMs`, so that it does not grow. */
  readonly maxOpenMs?: number | undefined;
  /** How many probes are let through when half-open, and must end before it is decided. Default 1. */
  readonly halfOpenCalls?: number | undefined;
  /** Of `halfOpenCalls`, the share that may fail and the breaker closes all the same: 0 to below 1. Default 0. */
  readonly halfOpenFailureRatio?: number | undefined;
  /** Milliseconds after which a call counts as failed. Default `Infinity`. Waiting for a place does not count. */
  readonly timeoutMs?: number | undefined;
  /** How many calls may run at once. Default `Infinity`. */
  readonly maxConcurrent?: number | undefined;
  /** How many calls may wait for a place, first come, first served. Default 0. */
  readonly maxQueue?: number | undefined;
  /** `false` keeps the state in this execution environment. Default: shared through the cache, if there is one. */
  readonly sharing?: BreakerSharing | false | undefined;
}

export interface BreakerCallParams<Result> {
  readonly name: string;
  /**
   * What is guarded. The signal aborts when the call's timeout is over or the caller's signal aborts; it is made when it is
   * read, so that a copy of the context has none.
   */
  readonly run: (context: { readonly signal: AbortSignal | undefined }) => Result | Promise<Result>;
  /**
   * Which errors count as failures. Default: all. Any other error neither counts nor makes earlier failures forgotten;
   * from a probe of a half-open breaker it counts as success, because something answered.
   */
  readonly isFailure?: ((error: unknown) => boolean) | undefined;
  /** Which answers count as failures, such as those with a status of 500; the caller gets them all the same. Default: none. */
  readonly isFailureResult?: ((result: Result) => boolean) | undefined;
  /**
   * Answers in place of a call that was refused, timed out or failed; not of one that was aborted, nor of an error that
   * is no failure. What it throws reaches the caller.
   */
  readonly fallback?: ((error: unknown) => Result | Promise<Result>) | undefined;
  /** Ends the call, also while it waits for a place, with the signal's reason. Such a call counts neither way. */
  readonly signal?: AbortSignal | undefined;
  /** Used when the breaker is made by this call; later calls keep the first options. */
  readonly options?: BreakerOptions | undefined;
}

export interface BreakerNameParams {
  readonly name: string;
}

export interface BreakerConfigureParams {
  /** Without a name, the options become the gateway's defaults for breakers that have none of their own yet. */
  readonly name?: string | undefined;
  /** What is left out stays as it was. */
  readonly options: BreakerOptions;
}

export interface BreakerInfo {
  readonly name: string;
  readonly state: BreakerState;
  /** Calls that were made. */
  readonly calls: number;
  /** Calls that counted as failed, since the breaker was made or reset. */
  readonly failures: number;
  /** Of the failures, calls that took too long. */
  readonly timeouts: number;
  /** Calls that were refused without being made, because the breaker was not closed or every place was taken. */
  readonly rejected: number;
  /** Calls that a fallback answered. */
  readonly fallbacks: number;
  /** Calls that run now. */
  readonly running: number;
  /** Calls that wait for a place now. */
  readonly waiting: number;
  /** Epoch milliseconds of the last opening; absent when it never opened. */
  readonly openedAtMs?: number | undefined;
  /** Milliseconds until a call may be let through; absent when closed, and while only `reset` helps. */
  readonly retryAfterMs?: number | undefined;
}

export interface CircuitBreakerStatus extends GatewayStatus {
  readonly breakers: readonly BreakerInfo[];
}

/** Stops calling what keeps failing, and tries again carefully. */
export interface CircuitBreakerOperations {
  /**
   * Runs through the named breaker. Throws `CIRCUIT_BREAKER_OPEN` (its data has `retryAfterMs`, unless the breaker was
   * opened by hand), `CIRCUIT_BREAKER_FULL`, `CIRCUIT_BREAKER_TIMEOUT`, `CIRCUIT_BREAKER_INVALID_OPTIONS`, the reason of
   * `signal`, or what `run` or `fallback` threw.
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
  /**
   * Changes the options of one breaker, making it if need be, or the defaults of the gateway. The state stays, what was
   * sampled is forgotten, and calls bring no other options from then on. Throws `CIRCUIT_BREAKER_INVALID_OPTIONS`.
   */
  configure(params: BreakerConfigureParams): void;
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
  CONFIGURE: 'configure',
  GET_STATUS: 'getStatus',
};

export interface CircuitBreakerGateway extends Gateway<CircuitBreakerOperations> {}
