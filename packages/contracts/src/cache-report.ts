import type { GatewayStatus } from './status.ts';

/** The tiers, nearest first: this process, the temp directory of the execution environment, the store of the user. */
export type CacheTierName = 'memory' | 'temp' | 'external';

export interface CacheTierStats {
  readonly tier: CacheTierName;
  /** Lookups that this tier answered. */
  readonly hits: number;
  /** Lookups that came to this tier and went on to the next. */
  readonly misses: number;
  /** Hits over the lookups that came here, 0 to 1; 0 before the first. */
  readonly hitRate: number;
  /** Reads and writes that failed, timed out, or found something that could not be opened. */
  readonly failures: number;
  /** Entries now; absent where the tier cannot tell. */
  readonly entries?: number | undefined;
  /** Bytes of the entries; absent where the tier cannot tell. */
  readonly bytes?: number | undefined;
  readonly maxBytes?: number | undefined;
}

export interface CacheStats {
  /** Lookups that any tier answered, stale answers included. */
  readonly hits: number;
  readonly misses: number;
  /** Hits over lookups, 0 to 1; 0 before the first lookup. */
  readonly hitRate: number;
  /** Entries in memory, those included that are kept as stale answers. */
  readonly entries: number;
  /** Estimated memory of the entries in bytes: keys, values, tags and what it takes to keep them. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** Entries that were displaced before their time, because others needed the room. */
  readonly evictions: number;
  /** Values that were larger than an entry may be, and were not stored. */
  readonly refused: number;
  /** Answers past their time that were given while a new value was being made. */
  readonly staleHits: number;
  /** Answers past their time that were given because `create` failed or was slow. */
  readonly graceHits: number;
  /** Times `create` ran. */
  readonly creations: number;
  /** The tiers that this cache has, nearest first. */
  readonly tiers: readonly CacheTierStats[];
}

/** State, degraded while a tier fails or cannot be used. */
export interface CacheStatus extends GatewayStatus {
  readonly stats: CacheStats;
}

export interface CachePreloadReport {
  /** `scheduled`: a stage of start-up does it; the counts are then 0. */
  readonly state: 'done' | 'scheduled';
  /** Entries that were brought into memory from another tier. */
  readonly loaded: number;
  /** Values that `load` made. */
  readonly made: number;
  /** Keys that no tier had and `load` did not make. */
  readonly missing: number;
}

export interface CacheOptimizeReport {
  readonly entriesDropped: number;
  /** Estimated memory that was let go. */
  readonly bytesFreed: number;
  /** Whether memory was near the limit of the function, so that live entries were dropped too. */
  readonly underPressure: boolean;
}

export interface CacheBackup {
  /** The entries as one text; encrypted when the cache has a key. */
  readonly data: string;
  readonly entries: number;
  /** Entries whose values cannot be written as text: functions, instances of classes, cycles. */
  readonly skipped: number;
}

export interface CacheSettingsReport {
  readonly maxBytes: number;
  readonly maxEntryBytes: number;
  readonly defaultTtlMs: number;
  readonly staleMs: number;
  readonly graceMs: number;
  readonly absentTtlMs: number;
  readonly createTimeoutMs: number;
  readonly maxTtlFactor: number;
}
