import type { ConfigureHttpParams, HttpFamily, HttpTimeouts } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { type ProxyServer, readProxy } from './connect/proxy-server.ts';
import { readCertificates } from './connect/tls-settings.ts';

/** The largest delay that a timer of Node takes. */
const MAX_DELAY_MS = 2_147_483_647;

/** Settings of the gateway. Times are milliseconds, sizes bytes. */
export interface HttpOptions extends ConfigureHttpParams {}

/** @internal The options with every default in its place. */
export interface HttpSettings {
  readonly timeouts: Readonly<Record<keyof HttpTimeouts, number>>;
  readonly maxResponseBytes: number;
  readonly retries: number;
  readonly maxRedirects: number;
  readonly retryDelayMs: number;
  readonly maxRetryDelayMs: number;
  readonly proxy: ProxyServer | undefined;
  readonly proxyReadyMs: number;
  readonly family: HttpFamily | undefined;
  readonly ca: readonly string[];
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
  const { timeouts = {} } = options;
  const durations = {
    connectMs: timeouts.connectMs ?? 2_000,
    headersMs: timeouts.headersMs ?? 10_000,
    bodyMs: timeouts.bodyMs ?? 5_000,
    totalMs: timeouts.totalMs ?? 15_000,
    keepAliveMs: options.keepAliveMs ?? 60_000,
    retryDelayMs: options.retryDelayMs ?? 100,
    maxRetryDelayMs: options.maxRetryDelayMs ?? 2_000,
  };
  for (const [name, value] of Object.entries(durations)) refuseUnless(isDuration(value), name, 'a positive number');
  const { deadlineMarginMs = 200 } = options;
  const { proxyReadyMs = 0 } = options;
  for (const [name, value] of Object.entries({ deadlineMarginMs, proxyReadyMs })) {
    refuseUnless(value === 0 || isDuration(value), name, 'zero or a positive number');
  }
  const { maxResponseBytes = 6_291_456, connections = 8, maxOrigins = 32 } = options;
  for (const [name, value] of Object.entries({ maxResponseBytes, connections, maxOrigins })) {
    refuseUnless(Number.isSafeInteger(value) && value > 0, name, 'a whole number from 1');
  }
  const { retries = 0, maxRedirects = 0 } = options;
  for (const [name, value] of Object.entries({ retries, maxRedirects })) {
    refuseUnless(isCount(value), name, 'a whole number from 0 to 20');
  }
  refuseUnless(isFamily(options.family), 'family', "4, 6, 'prefer-4' or 'prefer-6'");
  const { connectMs, headersMs, bodyMs, totalMs, ...others } = durations;
  return {
    ...others,
    timeouts: { connectMs, headersMs, bodyMs, totalMs },
    maxResponseBytes,
    retries,
    maxRedirects,
    proxy: readProxy(options.proxy, 'HTTP_INVALID_OPTIONS'),
    proxyReadyMs,
    family: options.family,
    ca: readCertificates(options.ca, 'HTTP_INVALID_OPTIONS'),
    connections,
    maxOrigins,
    deadlineMarginMs,
    allowedHosts: options.allowedHosts ?? [],
    allowPrivate: options.allowPrivate ?? true,
    userAgent: options.userAgent ?? 'hearthgate',
    correlationHeader: options.correlationHeader?.toLowerCase(),
  };
}

/** The options with those changed that are named. */
export function changedOptions(options: HttpOptions, changes: ConfigureHttpParams): HttpOptions {
  if (typeof changes !== 'object' || changes === null) {
    throw new GatewayError('HTTP_INVALID_OPTIONS', 'configure takes one object of settings.');
  }
  const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return { ...options, ...named, timeouts: { ...options.timeouts, ...changes.timeouts } };
}

/** Whether a value can be waited for: positive, finite, and no longer than a timer takes. */
export function isDuration(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value <= MAX_DELAY_MS;
}

/** Whether a value can be a number of retries or redirects. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 20;
}

/** Whether a value is one of the address families, or absent. */
export function isFamily(value: unknown): value is HttpFamily | undefined {
  return value === undefined || value === 4 || value === 6 || value === 'prefer-4' || value === 'prefer-6';
}

function refuseUnless(accepted: boolean, name: string, kind: string): void {
  if (!accepted) throw new GatewayError('HTTP_INVALID_OPTIONS', `${name} takes ${kind}.`);
}
