/**
 * What a breaker is doing. Each change makes an object of its own, so that a call can tell whether the breaker is still
 * in the state that let it through. Moments are epoch milliseconds, so that they mean the same in another execution
 * environment and after a freeze.
 */
export type State =
  | { readonly value: 'closed' }
  | OpenState
  | {
      readonly value: 'half-open';
      /** Which try this is since the breaker was closed. */
      readonly attempt: number;
      /** When the last probe was let through. */
      probeAtMs: number;
      /** Probes that were let through, and how those ended that did. */
      admitted: number;
      succeeded: number;
      failed: number;
    }
  | { readonly value: 'isolated' };

export interface OpenState {
  readonly value: 'open';
  readonly attempt: number;
  readonly openedAtMs: number;
  /** When a probe is let through. */
  readonly retryAtMs: number;
}

/**
 * How a call ended: `neutral` is an error that says nothing bad about what is guarded, `void` a call that its caller
 * gave up, which says nothing at all.
 */
export type Outcome = 'success' | 'failure' | 'neutral' | 'void';

/** Where the state machine reads epoch milliseconds, and only when they matter. */
export interface TimeSource {
  now(): number;
}

/** What is left of a time from one moment to another. A clock that was set back must not make it longer: nothing is left. */
export function leftUntil(untilMs: number, sinceMs: number, nowMs: number): number {
  return nowMs < sinceMs ? 0 : Math.max(0, untilMs - nowMs);
}
