import type { CacheEntry, CacheSetParams, Ports, SingletonGetParams } from '@hearthgate/contracts';
import type { Environment } from '@hearthgate/kernel';
import { Shelf } from './shelf.ts';

/** What security asks of its peers. The pipeline also keeps the answers of `checkUrl` in the cache. */
export interface SecurityPorts
  extends Ports<
    'security',
    {
      cache: 'get' | 'set';
      singleton: 'get' | 'reset';
      logging: 'warning';
      metrics: 'recordMetric';
      utility: 'hash';
    }
  > {}

/**
 * What stands in for a peer that is missing or already on the chain: a bounded memory, one map of instances, plain
 * SHA-256; refusals leave no line and are counted in `getStatus` only.
 */
export function aloneIn({ clock }: Pick<Environment, 'clock'>): SecurityPorts {
  const shelf = new Shelf<CacheEntry>(clock);
  const instances = new Map<string, Promise<unknown>>();
  return {
    cache: {
      get: async <Value>({ key }: { readonly key: string }) => shelf.get(key) as CacheEntry<Value> | undefined,
      set: async ({ key, value, ttlMs = Infinity }: CacheSetParams) =>
        shelf.set(key, { key, value, storedAtMs: clock.now(), tags: [] }, ttlMs),
    },
    singleton: {
      get: <Instance>({ key, create }: SingletonGetParams<Instance>): Promise<Instance> => {
        let instance = instances.get(key) as Promise<Instance> | undefined;
        if (instance === undefined) {
          instance = (async () => create?.() as Instance | Promise<Instance>)();
          instances.set(key, instance);
          // A creation that failed may be tried again.
          instance.catch(() => instances.delete(key));
        }
        return instance;
      },
      reset: async ({ key }) => instances.delete(key),
    },
    logging: { warning() {} },
    metrics: { recordMetric() {} },
    utility: {
      hash: ({ value }) => {
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        return process.getBuiltinModule('node:crypto').hash('sha256', text, 'hex');
      },
    },
  };
}
