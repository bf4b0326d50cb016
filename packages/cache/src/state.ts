import type { CacheEntry } from '@hearthgate/contracts';
import type { Call, Environment } from '@hearthgate/kernel';
import type { Sealing } from './codec/sealing.ts';
import { ABSENT, isFresh } from './entry.ts';
import type { Answer, GetOrSet } from './get-or-set.ts';
import type { CacheSettings } from './options.ts';
import type { CachePorts } from './ports.ts';
import type { TieredCache } from './tiered-cache.ts';
import type { TierContext } from './tiers/raw-store.ts';
import type { TierPlan, TierSet } from './tiers/tier-set.ts';
import type { UseRecord } from './use/use-record.ts';

/** One cache: what its operations share. */
export class CacheState {
  settings: CacheSettings;
  readonly environment: Environment;
  readonly cache: TieredCache;
  readonly tiers: TierSet;
  readonly making: GetOrSet;
  readonly use: UseRecord;
  readonly sealing: Sealing;
  readonly contextOf: (call: Call<CachePorts>, plan?: TierPlan) => TierContext;
  #hits = 0;
  #misses = 0;
  #staleHits = 0;
  #graceHits = 0;

  constructor(parts: CacheParts) {
    this.settings = parts.settings;
    this.environment = parts.environment;
    this.cache = parts.cache;
    this.tiers = parts.tiers;
    this.making = parts.making;
    this.use = parts.use;
    this.sealing = parts.sealing;
    this.contextOf = parts.contextOf;
  }

  get counts(): { hits: number; misses: number; staleHits: number; graceHits: number } {
    return { hits: this.#hits, misses: this.#misses, staleHits: this.#staleHits, graceHits: this.#graceHits };
  }

  now(): number {
    return this.environment.clock.now();
  }

  /** Counts a lookup, for the answer of the call and for the invocation's account. */
  account(hit: boolean, call: Call<CachePorts>): void {
    const { invocation } = call;
    call.cacheHit = hit;
    if (hit) {
      this.#hits += 1;
      if (invocation !== undefined) invocation.cacheHits += 1;
    } else {
      this.#misses += 1;
      if (invocation !== undefined) invocation.cacheMisses += 1;
    }
  }

  /** Counts what `getOrSet` answered. */
  accountFor({ source }: Answer, call: Call<CachePorts>): void {
    if (source === 'stale') this.#staleHits += 1;
    else if (source === 'grace') this.#graceHits += 1;
    this.account(source !== 'created', call);
  }

  /** Counts a use of a key, and now and then keeps the counts for environments to come. */
  noteUse(key: string, call: Call<CachePorts>): void {
    const { counts } = this.use;
    if (!counts.isOn) return;
    counts.count(key);
    this.use.saveWhenDue(() => this.contextOf(call));
  }

  /** Whether an entry is there for whoever asks for it now. */
  serves(entry: CacheEntry | undefined): entry is CacheEntry {
    return entry !== undefined && entry.value !== ABSENT && isFresh(entry, this.now());
  }
}

interface CacheParts {
  readonly settings: CacheSettings;
  readonly environment: Environment;
  readonly cache: TieredCache;
  readonly tiers: TierSet;
  readonly making: GetOrSet;
  readonly use: UseRecord;
  readonly sealing: Sealing;
  readonly contextOf: (call: Call<CachePorts>, plan?: TierPlan) => TierContext;
}
