import { describe, expectTypeOf, it } from 'vitest';
import type {
  CacheEntry,
  CacheGateway,
  CacheOperations,
  Gateway,
  GatewayName,
  HttpOperations,
  HttpResponse,
  LoggingOperations,
  OperationNames,
  OperationResponse,
  PeerName,
  PeersOf,
  Ports,
  StandardResponse,
  UpperSnake,
  UtilityOperations,
} from '../src/index.ts';
import { CacheOperation, HttpOperation, type Matrix } from '../src/index.ts';

declare const cache: CacheGateway;

describe('the const object of an operations interface', () => {
  it('has the names of the interface, in UPPER_SNAKE', () => {
    expectTypeOf<UpperSnake<'getOrSet'>>().toEqualTypeOf<'GET_OR_SET'>();
    expectTypeOf(CacheOperation.GET_OR_SET).toEqualTypeOf<'getOrSet'>();
    expectTypeOf(HttpOperation.MAKE_REQUEST).toEqualTypeOf<'makeRequest'>();
  });

  it('may neither lack a name nor have one more nor a wrong one', () => {
    interface Two {
      first(): void;
      secondOne(): void;
    }
    expectTypeOf<OperationNames<Two>>().toEqualTypeOf<{ readonly FIRST: 'first'; readonly SECOND_ONE: 'secondOne' }>();
    // @ts-expect-error SECOND_ONE is missing
    const lacking: OperationNames<Two> = { FIRST: 'first' };
    // @ts-expect-error THIRD is no operation
    const further: OperationNames<Two> = { FIRST: 'first', SECOND_ONE: 'secondOne', THIRD: 'third' };
    // @ts-expect-error the name of another operation
    const wrong: OperationNames<Two> = { FIRST: 'first', SECOND_ONE: 'first' };
    expectTypeOf([lacking, further, wrong]).toBeArray();
  });
});

describe('a generic operation', () => {
  it('infers parameters and result from the name', () => {
    const get = cache.execute('get', { key: 'a' });
    expectTypeOf(get).toEqualTypeOf<Promise<StandardResponse<CacheEntry<unknown> | undefined>>>();
    const stats = cache.execute(CacheOperation.GET_STATS);
    expectTypeOf(stats).toExtend<StandardResponse<{ readonly hits: number }>>();
    expectTypeOf<OperationResponse<HttpOperations, 'makeRequest'>>().toEqualTypeOf<
      Promise<StandardResponse<HttpResponse>>
    >();
    expectTypeOf<OperationResponse<UtilityOperations, 'hash'>>().toEqualTypeOf<StandardResponse<string>>();
  });

  it('keeps a result that follows from the parameters, on the bare face', () => {
    expectTypeOf(cache.operations.getOrSet({ key: 'a', create: () => 7 })).toEqualTypeOf<Promise<number>>();
  });

  it('refuses wrong names and wrong parameters', () => {
    // @ts-expect-error no such operation
    cache.execute('fetch', { key: 'a' });
    // @ts-expect-error the key is missing
    cache.execute('get', {});
    // @ts-expect-error the key is a text
    cache.execute('get', { key: 1 });
    // @ts-expect-error getStats takes nothing
    cache.execute('getStats', { key: 'a' });
    // @ts-expect-error get takes an object
    cache.execute('get');
  });
});

describe('the matrix', () => {
  it('has a row for each of the ten and no cell for a gateway itself', () => {
    expectTypeOf<keyof Matrix>().toEqualTypeOf<GatewayName>();
    type Diagonal = { [Name in GatewayName]: Name extends keyof Matrix[Name] ? Name : never }[GatewayName];
    expectTypeOf<Diagonal>().toBeNever();
  });

  it('decides what a gateway may call', () => {
    expectTypeOf<PeerName<'circuit-breaker'>>().toEqualTypeOf<
      'cache' | 'singleton' | 'logging' | 'metrics' | 'utility'
    >();
    expectTypeOf<PeersOf<'cache'>['logging']>().toEqualTypeOf<LoggingOperations>();
    expectTypeOf<PeersOf<'cache'>>().not.toHaveProperty('http-client');
    expectTypeOf<PeersOf<'cache'>>().not.toHaveProperty('cache');
  });

  it('narrows ports to the functions that were asked for', () => {
    type Narrow = Ports<'cache', { logging: 'info' }>;
    expectTypeOf<Narrow>().toEqualTypeOf<{ readonly logging: Pick<LoggingOperations, 'info'> }>();
  });

  it('refuses ports for a cell that it lacks', () => {
    // @ts-expect-error cache may not call http-client
    expectTypeOf<Ports<'cache', { 'http-client': 'makeRequest' }>>().toBeObject();
    // @ts-expect-error nobody calls itself
    expectTypeOf<Ports<'cache', { cache: 'get' }>>().toBeObject();
    // @ts-expect-error logging has no such function
    expectTypeOf<Ports<'cache', { logging: 'shout' }>>().toBeObject();
  });
});

describe('soundness', () => {
  it('never lets a gateway with fewer operations pass for one with more', () => {
    type Fewer = Gateway<Pick<CacheOperations, 'get'>>;
    expectTypeOf<Fewer>().not.toExtend<Gateway<CacheOperations>>();
    expectTypeOf<CacheGateway>().toExtend<Gateway<CacheOperations>>();
    expectTypeOf<Gateway<HttpOperations>>().not.toExtend<CacheGateway>();
  });
});
