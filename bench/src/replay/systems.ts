import { type CacheGateway, createCacheGateway } from '@hearthgate/cache';
import { type Clock, createEnvironment } from '@hearthgate/kernel';
import { BentoCache, bentostore } from 'bentocache';
import { memoryDriver } from 'bentocache/drivers/memory';
import { LRUCache } from 'lru-cache';
import { sharedMapDriver } from './shared-map-driver.ts';
import type { Source } from './source.ts';

/** A cache that is replayed. */
export interface System {
  readonly name: string;
  /** A cold start: a new process. What is kept outside stays. */
  restart(): Promise<void>;
  ask(key: number): Promise<string>;
  /** Lookups that memory answered; absent where the library does not tell. */
  readonly memoryHits?: (() => number) | undefined;
}

export interface SystemOptions {
  readonly source: Source;
  readonly clock: Clock;
  readonly ttlMs: number;
  readonly maxBytes: number;
  /** Entries that fit into `maxBytes`, for caches that are bounded in entries. */
  readonly maxEntries: number;
}

export function plainLru({ source, clock, ttlMs, maxEntries }: SystemOptions): System {
  const create = () => new LRUCache<number, string>({ max: maxEntries, ttl: ttlMs, ttlResolution: 0, perf: clock });
  let cache = create();
  return {
    name: 'lru-cache',
    async restart() {
      cache = create();
    },
    async ask(key) {
      const found = cache.get(key);
      if (found !== undefined) return found;
      const made = source.fetch(key);
      cache.set(key, made);
      return made;
    },
  };
}

/** Bentocache with its memory driver, alone or before a store that outlives the process. It reads `Date.now`. */
export function bento({ source, ttlMs, maxEntries }: SystemOptions, outside: Map<string, string> | undefined): System {
  const create = () => {
    const memory = bentostore().useL1Layer(memoryDriver({ maxItems: maxEntries }));
    const store = outside === undefined ? memory : memory.useL2Layer(sharedMapDriver(outside));
    return new BentoCache({ default: 'replay', stores: { replay: store } });
  };
  let cache = create();
  return {
    name: outside === undefined ? 'bentocache, memory' : 'bentocache, memory and store',
    async restart() {
      cache = create();
    },
    ask: (key) => cache.getOrSet({ key: String(key), ttl: ttlMs, factory: () => source.fetch(key) }),
  };
}

export interface OwnOptions {
  readonly outside?: Map<string, string> | undefined;
  readonly maxTtlFactor?: number | undefined;
  /** Keys that are brought into memory at a cold start. */
  readonly preload?: number | undefined;
}

export function own(name: string, options: SystemOptions, { outside, maxTtlFactor, preload }: OwnOptions): System {
  const { source, clock, ttlMs, maxBytes } = options;
  const create = () => {
    const environment = { ...createEnvironment(), clock };
    const settings = { maxBytes, defaultTtlMs: ttlMs, maxTtlFactor, store: outside, encryption: 'none' as const };
    return createCacheGateway(settings, { environment }).operations;
  };
  let cache: CacheGateway['operations'] = create();
  let earlierHits = 0;
  const memoryHits = () => cache.getStats().tiers[0]?.hits ?? 0;
  return {
    name,
    async restart() {
      earlierHits += memoryHits();
      cache = create();
      const load = (key: string) => source.fetch(Number(key));
      if (preload !== undefined) await cache.preload({ limit: preload, load });
    },
    ask: (key) => cache.getOrSet({ key: String(key), create: () => source.fetch(key) }),
    memoryHits: () => earlierHits + memoryHits(),
  };
}
