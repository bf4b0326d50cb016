import type { CacheStats, CacheTierStats } from '@hearthgate/contracts';
import type { CacheState } from './state.ts';
import type { OuterTier } from './tiers/outer-tier.ts';

/** Counters since creation; entries that have expired are dropped first. */
export function cacheStats(state: CacheState): CacheStats {
  const { cache, tiers, making, counts } = state;
  const { memory } = cache;
  memory.dropExpired();
  const { size: entries, bytes, maxBytes } = memory;
  const { memoryHits: hits, memoryMisses: misses } = cache;
  const { tempStore } = tiers;
  const files = tempStore && { entries: tempStore.entries, bytes: tempStore.bytes, maxBytes: tempStore.maxBytes };
  return {
    hits: counts.hits,
    misses: counts.misses,
    hitRate: rate(counts.hits, counts.misses),
    entries,
    bytes,
    maxBytes,
    evictions: memory.evictions,
    refused: memory.refused,
    staleHits: counts.staleHits,
    graceHits: counts.graceHits,
    creations: making.creations,
    tiers: [
      { tier: 'memory', hits, misses, hitRate: rate(hits, misses), failures: 0, entries, bytes, maxBytes },
      ...tiers.all.map((tier) => ({ ...outerStats(tier), ...(tier.name === 'temp' ? files : {}) })),
    ],
  };
}

/** What is wrong with the tiers now; empty when nothing is. */
export function tierTroubles({ tiers }: CacheState): readonly string[] {
  return tiers.all.map(({ health }) => health.trouble).filter((trouble) => trouble !== undefined);
}

function outerStats({ name: tier, health: { hits, misses, failures } }: OuterTier): CacheTierStats {
  return { tier, hits, misses, hitRate: rate(hits, misses), failures };
}

function rate(hits: number, misses: number): number {
  return hits + misses === 0 ? 0 : hits / (hits + misses);
}
