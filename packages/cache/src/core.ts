import type { CacheGateway, CacheOperations, GenericOperation } from '@hearthgate/contracts';
import { type Call, createEnvironment, createGateway, standalone, type Wiring } from '@hearthgate/kernel';
import { Sealing } from './codec/sealing.ts';
import { GetOrSet } from './get-or-set.ts';
import { MemoryTier } from './memory/memory-tier.ts';
import { TagIndex } from './memory/tag-index.ts';
import { careOperations } from './operations/care.ts';
import { entryOperations } from './operations/entries.ts';
import { type CacheOptions, cacheSettings, tierOptions } from './options.ts';
import { aloneIn, type CachePorts } from './ports.ts';
import { CacheState } from './state.ts';
import { TieredCache } from './tiered-cache.ts';
import { contextOf } from './tiers/call-context.ts';
import { type TierPlan, TierSet } from './tiers/tier-set.ts';
import { UseRecord } from './use/use-record.ts';

/**
 * A cache: in memory, bounded in bytes, with times to live, tags, single flight and stale answers; behind it, when the
 * options name them, a temp directory and a store of the user. Values in memory are kept by reference.
 *
 * @throws GatewayError `CACHE_INVALID_OPTIONS`
 */
export function createCacheGateway(options: CacheOptions = {}, wiring: Wiring<CachePorts> = {}): CacheGateway {
  const environment = wiring.environment ?? createEnvironment();
  const { clock } = environment;
  const now = () => clock.now();
  const settings = cacheSettings(options);
  const tiered = tierOptions(options);
  const tiers = new TierSet(tiered, clock);
  const sealing = new Sealing(tiered.secrets, tiered.plaintext);
  const alone = aloneIn(environment);

  const context = (call: Call<CachePorts>, plan?: TierPlan) => {
    // What security itself shares is encrypted all the same: its own key is asked for by its public face.
    const onChain = plan?.upToDate === true && call.gatewayChain.includes('security');
    return contextOf(call, sealing, (onChain ? wiring.peers?.security : undefined) ?? call.peers.security);
  };
  const memory = new MemoryTier({ ...settings, tags: new TagIndex(), now });
  const cache = new TieredCache(memory, now, context);
  const making = new GetOrSet(cache, clock);
  const use = new UseRecord(tiers.all, now);
  const state = new CacheState({ settings, environment, cache, tiers, making, use, sealing, contextOf: context });

  return createGateway<CacheOperations, CachePorts>(
    { name: 'cache', alone, operations: { ...entryOperations(state), ...careOperations(state) } },
    { ...wiring, environment },
  );
}

/** The cache's generic operation, on a gateway that is made at the first call. */
export const genericCacheOperation: GenericOperation<CacheOperations> = standalone(() => createCacheGateway());
