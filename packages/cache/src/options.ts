import type { CacheConfigureParams, CacheSettingsReport } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { type CacheStore, isCacheStore } from './tiers/external-store.ts';

/** How a cache is made. */
export interface CacheOptions {
  /** Memory for all entries, estimated, in bytes. Default 16 MiB. */
  readonly maxBytes?: number | undefined;
  /** Memory for one entry, estimated, in bytes. At most, and by default a quarter of, `maxBytes`. */
  readonly maxEntryBytes?: number | undefined;
  /** How long a value without a `ttlMs` of its own is served, in milliseconds; `Infinity` for ever. Default 300,000. */
  readonly defaultTtlMs?: number | undefined;
  /** How long past its time `getOrSet` answers a value while it renews it, in milliseconds. Default 0. */
  readonly staleMs?: number | undefined;
  /** How long past its time `getOrSet` answers a value when `create` fails, in milliseconds. Default 0. */
  readonly graceMs?: number | undefined;
  /** How long `getOrSet` remembers that `create` made `undefined`, in milliseconds. Default 0. */
  readonly absentTtlMs?: number | undefined;
  /**
   * How long `create` may take, in milliseconds, before it fails with `CACHE_CREATE_TIMEOUT`; `Infinity` for as long as it
   * likes. Default 30,000.
   */
  readonly createTimeoutMs?: number | undefined;
  /** How many times its `ttlMs` a value may be kept that every renewal found unchanged. Default 1: as `ttlMs` says. */
  readonly maxTtlFactor?: number | undefined;
  /** A directory for the second tier, such as `/tmp/cache`; made when it is missing. Default: no such tier. */
  readonly directory?: string | undefined;
  /** What all files in `directory` take on the disk, in blocks of 4 KiB. Default 64 MiB. */
  readonly directoryMaxBytes?: number | undefined;
  /** The third tier: a Keyv or Keyv adapter, or a function that makes one on first use. Default: no such tier. */
  readonly store?: CacheStore | (() => CacheStore | Promise<CacheStore>) | undefined;
  /** How long an operation of `store`, or making it, may take, in milliseconds. Default 1,000. */
  readonly storeTimeoutMs?: number | undefined;
  /** Keeps caches apart that share `store` or `directory`. Default `hearthgate`. */
  readonly namespace?: string | undefined;
  /**
   * Encrypts what leaves the process: a text of 32 characters at least, or 32 bytes; in a list the first encrypts and all
   * decrypt. Default: the security gateway does it.
   */
  readonly encryptionKey?: EncryptionSecret | readonly EncryptionSecret[] | undefined;
  /** `none`: the values are no secrets and leave the process as readable text. */
  readonly encryption?: 'none' | undefined;
}

export type EncryptionSecret = string | Uint8Array;

/** What `configure` can change, with nothing left open. */
export interface CacheSettings extends CacheSettingsReport {}

const MAX_BYTES = 16 * 1024 * 1024;
const DIRECTORY_MAX_BYTES = 64 * 1024 * 1024;
const DEFAULT_TTL_MS = 300_000;
const STORE_TIMEOUT_MS = 1_000;
const CREATE_TIMEOUT_MS = 30_000;
const MIN_SECRET = 32;

/** @throws GatewayError `CACHE_INVALID_OPTIONS` */
export function cacheSettings(options: CacheConfigureParams): CacheSettings {
  const maxBytes = byteCount('maxBytes', options.maxBytes ?? MAX_BYTES);
  const maxEntryBytes = byteCount('maxEntryBytes', options.maxEntryBytes ?? Math.max(1, Math.floor(maxBytes / 4)));
  const { defaultTtlMs = DEFAULT_TTL_MS, createTimeoutMs = CREATE_TIMEOUT_MS, maxTtlFactor = 1 } = options;
  if (maxEntryBytes > maxBytes) {
    throw invalid(`maxEntryBytes is ${maxEntryBytes}, more than all entries may take; make it ${maxBytes} or less.`);
  }
  if (typeof defaultTtlMs !== 'number' || !(defaultTtlMs > 0)) {
    throw invalid(`defaultTtlMs is ${String(defaultTtlMs)}; give positive milliseconds, or Infinity for no expiry.`);
  }
  if (typeof createTimeoutMs !== 'number' || !(createTimeoutMs > 0)) {
    throw invalid(
      `createTimeoutMs is ${String(createTimeoutMs)}; give positive milliseconds, or Infinity for no limit.`,
    );
  }
  if (typeof maxTtlFactor !== 'number' || !(maxTtlFactor >= 1) || !Number.isFinite(maxTtlFactor)) {
    throw invalid(`maxTtlFactor is ${String(maxTtlFactor)}; give a number from 1.`);
  }
  return {
    maxBytes,
    maxEntryBytes,
    defaultTtlMs,
    staleMs: duration('staleMs', options.staleMs ?? 0),
    graceMs: duration('graceMs', options.graceMs ?? 0),
    absentTtlMs: duration('absentTtlMs', options.absentTtlMs ?? 0),
    createTimeoutMs,
    maxTtlFactor,
  };
}

/** What is fixed for the life of a cache. */
export interface TierOptions {
  readonly directory: string | undefined;
  readonly directoryMaxBytes: number;
  readonly store: CacheOptions['store'];
  readonly storeTimeoutMs: number;
  readonly namespace: string;
  readonly secrets: readonly EncryptionSecret[];
  readonly plaintext: boolean;
}

/** @throws GatewayError `CACHE_INVALID_OPTIONS` */
export function tierOptions(options: CacheOptions): TierOptions {
  const { directory, store, namespace = 'hearthgate', encryption, encryptionKey = [] } = options;
  const storeTimeoutMs = duration('storeTimeoutMs', options.storeTimeoutMs ?? STORE_TIMEOUT_MS);
  if (storeTimeoutMs === 0) throw invalid('storeTimeoutMs is 0; give positive milliseconds.');
  if (directory !== undefined && (typeof directory !== 'string' || directory === '')) {
    throw invalid('directory is not a path; give one such as /tmp/cache, or leave it out.');
  }
  if (store !== undefined && typeof store !== 'function' && !isCacheStore(store)) {
    throw invalid('store lacks get, set or delete; give a Keyv, a Keyv adapter, or a function that makes one.');
  }
  if (typeof namespace !== 'string' || !/^[\w.-]{1,64}$/.test(namespace)) {
    throw invalid('namespace takes 1 to 64 letters, digits, dots, hyphens and underscores.');
  }
  if (encryption !== undefined && encryption !== 'none') throw invalid('encryption can only be none, or left out.');
  const secrets = Array.isArray(encryptionKey) ? encryptionKey : [encryptionKey];
  // The message never has the key in it.
  if (!secrets.every((one) => (typeof one === 'string' || one instanceof Uint8Array) && one.length >= MIN_SECRET)) {
    throw invalid(`An encryptionKey is a text of ${MIN_SECRET} characters at least, or ${MIN_SECRET} bytes.`);
  }
  if (encryption === 'none' && secrets.length > 0) throw invalid('Give encryptionKey or encryption: none, not both.');
  const directoryMaxBytes = byteCount('directoryMaxBytes', options.directoryMaxBytes ?? DIRECTORY_MAX_BYTES);
  return { directory, directoryMaxBytes, store, storeTimeoutMs, namespace, secrets, plaintext: encryption === 'none' };
}

function byteCount(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw invalid(`${name} is ${String(value)}; give a whole number of bytes from 1.`);
}

function duration(name: string, value: number): number {
  if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return value;
  throw invalid(`${name} is ${String(value)}; give milliseconds from 0.`);
}

function invalid(message: string): GatewayError {
  return new GatewayError('CACHE_INVALID_OPTIONS', message);
}
