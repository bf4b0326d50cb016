import type { CacheEntry, CacheStats } from '@hearthgate/contracts';
import type { Call } from '@hearthgate/kernel';
import type { MemoryTier } from './memory-tier.ts';
import type { CachePorts } from './ports.ts';

/** The tier as operations use it: lookups are counted, what goes wrong with a value is told to the peers. */
export class CacheStore {
  readonly #tier: MemoryTier;
  #hits = 0;
  #misses = 0;
  #warned = false;

  constructor(tier: MemoryTier) {
    this.#tier = tier;
  }

  /** Looks a key up, for the answer of the call and for the invocation's account. */
  lookup(key: string, call: Call<CachePorts>): CacheEntry | undefined {
    const entry = this.#tier.get(key);
    const hit = entry !== undefined;
    const { invocation } = call;
    call.cacheHit = hit;
    if (hit) {
      this.#hits += 1;
      if (invocation !== undefined) invocation.cacheHits += 1;
    } else {
      this.#misses += 1;
      if (invocation !== undefined) invocation.cacheMisses += 1;
    }
    return entry;
  }

  store(key: string, value: unknown, ttlMs: number, tags: readonly string[], call: Call<CachePorts>): void {
    const { stored, evicted } = this.#tier.set(key, value, ttlMs, tags);
    if (evicted > 0) call.peers.metrics.recordMetric({ name: 'CacheEvictions', value: evicted });
    if (!stored && !this.#warned) this.#warn(tags, call);
  }

  stats(): CacheStats {
    const tier = this.#tier;
    tier.dropExpired();
    const lookups = this.#hits + this.#misses;
    return {
      hits: this.#hits,
      misses: this.#misses,
      hitRate: lookups === 0 ? 0 : this.#hits / lookups,
      entries: tier.size,
      bytes: tier.bytes,
      maxBytes: tier.maxBytes,
      evictions: tier.evictions,
      refused: tier.refused,
    };
  }

  /** Once, as it tends to happen again and again; the count goes on. Keys may hold secrets, so the chain says who. */
  #warn(tags: readonly string[], call: Call<CachePorts>): void {
    this.#warned = true;
    const { maxEntryBytes } = this.#tier;
    call.peers.logging.warning({
      message:
        'A value is larger than a cache entry may be and was not stored. Raise maxEntryBytes or store less. ' +
        'Later ones are only counted, as refused in the statistics.',
      data: { maxEntryBytes, tags, chain: call.gatewayChain },
    });
  }
}
