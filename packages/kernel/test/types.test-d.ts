import type {
  CacheGateway,
  CacheOperations,
  Gateway,
  LoggingOperations,
  StandardResponse,
} from '@hearthgate/contracts';
import { describe, expectTypeOf, it } from 'vitest';
import { type Call, compose, createGateway, type OperationTable, standalone } from '../src/index.ts';
import { type CounterOperations, createCounter } from './counter-gateway.ts';

declare const cacheGateway: CacheGateway;

describe('composition', () => {
  it('answers each gateway under its name, with its own type', () => {
    const { gateways } = compose({ cache: () => cacheGateway, counter: (wiring) => createCounter(wiring) });
    expectTypeOf(gateways.cache).toEqualTypeOf<CacheGateway>();
    expectTypeOf(gateways.counter).toEqualTypeOf<Gateway<CounterOperations>>();
    expectTypeOf(gateways.counter.execute('add', { by: 1 })).toEqualTypeOf<StandardResponse<number>>();
  });

  it('hands a gateway the peers of its row and no other', () => {
    compose({
      cache: (wiring) => {
        expectTypeOf(wiring.peers?.logging).toEqualTypeOf<LoggingOperations | undefined>();
        // @ts-expect-error the matrix has no such cell
        wiring.peers?.['http-client'];
        return cacheGateway;
      },
      presence: (wiring) => {
        expectTypeOf(wiring.peers?.cache).toEqualTypeOf<CacheOperations | undefined>();
        return createCounter({}, 'presence');
      },
    });
  });

  it('refuses another gateway under the name of one of the ten', () => {
    // @ts-expect-error a counter is no cache
    compose({ cache: () => createCounter() });
  });
});

describe('an operation table', () => {
  interface Numbers {
    now(): number;
    later(params: { readonly ms: number }): Promise<number>;
  }

  it('gives handlers their parameters and the call', () => {
    const table: OperationTable<Numbers, { readonly logging: Pick<LoggingOperations, 'info'> }> = {
      now: (params, call) => {
        expectTypeOf(params).toEqualTypeOf<undefined>();
        expectTypeOf(call).toEqualTypeOf<Call<{ readonly logging: Pick<LoggingOperations, 'info'> }>>();
        return 1;
      },
      later: async ({ ms }) => ms,
    };
    expectTypeOf(table).toBeObject();
  });

  it('lets only asynchronous operations be cacheable', () => {
    const later: OperationTable<Pick<Numbers, 'later'>, object> = {
      later: { effects: 'none', cacheable: { ttlMs: 10, key: ({ ms }) => String(ms) }, run: async ({ ms }) => ms },
    };
    const now: OperationTable<Pick<Numbers, 'now'>, object> = {
      // @ts-expect-error a synchronous operation cannot wait for a cache
      now: { effects: 'none', cacheable: { ttlMs: 10, key: () => '' }, run: () => 1 },
    };
    expectTypeOf([later, now]).toBeArray();
  });

  it('lets only operations that answer nothing have nothing to do', () => {
    const isIdle = () => true;
    const table: OperationTable<{ note(params: { readonly text: string }): void }, object> = {
      note: { isIdle, run: ({ text }) => expectTypeOf(text).toBeString() },
    };
    const now: OperationTable<Pick<Numbers, 'now'>, object> = {
      // @ts-expect-error nobody could be told the time
      now: { isIdle, run: () => 1 },
    };
    expectTypeOf([table, now]).toBeArray();
  });

  it('has every operation', () => {
    // @ts-expect-error later is missing
    createGateway<Numbers, object>({ name: 'numbers', alone: {}, operations: { now: () => 1 } });
  });
});

describe('a standalone operation', () => {
  it('has the type of execute', () => {
    const genericCounterOperation = standalone<CounterOperations>(() => createCounter());
    expectTypeOf(genericCounterOperation('addLater', { by: 1 })).toEqualTypeOf<Promise<StandardResponse<number>>>();
    // @ts-expect-error by is a number
    genericCounterOperation('add', { by: '1' });
  });
});
