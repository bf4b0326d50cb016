import type { Gateway, OperationNames } from './operation.ts';
import type { GatewayStatus } from './status.ts';

/** A value found in the cache. */
export interface CacheEntry<Value = unknown> {
  readonly key: string;
  readonly value: Value;
  /** Epoch milliseconds of the write. */
  readonly storedAtMs: number;
  /** Epoch milliseconds after which the entry is not served; absent when it does not expire. */
  readonly expiresAtMs?: number | undefined;
  readonly tags: readonly string[];
}

export interface CacheGetParams {
  /** At least one character. A key of more than 1024 characters is kept by its SHA-256. */
  readonly key: string;
}

export interface CacheSetParams {
  readonly key: string;
  /** Any value but `undefined`. */
  readonly value: unknown;
  /** How long it may be served, in milliseconds. Default: the gateway's `defaultTtlMs`. */
  readonly ttlMs?: number | undefined;
  /** Names under which the entry can be invalidated together with others. */
  readonly tags?: readonly string[] | undefined;
}

export interface CacheGetOrSetParams<Value> {
  readonly key: string;
  /** Makes the value on a miss. Concurrent callers of one key share one run of it. */
  readonly create: () => Value | Promise<Value>;
  readonly ttlMs?: number | undefined;
  readonly tags?: readonly string[] | undefined;
}

export interface CacheTagParams {
  readonly tag: string;
}

export interface CacheStats {
  readonly hits: number;
  readonly misses: number;
  /** Hits over lookups, 0 to 1; 0 before the first lookup. */
  readonly hitRate: number;
  readonly entries: number;
  /** Estimated memory of the entries in bytes: keys, values, tags and what it takes to keep them. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** Entries that were displaced before their time, because others needed the room. */
  readonly evictions: number;
  /** Values that were larger than an entry may be, and were not stored. */
  readonly refused: number;
}

export interface CacheStatus extends GatewayStatus {
  readonly stats: CacheStats;
}

/** Keeps values for a time, bounded in bytes. */
export interface CacheOperations {
  /** The entry of a key, or `undefined` when there is none or it has expired. */
  get<Value = unknown>(params: CacheGetParams): Promise<CacheEntry<Value> | undefined>;
  /**
   * Stores a value. One that is larger than an entry may be is not stored, and the key is then empty.
   * Throws `CACHE_VALUE_UNDEFINED`, `CACHE_INVALID_KEY`, `CACHE_INVALID_TTL`, `CACHE_INVALID_TAG`.
   */
  set(params: CacheSetParams): Promise<void>;
  /** Removes a key; answers whether it was there. */
  delete(params: CacheGetParams): Promise<boolean>;
  /** Whether a key can be served now. Does not count as a lookup. */
  has(params: CacheGetParams): Promise<boolean>;
  /**
   * How long a key will still be served, in milliseconds: `Infinity` when it does not expire, `undefined` when it is not
   * there. Does not count as a lookup.
   */
  getTtl(params: CacheGetParams): Promise<number | undefined>;
  /** Removes everything. */
  clear(): Promise<void>;
  /**
   * The value of a key, made and stored by `create` on a miss. An error of `create`, and `undefined`, is passed on
   * and not stored. A key that is set, deleted or invalidated meanwhile keeps that: what `create` then makes is
   * passed on, but not stored. Throws what `set` throws, and `CACHE_CREATE_CYCLE`.
   */
  getOrSet<Value>(params: CacheGetOrSetParams<Value>): Promise<Value>;
  /** Removes all entries that carry the tag; answers how many. */
  invalidateTag(params: CacheTagParams): Promise<number>;
  /** Counters since creation; entries that have expired are dropped first. */
  getStats(): CacheStats;
  /** State, with the counters. */
  getStatus(): CacheStatus;
}

/** Names of the cache operations. */
export const CacheOperation: OperationNames<CacheOperations> = {
  GET: 'get',
  SET: 'set',
  DELETE: 'delete',
  HAS: 'has',
  GET_TTL: 'getTtl',
  CLEAR: 'clear',
  GET_OR_SET: 'getOrSet',
  INVALIDATE_TAG: 'invalidateTag',
  GET_STATS: 'getStats',
  GET_STATUS: 'getStatus',
};

export interface CacheGateway extends Gateway<CacheOperations> {}
