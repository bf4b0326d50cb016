// Operations of the standalone cache gateway under their old names; each answers the standard response.
import type { CacheOperations } from '@hearthgate/contracts';
import { type NamedOperation, namedOperation } from '@hearthgate/kernel';
import { genericCacheOperation } from './core.ts';

/** `CacheOperation.GET` */
export const cacheGet: NamedOperation<CacheOperations, 'get'> = namedOperation(genericCacheOperation, 'get');

/** `CacheOperation.SET` */
export const cacheSet: NamedOperation<CacheOperations, 'set'> = namedOperation(genericCacheOperation, 'set');

/** `CacheOperation.DELETE` */
export const cacheDelete: NamedOperation<CacheOperations, 'delete'> = namedOperation(genericCacheOperation, 'delete');

/** `CacheOperation.HAS` */
export const cacheHas: NamedOperation<CacheOperations, 'has'> = namedOperation(genericCacheOperation, 'has');

/** `CacheOperation.GET_OR_SET` */
export const cacheGetOrSet: NamedOperation<CacheOperations, 'getOrSet'> = namedOperation(
  genericCacheOperation,
  'getOrSet',
);

/** `CacheOperation.INVALIDATE_TAG` */
export const cacheInvalidateTag: NamedOperation<CacheOperations, 'invalidateTag'> = namedOperation(
  genericCacheOperation,
  'invalidateTag',
);

/** `CacheOperation.CLEAR` */
export const cacheClear: NamedOperation<CacheOperations, 'clear'> = namedOperation(genericCacheOperation, 'clear');

/** `CacheOperation.GET_STATS` */
export const getCacheStats: NamedOperation<CacheOperations, 'getStats'> = namedOperation(
  genericCacheOperation,
  'getStats',
);

/** `CacheOperation.GET_STATUS` */
export const getCacheStatus: NamedOperation<CacheOperations, 'getStatus'> = namedOperation(
  genericCacheOperation,
  'getStatus',
);
