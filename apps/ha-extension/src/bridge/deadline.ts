import type { Environment } from '@hearthgate/kernel';

/** Alexa waits this long for the answer to a directive or request (developer.amazon.com, 8 seconds). */
export const ALEXA_LIMIT_MS = 8_000;

/** Kept back for the way from here to Alexa and for writing the answer. */
export const MARGIN_MS = 500;

/**
 * Shorter than this, a request to the home makes no sense; it is tried all the same, answered in time, and what comes of
 * it is not held against the home.
 */
export const LEAST_MS = 50;

/**
 * Milliseconds that the home has for its answer: the smaller of what is left of Alexa's limit and what remains of the
 * invocation, less the margin. `spent` is what the invocation has taken so far, start-up included.
 */
export function budgetMs(remainingMs: number, spent: number = 0): number {
  const alexaMs = ALEXA_LIMIT_MS - Math.max(0, spent);
  return Math.max(LEAST_MS, Math.min(alexaMs, remainingMs) - MARGIN_MS);
}

/** Milliseconds that the invocation has taken so far, start-up included; 0 outside of one. */
export function spentMs({ clock, invocations }: Pick<Environment, 'clock' | 'invocations'>): number {
  return clock.now() - (invocations.current()?.startedAtMs ?? clock.now());
}
