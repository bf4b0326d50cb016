import type { HttpTimeouts } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

/** The largest delay that a timer of Node takes. */
const MAX_DELAY_MS = 2_147_483_647;

/** Settings of the gateway. Times are milliseconds, sizes bytes. */
export interface HttpOptions {
  /** Limits for requests that bring none of their own. Defaults as in `HttpTimeouts`. */
  readonly timeouts?: HttpTimeouts | undefined;
  /** Longest body that is read, after decompression. Default 6,291,456, what a Lambda may answer. */
  readonly maxResponseBytes?: number | undefined;
  /** Connections kept to one origin. Default 8. */
  readonly connections?: number | undefined;
  /** Origins with kept connections; beyond it the least recently used pool is closed. Default 32. */
  readonly maxOrigins?: number | undefined;
  /**
   * How long an idle connection may be used again. Default 60,000: below the 75 s after which nginx and aiohttp close
   * it. A shorter time that the server announces in `Keep-Alive` is kept.
   */
  readonly keepAliveMs?: number | undefined;
  /** What is left of the invocation for everything after the request. Default 200. */
  readonly deadlineMarginMs?: number | undefined;
  /** Host names that may be called, besides what a request allows. Default: any. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Whether private and loopback addresses may be called at all. Default true. */
  readonly allowPrivate?: boolean | undefined;
  /** Default `hearthgate`. */
  readonly userAgent?: string | undefined;
  /**
   * Header in which each request carries the correlation id, for instance `x-correlation-id`. Default: none, so that
   * other people's servers learn nothing that they did not ask for.
   */
  readonly correlationHeader?: string | undefined;
}

/** @internal The options with every default in its place. */
export interface HttpSettings {
  readonly timeouts: Readonly<Record<keyof HttpTimeouts, number>>;
  readonly maxResponseBytes: number;
  readonly connections: number;
  readonly maxOrigins: number;
  readonly keepAliveMs: number;
  readonly deadlineMarginMs: number;
  readonly allowedHosts: readonly string[];
  readonly allowPrivate: boolean;
  readonly userAgent: string;
  readonly correlationHeader: string | undefined;
}

/**
 * Fills in the defaults.
 *
 * @throws GatewayError `HTTP_INVALID_OPTIONS`
 */
export function settingsOf(options: HttpOptions): HttpSettings {
  const { timeouts = {}, maxResponseBytes = 6_291_456, connections = 8, maxOrigins = 32 } = options;
  const { keepAliveMs = 60_000, deadlineMarginMs = 200 } = options;
  const settings = {
    timeouts: {
      connectMs: timeouts.connectMs ?? 2_000,
      headersMs: timeouts.headersMs ?? 10_000,
      bodyMs: timeouts.bodyMs ?? 5_000,
      totalMs: timeouts.totalMs ?? 15_000,
    },
    maxResponseBytes,
    connections,
    maxOrigins,
    keepAliveMs,
    deadlineMarginMs,
    allowedHosts: options.allowedHosts ?? [],
    allowPrivate: options.allowPrivate ?? true,
    userAgent: options.userAgent ?? 'hearthgate',
    correlationHeader: options.correlationHeader?.toLowerCase(),
  };
  const durations = { ...settings.timeouts, keepAliveMs };
  for (const [name, value] of Object.entries(durations)) refuseUnless(isDuration(value), name, 'a positive number');
  refuseUnless(deadlineMarginMs === 0 || isDuration(deadlineMarginMs), 'deadlineMarginMs', 'zero or a positive number');
  for (const [name, value] of Object.entries({ maxResponseBytes, connections, maxOrigins })) {
    refuseUnless(Number.isSafeInteger(value) && value > 0, name, 'a whole number from 1');
  }
  return settings;
}

/** Whether a value can be waited for: positive, finite, and no longer than a timer takes. */
export function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= MAX_DELAY_MS;
}

function refuseUnless(accepted: boolean, name: string, kind: string): void {
  if (!accepted) throw new GatewayError('HTTP_INVALID_OPTIONS', `${name} takes ${kind}.`);
}
