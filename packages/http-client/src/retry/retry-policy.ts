import type { ExchangeFailure } from '../failure/exchange-failure.ts';
import type { HttpSettings } from '../options.ts';

/** Statuses that may pass: too slow, too many, too busy, or a gateway without its server. */
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Failures that happen before a connection stands, so that the server has seen nothing. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'HTTP_DNS_FAILED',
  'HTTP_CONNECT_REFUSED',
  'HTTP_CONNECT_TIMEOUT',
  'HTTP_PROXY_FAILED',
]);

/** Failures after which nobody knows what the server has done. */
const UNCERTAIN: ReadonlySet<string> = new Set(['HTTP_HEADERS_TIMEOUT', 'HTTP_BODY_TIMEOUT', 'HTTP_CONNECTION_LOST']);

/** Whether an answer may be another one soon, and asking again does no harm. */
export function mayRetryStatus(status: number, isIdempotent: boolean): boolean {
  return isIdempotent && PASSING.has(status);
}

/**
 * Whether a request may be sent once more at once because the connection was dead:
 *
 * - The connection ended before the request was handed to it: any request.
 * - A kept connection ended without any answer: the server closed it, most likely while nobody looked, but it may have
 *   read the request; only one that is idempotent.
 */
export function wasConnectionDead({ code, started, reused }: ExchangeFailure, isIdempotent: boolean): boolean {
  if (code !== 'HTTP_CONNECTION_LOST') return false;
  return started ? reused && isIdempotent : true;
}

/** Whether a failure may pass, and asking again does no harm. */
export function mayRetryFailure({ code, started, details }: ExchangeFailure, isIdempotent: boolean): boolean {
  if (started && !isIdempotent) return false;
  return UNCERTAIN.has(code) || (NEVER_SENT.has(code) && details.reason !== 'credentials');
}

/**
 * How long to wait before the next attempt: between nothing and a ceiling that doubles, so that clients that failed
 * together do not come back together. A server that names a time gets that time and a little more.
 */
export function retryDelayMs(
  attempt: number,
  askedMs: number | undefined,
  { retryDelayMs: meanMs, maxRetryDelayMs }: Pick<HttpSettings, 'retryDelayMs' | 'maxRetryDelayMs'>,
  random: () => number,
): number {
  if (askedMs !== undefined) return askedMs + random() * meanMs;
  return random() * Math.min(maxRetryDelayMs, 2 * meanMs * 2 ** attempt);
}
