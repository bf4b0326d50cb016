import type { TimeSource } from '../breaker-state.ts';

/** Decides from how calls end when a closed breaker opens. It is reset whenever the breaker opens or closes. */
export interface Strategy {
  /** A call succeeded. */
  success(time: TimeSource): void;
  /** A call failed; answers whether that is enough to open. */
  failure(time: TimeSource): boolean;
  /** Forgets what was seen. */
  reset(): void;
}
