import { GatewayError } from '@hearthgate/kernel';

/** How a cache is made. */
export interface CacheOptions {
  /** Memory for all entries, estimated, in bytes. Default 16 MiB. */
  readonly maxBytes?: number | undefined;
  /** Memory for one entry, estimated, in bytes. At most, and by default a quarter of, `maxBytes`. */
  readonly maxEntryBytes?: number | undefined;
  /** How long a value without a `ttlMs` of its own is served, in milliseconds; `Infinity` for ever. Default 300,000. */
  readonly defaultTtlMs?: number | undefined;
}

/** Options with nothing left open. */
export interface CacheSettings {
  readonly maxBytes: number;
  readonly maxEntryBytes: number;
  readonly defaultTtlMs: number;
}

const MAX_BYTES = 16 * 1024 * 1024;
const DEFAULT_TTL_MS = 300_000;

/** @throws GatewayError `CACHE_INVALID_OPTIONS` */
export function cacheSettings(options: CacheOptions): CacheSettings {
  const maxBytes = byteCount('maxBytes', options.maxBytes ?? MAX_BYTES);
  const maxEntryBytes = byteCount('maxEntryBytes', options.maxEntryBytes ?? Math.max(1, Math.floor(maxBytes / 4)));
  const { defaultTtlMs = DEFAULT_TTL_MS } = options;
  if (maxEntryBytes > maxBytes) {
    throw invalid(`maxEntryBytes is ${maxEntryBytes}, more than all entries may take; make it ${maxBytes} or less.`);
  }
  if (typeof defaultTtlMs !== 'number' || !(defaultTtlMs > 0)) {
    throw invalid(`defaultTtlMs is ${String(defaultTtlMs)}; give positive milliseconds, or Infinity for no expiry.`);
  }
  return { maxBytes, maxEntryBytes, defaultTtlMs };
}

function byteCount(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw invalid(`${name} is ${String(value)}; give a whole number of bytes from 1.`);
}

function invalid(message: string): GatewayError {
  return new GatewayError('CACHE_INVALID_OPTIONS', message);
}
