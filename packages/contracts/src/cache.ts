import type {
  CacheBackup,
  CacheOptimizeReport,
  CachePreloadReport,
  CacheSettingsReport,
  CacheStats,
  CacheStatus,
} from './cache-report.ts';
import type { Gateway, OperationNames } from './operation.ts';

export type * from './cache-report.ts';

/** A value found in the cache. */
export interface CacheEntry<Value = unknown> {
  readonly key: string;
  readonly value: Value;
  /** Epoch milliseconds of the write. */
  readonly storedAtMs: number;
  /** Epoch milliseconds after which the entry is not served; absent when it does not expire. */
  readonly expiresAtMs?: number | undefined;
  readonly tags: readonly string[];
  /** Epoch milliseconds until which `getOrSet` may still answer it as a stale value; absent when it may not. */
  readonly staleUntilMs?: number | undefined;
}

/**
 * Which tiers an entry lives in. Default: all, nearest first.
 * - `memory`: this process only.
 * - `environment`: memory and temp directory of this execution environment.
 * - `shared`: for all execution environments: written to and read from the external tier and never answered from a
 *   nearer one. Without an external tier it is as `environment`.
 */
export type CacheScope = 'memory' | 'environment' | 'shared';

export interface CacheKeyParams {
  /** At least one character. A key of more than 1024 characters is kept by its SHA-256. */
  readonly key: string;
}

export interface CacheGetParams extends CacheKeyParams {
  readonly scope?: CacheScope | undefined;
}

/** How long a value is kept. What is not given is as the options of the gateway say. */
export interface CacheLifetime {
  /** How long it may be served, in milliseconds. Default: the gateway's `defaultTtlMs`. */
  readonly ttlMs?: number | undefined;
  /** Milliseconds past `ttlMs` in which `getOrSet` answers it at once and renews it behind the answer. */
  readonly staleMs?: number | undefined;
  /** Milliseconds past `ttlMs` in which `getOrSet` answers it when `create` fails. */
  readonly graceMs?: number | undefined;
}

export interface CacheSetParams extends CacheLifetime {
  readonly key: string;
  /** Any value but `undefined`. */
  readonly value: unknown;
  /** Names under which the entry can be invalidated together with others. */
  readonly tags?: readonly string[] | undefined;
  readonly scope?: CacheScope | undefined;
}

export interface CacheCreateContext {
  /** Aborts when `createTimeoutMs` is over; absent when that is `Infinity`. Made when it is read: a copy has none. */
  readonly signal: AbortSignal | undefined;
}

export interface CacheGetOrSetParams<Value> extends CacheLifetime {
  readonly key: string;
  /** Makes the value on a miss. Concurrent callers of one key share one run of it. */
  readonly create: (context: CacheCreateContext) => Value | Promise<Value>;
  /**
   * How long `create` may take, in milliseconds; `Infinity` for as long as it likes. Then its signal aborts, everybody who
   * waited gets `CACHE_CREATE_TIMEOUT`, or the value in grace, and what it still makes is dropped. Default: the gateway's.
   */
  readonly createTimeoutMs?: number | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly scope?: CacheScope | undefined;
  /** Waits at most this long for `create` when there is a value in grace, then answers that; `create` goes on. */
  readonly graceAfterMs?: number | undefined;
  /**
   * Tells from the value how long it may be served, in milliseconds, in the place of `ttlMs`: for a token that says when it
   * ends. 0 or less is not to store it.
   */
  ttlMsOf?(value: Value): number;
  /** How long it is remembered that `create` made `undefined`, in milliseconds; 0 for not at all. */
  readonly absentTtlMs?: number | undefined;
  /** `ttlMs` grows up to this as long as each renewal finds the value unchanged, and falls back when it changed. */
  readonly maxTtlMs?: number | undefined;
}

export interface CacheExpireParams extends CacheGetParams {
  /** How long it may be served from now on, in milliseconds. */
  readonly ttlMs: number;
}

export interface CacheGetKeysParams {
  /** Only keys that begin with this. */
  readonly prefix?: string | undefined;
  /** Only keys of entries that carry this tag. */
  readonly tag?: string | undefined;
  /** How many at most. Default 1,000. */
  readonly limit?: number | undefined;
}

export interface CacheBulkKeysParams {
  readonly keys: readonly string[];
}

export interface CacheBulkGetParams extends CacheBulkKeysParams {
  readonly scope?: CacheScope | undefined;
}

export interface CacheBulkSetParams {
  readonly entries: readonly CacheSetParams[];
}

export interface CacheTagParams {
  readonly tag: string;
}

export interface CachePreloadParams {
  /** `start`: registers a stage of start-up that does it; without an initialization gateway it is done now. */
  readonly when?: 'now' | 'start' | undefined;
  /**
   * What is brought into memory. Default: the keys that were used most, in this and earlier environments; use is counted
   * from the first `preload` without keys on, and kept in the tiers behind memory.
   */
  readonly keys?: readonly string[] | undefined;
  /** How many of the most used keys. Default 100. */
  readonly limit?: number | undefined;
  /** Makes a value that no tier has; `undefined` leaves the key out. Default: such keys stay missing. */
  readonly load?: ((key: string) => unknown) | undefined;
}

export interface CacheOptimizeParams {
  /** Estimated memory that the entries may take afterwards. Default: half of what they take, when memory is short. */
  readonly targetBytes?: number | undefined;
}

export interface CacheRestoreParams {
  /** `data` of a backup. */
  readonly data: string;
}

export interface CacheConfigureParams {
  readonly maxBytes?: number | undefined;
  readonly maxEntryBytes?: number | undefined;
  readonly defaultTtlMs?: number | undefined;
  readonly staleMs?: number | undefined;
  readonly graceMs?: number | undefined;
  readonly absentTtlMs?: number | undefined;
  readonly createTimeoutMs?: number | undefined;
  readonly maxTtlFactor?: number | undefined;
}

/** Keeps values for a time: in memory, bounded in bytes, and in the tiers behind it. A tier that fails is a warning. */
export interface CacheOperations {
  /** The entry of a key, or `undefined` when there is none or it has expired. */
  get<Value = unknown>(params: CacheGetParams): Promise<CacheEntry<Value> | undefined>;
  /**
   * Stores a value. One that is larger than an entry may be is not stored, and the key is then empty.
   * Throws `CACHE_VALUE_UNDEFINED`, `CACHE_INVALID_KEY`, `CACHE_INVALID_TTL`, `CACHE_INVALID_TAG`.
   */
  set(params: CacheSetParams): Promise<void>;
  /** Removes a key from every tier; answers whether it could have been served. */
  delete(params: CacheKeyParams): Promise<boolean>;
  /** Whether a key can be served now. Does not count as a lookup. */
  has(params: CacheGetParams): Promise<boolean>;
  /** Gives a key another time to live, from now on; answers whether it was there. Throws `CACHE_INVALID_TTL`. */
  expire(params: CacheExpireParams): Promise<boolean>;
  /**
   * How long a key will still be served, in milliseconds: `Infinity` when it does not expire, `undefined` when it is not
   * there. Does not count as a lookup.
   */
  getTtl(params: CacheGetParams): Promise<number | undefined>;
  /** Keys that this execution environment could serve, most recently used first; the external tier is not listed. */
  getKeys(params?: CacheGetKeysParams): Promise<readonly string[]>;
  /** Removes everything, in every tier and for every execution environment that shares the store. */
  clear(): Promise<void>;
  /**
   * The value of a key, made and stored by `create` on a miss. An error of `create`, and `undefined`, is passed on
   * and not stored, unless `graceMs` or `absentTtlMs` say otherwise. A key that is set, deleted or invalidated meanwhile
   * keeps that: what `create` then makes is passed on, but not stored. Throws what `set` throws,
   * `CACHE_CREATE_CYCLE` and `CACHE_CREATE_TIMEOUT`.
   */
  getOrSet<Value>(params: CacheGetOrSetParams<Value>): Promise<Value>;
  /** The entries of several keys, in their order; `undefined` where there is none. */
  bulkGet<Value = unknown>(params: CacheBulkGetParams): Promise<readonly (CacheEntry<Value> | undefined)[]>;
  /** Stores several values, or none when one of them is refused. Throws what `set` throws. */
  bulkSet(params: CacheBulkSetParams): Promise<void>;
  /** Removes several keys; answers how many could have been served. */
  bulkDelete(params: CacheBulkKeysParams): Promise<number>;
  /** Removes all entries that carry the tag, in every tier; answers how many of them were in memory. */
  invalidateTag(params: CacheTagParams): Promise<number>;
  /** Brings keys into memory before they are asked for. A key that cannot be had is no error. */
  preload(params?: CachePreloadParams): Promise<CachePreloadReport>;
  /** Removes what can no longer be served from memory and temp directory; answers how many entries. */
  cleanupExpired(): Promise<number>;
  /** Drops what has expired and, when memory is short or a target is given, the least recently used. */
  optimizeMemory(params?: CacheOptimizeParams): Promise<CacheOptimizeReport>;
  /** The entries in memory as one text. */
  backup(): Promise<CacheBackup>;
  /** Brings a backup back, except for what has expired since; answers how many. Throws `CACHE_INVALID_BACKUP`. */
  restore(params: CacheRestoreParams): Promise<number>;
  /** Counters since creation; entries that have expired are dropped first. */
  getStats(): CacheStats;
  /** State, with the counters. */
  getStatus(): CacheStatus;
  /** Changes settings of the running cache and answers them all. Throws `CACHE_INVALID_OPTIONS`. */
  configure(params: CacheConfigureParams): CacheSettingsReport;
}

/** Names of the cache operations. */
export const CacheOperation: OperationNames<CacheOperations> = {
  GET: 'get',
  SET: 'set',
  DELETE: 'delete',
  HAS: 'has',
  EXPIRE: 'expire',
  GET_TTL: 'getTtl',
  GET_KEYS: 'getKeys',
  CLEAR: 'clear',
  GET_OR_SET: 'getOrSet',
  BULK_GET: 'bulkGet',
  BULK_SET: 'bulkSet',
  BULK_DELETE: 'bulkDelete',
  INVALIDATE_TAG: 'invalidateTag',
  PRELOAD: 'preload',
  CLEANUP_EXPIRED: 'cleanupExpired',
  OPTIMIZE_MEMORY: 'optimizeMemory',
  BACKUP: 'backup',
  RESTORE: 'restore',
  GET_STATS: 'getStats',
  GET_STATUS: 'getStatus',
  CONFIGURE: 'configure',
};

export interface CacheGateway extends Gateway<CacheOperations> {}
