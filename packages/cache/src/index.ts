/** The cache gateway. Its domain (tier, tags, single flight) is not exported: the operations are what it promises. */
export {
  type CacheEntry,
  type CacheGateway,
  type CacheGetOrSetParams,
  type CacheGetParams,
  CacheOperation,
  type CacheOperations,
  type CacheSetParams,
  type CacheStats,
  type CacheStatus,
  type CacheTagParams,
} from '@hearthgate/contracts';
export { createCacheGateway, genericCacheOperation } from './core.ts';
export type { CacheOptions } from './options.ts';
export type { CachePorts } from './ports.ts';
