import type { HttpRequestParams, HttpTimeouts } from '@hearthgate/contracts';
import { type Clock, GatewayError, type Invocation } from '@hearthgate/kernel';
import { type HttpSettings, isDuration } from '../options.ts';

/** How long one exchange and its parts may last, in milliseconds, and how much it may bring, in bytes. */
export interface Limits {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly bodyMs: number;
  /** For everything, counted from `startedAt`; not positive when the time was over already. */
  readonly totalMs: number;
  /** When the call began, as `clock.elapsed()` tells time. */
  readonly startedAt: number;
  readonly maxBytes: number;
}

/**
 * The limits of a request: its own, else the gateway's, the whole cut to what is left until the deadline.
 *
 * @throws GatewayError `HTTP_INVALID_REQUEST`
 */
export function limitsOf(
  { timeouts, deadlineAtMs }: Pick<HttpRequestParams, 'timeouts' | 'deadlineAtMs'>,
  settings: HttpSettings,
  clock: Clock,
  invocation: Invocation | undefined,
  maxBytes: number,
): Limits {
  const { connectMs, headersMs, bodyMs, totalMs } = timesOf(timeouts, settings.timeouts);
  const startedAt = clock.elapsed();
  if (maxBytes !== Infinity && (!Number.isSafeInteger(maxBytes) || maxBytes < 1)) {
    throw invalid('maxResponseBytes is a whole number from 1.');
  }
  if (deadlineAtMs !== undefined && !Number.isFinite(deadlineAtMs)) {
    throw invalid('deadlineAtMs is a moment in epoch milliseconds.');
  }
  const untilDeadlineMs = deadlineAtMs === undefined ? Infinity : deadlineAtMs - clock.now();
  const untilInvocationEndsMs = (invocation?.remainingMs() ?? Infinity) - settings.deadlineMarginMs;
  return {
    connectMs,
    headersMs,
    bodyMs,
    totalMs: Math.min(totalMs, untilDeadlineMs, untilInvocationEndsMs),
    startedAt,
    maxBytes,
  };
}

type Times = Readonly<Record<keyof HttpTimeouts, number>>;

function timesOf(own: HttpTimeouts | undefined, standard: Times): Times {
  if (!own) return standard;
  const time = (name: keyof HttpTimeouts): number => {
    const value = own[name] ?? standard[name];
    if (!isDuration(value)) throw invalid(`timeouts.${name} is a positive number of milliseconds.`);
    return value;
  };
  return {
    connectMs: time('connectMs'),
    headersMs: time('headersMs'),
    bodyMs: time('bodyMs'),
    totalMs: time('totalMs'),
  };
}

/** Milliseconds that are left of the whole. */
export function remainingMs({ startedAt, totalMs }: Limits, clock: Clock): number {
  return totalMs - (clock.elapsed() - startedAt);
}

function invalid(message: string): GatewayError {
  return new GatewayError('HTTP_INVALID_REQUEST', message);
}
