/** The cache gateway. Its domain (tiers, tags, single flight) is not exported: the operations are what it promises. */
export {
  type CacheBackup,
  type CacheConfigureParams,
  type CacheCreateContext,
  type CacheEntry,
  type CacheGateway,
  type CacheGetOrSetParams,
  type CacheGetParams,
  CacheOperation,
  type CacheOperations,
  type CacheOptimizeReport,
  type CachePreloadParams,
  type CachePreloadReport,
  type CacheScope,
  type CacheSetParams,
  type CacheStats,
  type CacheStatus,
  type CacheTagParams,
  type CacheTierStats,
} from '@hearthgate/contracts';
export { createCacheGateway, genericCacheOperation } from './core.ts';
export type { CacheOptions } from './options.ts';
export type { CachePorts } from './ports.ts';
export type { CacheStore } from './tiers/external-store.ts';
