import type { Gateway, OperationNames, Ports } from '@hearthgate/contracts';
import { createGateway, GatewayError, type Wiring } from '../src/index.ts';

/** A small gateway that the kernel's tests are written against. */
export interface CounterOperations {
  /** Adds and answers the new count, synchronously. */
  add(params: { readonly by: number }): number;
  /** Adds after a turn of the event loop. */
  addLater(params: { readonly by: number }): Promise<number>;
  fail(params: { readonly how: 'code' | 'unexpected' | 'later' }): number | Promise<number>;
  /** Runs a function of the caller. */
  run<Result>(params: { readonly task: () => Result }): Result;
  /** Answers the count at the time of the first asking, for a second. */
  snapshot(params: { readonly label: string }): Promise<number>;
  getStatus(): { readonly gateway: string; readonly state: 'healthy'; readonly reasons: readonly string[] };
}

export const CounterOperation: OperationNames<CounterOperations> = {
  ADD: 'add',
  ADD_LATER: 'addLater',
  FAIL: 'fail',
  RUN: 'run',
  SNAPSHOT: 'snapshot',
  GET_STATUS: 'getStatus',
};

export interface CounterPorts extends Ports<'cache', { logging: 'info'; metrics: 'recordMetric' }> {}

export const silentPeers: CounterPorts = { logging: { info() {} }, metrics: { recordMetric() {} } };

export function createCounter(wiring?: Wiring<CounterPorts>, name = 'counter'): Gateway<CounterOperations> {
  let count = 0;
  return createGateway<CounterOperations, CounterPorts>(
    {
      name,
      alone: silentPeers,
      operations: {
        add: ({ by }, call) => {
          count += by;
          call.peers.logging.info({ message: 'added', data: { chain: call.gatewayChain } });
          return count;
        },
        addLater: async ({ by }, call) => {
          await new Promise((resolve) => setImmediate(resolve));
          count += by;
          call.peers.metrics.recordMetric({ name: 'added', value: by });
          return count;
        },
        fail: ({ how }) => {
          if (how === 'code') throw new GatewayError('CACHE_INVALID_KEY', 'The key is empty; give it a name.');
          if (how === 'later') return Promise.reject(new Error('broke with token=abcdefgh12345678'));
          throw new Error('broke with Bearer abcdefgh12345678');
        },
        run: { passesErrors: true, run: ({ task }) => task() as never },
        snapshot: {
          effects: 'none',
          cacheable: { ttlMs: 1_000, key: ({ label }) => label },
          run: async () => count,
        },
        getStatus: () => ({ gateway: name, state: 'healthy', reasons: [] }),
      },
    },
    wiring,
  );
}
