import { createCacheGateway } from '@hearthgate/cache';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { createCache } from 'cache-manager';
import { Cacheable } from 'cacheable';
import Keyv from 'keyv';
import { LRUCache } from 'lru-cache';
import { compare, type Task } from '../../measure/compare.ts';
import type { Question } from '../../result.ts';
import { insideInvocation } from '../inside-invocation.ts';

const TTL_MS = 300_000;
const MAX_ENTRIES = 10_000;
const KEY = 'device:light#kitchen';
const VALUE = {
  id: 'light#kitchen',
  name: 'Kitchen',
  on: true,
  brightness: 128,
  capabilities: ['power', 'brightness'],
};

/**
 * Every cache in memory as its documentation has it, with a time to live; those that can be bounded have room for as many
 * entries (cache-manager, cacheable and keyv are unbounded as they come, which spares them work). Ours is as the function uses it.
 */
export const question: Question = {
  title: 'The cache',
  peers: ['lru-cache', 'cache-manager', 'cacheable', 'bentocache', 'keyv'],
  ask: (asking) =>
    insideInvocation(async (environment) => {
      const own = createCacheGateway({ defaultTtlMs: TTL_MS }, { environment }).operations;
      const lru = new LRUCache<string, object>({ max: MAX_ENTRIES, ttl: TTL_MS, fetchMethod: async () => VALUE });
      const manager = createCache({ ttl: TTL_MS });
      const cacheable = new Cacheable({ ttl: TTL_MS });
      const bento = new BentoCache({
        default: 'bench',
        ttl: TTL_MS,
        stores: { bench: bentostore().useL1Layer(memoryDriver({ maxItems: MAX_ENTRIES, maxSize: '16mb' })) },
      });
      const keyv = new Keyv({ ttl: TTL_MS });
      const create = async () => VALUE;
      const sets: readonly Task[] = [
        { name: 'hearthgate', side: 'ours', run: () => own.set({ key: KEY, value: VALUE }) },
        { name: 'lru-cache, synchronous', side: 'floor', run: () => lru.set(KEY, VALUE) },
        { name: 'cache-manager', side: 'peer', run: () => manager.set(KEY, VALUE) },
        { name: 'cacheable', side: 'peer', run: () => cacheable.set(KEY, VALUE) },
        { name: 'bentocache', side: 'peer', run: () => bento.set({ key: KEY, value: VALUE }) },
        { name: 'keyv', side: 'peer', run: () => keyv.set(KEY, VALUE) },
      ];
      for (const { run } of sets) await run();
      const isValue = (found: typeof VALUE | { value: typeof VALUE }) =>
        ('value' in found ? found.value : found).id === VALUE.id;
      const common = { reference: 'hearthgate' };
      return {
        tables: [
          await compare(
            {
              ...common,
              id: 'cache-get',
              title: 'A hit in memory',
              tasks: [
                { name: 'hearthgate', side: 'ours', holds: isValue, run: () => own.get({ key: KEY }) },
                { name: 'lru-cache, synchronous', side: 'floor', holds: isValue, run: () => lru.get(KEY) },
                { name: 'cache-manager', side: 'peer', holds: isValue, run: () => manager.get(KEY) },
                { name: 'cacheable', side: 'peer', holds: isValue, run: () => cacheable.get(KEY) },
                { name: 'bentocache', side: 'peer', holds: isValue, run: () => bento.get({ key: KEY }) },
                { name: 'keyv', side: 'peer', holds: isValue, run: () => keyv.get(KEY) },
              ],
            },
            asking,
          ),
          await compare(
            {
              ...common,
              id: 'cache-get-or-set',
              title: 'Get or create, a hit',
              tasks: [
                { name: 'hearthgate', side: 'ours', holds: isValue, run: () => own.getOrSet({ key: KEY, create }) },
                { name: 'lru-cache, fetch', side: 'floor', holds: isValue, run: () => lru.fetch(KEY) },
                { name: 'cache-manager', side: 'peer', holds: isValue, run: () => manager.wrap(KEY, create) },
                { name: 'cacheable', side: 'peer', holds: isValue, run: () => cacheable.getOrSet(KEY, create) },
                {
                  name: 'bentocache',
                  side: 'peer',
                  holds: isValue,
                  run: () => bento.getOrSet({ key: KEY, factory: create }),
                },
              ],
              note: 'Keyv has no such operation.',
            },
            asking,
          ),
          await compare({ ...common, id: 'cache-set', title: 'Setting an entry again', tasks: sets }, asking),
        ],
      };
    }),
};
