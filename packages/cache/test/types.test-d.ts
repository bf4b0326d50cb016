import type { CacheEntry, Gateway, StandardResponse } from '@hearthgate/contracts';
import { compose } from '@hearthgate/kernel';
import { KeyvDynamo } from '@keyv/dynamo';
import KeyvRedis from '@keyv/redis';
import Keyv from 'keyv';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type CacheGateway,
  CacheOperation,
  type CacheStats,
  createCacheGateway,
  genericCacheOperation,
} from '../src/index.ts';

describe('the generic operation', () => {
  it('infers the answer from the name', () => {
    expectTypeOf(genericCacheOperation(CacheOperation.GET, { key: 'a' })).toEqualTypeOf<
      Promise<StandardResponse<CacheEntry<unknown> | undefined>>
    >();
    expectTypeOf(genericCacheOperation('getStats')).toEqualTypeOf<StandardResponse<CacheStats>>();
    expectTypeOf(genericCacheOperation('invalidateTag', { tag: 't' })).toEqualTypeOf<
      Promise<StandardResponse<number>>
    >();
  });

  it('refuses wrong names and wrong parameters', () => {
    // @ts-expect-error no such operation
    genericCacheOperation('put', { key: 'a', value: 1 });
    // @ts-expect-error the value is missing
    genericCacheOperation('set', { key: 'a' });
    // @ts-expect-error a time to live is a number
    genericCacheOperation('set', { key: 'a', value: 1, ttlMs: '5 min' });
    // @ts-expect-error tags are a list
    genericCacheOperation('set', { key: 'a', value: 1, tags: 'home' });
    // @ts-expect-error no such scope
    genericCacheOperation('get', { key: 'a', scope: 'galaxy' });
    // @ts-expect-error clear takes nothing
    genericCacheOperation('clear', { key: 'a' });
  });
});

describe('the gateway', () => {
  it('is a gateway of cache operations, alone and composed', () => {
    expectTypeOf(createCacheGateway()).toEqualTypeOf<CacheGateway>();
    const { gateways } = compose({ cache: (wiring) => createCacheGateway({ maxBytes: 1 }, wiring) });
    expectTypeOf(gateways.cache).toEqualTypeOf<CacheGateway>();
    expectTypeOf<Gateway<Pick<CacheGateway['operations'], 'get'>>>().not.toExtend<CacheGateway>();
  });

  it('keeps the type of what create makes', () => {
    const { operations } = createCacheGateway();
    expectTypeOf(operations.getOrSet({ key: 'a', create: () => 7 })).toEqualTypeOf<Promise<number>>();
    expectTypeOf(operations.getOrSet({ key: 'a', create: async () => 'x' })).toEqualTypeOf<Promise<string>>();
    expectTypeOf(operations.get<number>({ key: 'a' })).toEqualTypeOf<Promise<CacheEntry<number> | undefined>>();
  });

  it('takes any store of Keyv, a map, or what makes one', () => {
    createCacheGateway({ store: new Keyv() });
    createCacheGateway({ store: async () => new KeyvRedis<string>() });
    createCacheGateway({ store: () => new KeyvDynamo('table') });
    createCacheGateway({ store: new Map<string, string>() });
    // @ts-expect-error nothing to delete with
    createCacheGateway({ store: { get: () => 1, set: () => 1 } });
  });

  it('refuses options and peers that it does not have', () => {
    // @ts-expect-error no such option
    createCacheGateway({ maxEntries: 10 });
    // @ts-expect-error cache may not call http-client
    createCacheGateway({}, { peers: { 'http-client': {} } });
  });
});
