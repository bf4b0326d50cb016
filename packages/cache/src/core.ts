import type { CacheEntry, CacheGateway, CacheOperations, GenericOperation } from '@hearthgate/contracts';
import { createEnvironment, createGateway, GatewayError, standalone, type Wiring } from '@hearthgate/kernel';
import { CacheStore } from './cache-store.ts';
import { MemoryTier } from './memory-tier.ts';
import { type CacheOptions, cacheSettings } from './options.ts';
import { checkCreate, checkTag, checkTtl, distinctTags, storageKey } from './params.ts';
import { alone, type CachePorts } from './ports.ts';
import { SingleFlight } from './single-flight.ts';
import { TagIndex } from './tag-index.ts';

/**
 * A cache in memory: bounded in bytes, with times to live, tags and single flight. Values are kept by reference.
 *
 * @throws GatewayError `CACHE_INVALID_OPTIONS`
 */
export function createCacheGateway(options: CacheOptions = {}, wiring: Wiring<CachePorts> = {}): CacheGateway {
  const environment = wiring.environment ?? createEnvironment();
  const { maxBytes, maxEntryBytes, defaultTtlMs } = cacheSettings(options);
  const tier = new MemoryTier({
    maxBytes,
    maxEntryBytes,
    tags: new TagIndex(),
    now: () => environment.clock.now(),
  });
  const store = new CacheStore(tier);
  const flights = new SingleFlight();

  return createGateway<CacheOperations, CachePorts>(
    {
      name: 'cache',
      alone,
      operations: {
        get: async ({ key }, call) => {
          const stored = storageKey(key, call.peers.utility.hash);
          const entry = store.lookup(stored, call);
          return (stored === key || entry === undefined ? entry : { ...entry, key }) as CacheEntry<never> | undefined;
        },

        set: async ({ key, value, ttlMs, tags }, call) => {
          const stored = storageKey(key, call.peers.utility.hash);
          if (value === undefined) {
            const message = 'undefined means a miss and cannot be stored; store null, or delete the key.';
            throw new GatewayError('CACHE_VALUE_UNDEFINED', message);
          }
          checkTtl(ttlMs);
          const distinct = distinctTags(tags);
          flights.supersede(stored);
          store.store(stored, value, ttlMs ?? defaultTtlMs, distinct, call);
        },

        delete: async ({ key }, call) => {
          const stored = storageKey(key, call.peers.utility.hash);
          flights.supersede(stored);
          return tier.delete(stored);
        },

        has: async ({ key }, call) => tier.has(storageKey(key, call.peers.utility.hash)),

        getTtl: async ({ key }, call) => tier.remainingMs(storageKey(key, call.peers.utility.hash)),

        clear: async () => {
          flights.supersedeAll();
          tier.clear();
        },

        getOrSet: {
          passesErrors: true,
          run: async (params, call) => {
            checkCreate(params);
            const { create, ttlMs } = params;
            const key = storageKey(params.key, call.peers.utility.hash);
            checkTtl(ttlMs);
            const tags = distinctTags(params.tags);
            const entry = store.lookup(key, call);
            if (entry !== undefined) return entry.value as never;
            const keep = (value: unknown) => {
              if (value !== undefined) store.store(key, value, ttlMs ?? defaultTtlMs, tags, call);
            };
            return flights.run(key, tags, create, keep, createCycle) as never;
          },
        },

        invalidateTag: async ({ tag }) => {
          checkTag(tag);
          flights.supersedeTag(tag);
          return tier.invalidateTag(tag);
        },

        getStats: () => store.stats(),
        getStatus: () => ({ gateway: 'cache', state: 'healthy', reasons: [], stats: store.stats() }),
      },
    },
    { ...wiring, environment },
  );
}

function createCycle(): GatewayError {
  const message = 'create asked for the key that it is making, which would wait for itself; ask for another key in it.';
  return new GatewayError('CACHE_CREATE_CYCLE', message);
}

/** The cache's generic operation, on a gateway that is made at the first call. */
export const genericCacheOperation: GenericOperation<CacheOperations> = standalone(() => createCacheGateway());
