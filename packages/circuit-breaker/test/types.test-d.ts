import type { BreakerInfo, GatewayOperations, StandardResponse } from '@hearthgate/contracts';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type CircuitBreakerGateway,
  CircuitBreakerOperation,
  createCircuitBreakerGateway,
  genericCircuitBreakerOperation,
} from '../src/index.ts';

const gateway = createCircuitBreakerGateway();

describe('a call', () => {
  it('answers what the guarded function answers', () => {
    expectTypeOf(gateway.operations.call({ name: 'api', run: () => 7 })).toEqualTypeOf<Promise<number>>();
    expectTypeOf(gateway.operations.call({ name: 'api', run: async () => 'x' })).toEqualTypeOf<Promise<string>>();
    gateway.operations.call({
      name: 'api',
      run: ({ signal }) => expectTypeOf(signal).toEqualTypeOf<AbortSignal | undefined>(),
    });
  });

  it('takes a fallback of the same kind, or one that answers nothing', () => {
    const run = () => 7;
    expectTypeOf(gateway.operations.call({ name: 'api', run, fallback: async () => 8 })).toEqualTypeOf<
      Promise<number>
    >();
    expectTypeOf(gateway.operations.call({ name: 'api', run, fallback: () => undefined })).toEqualTypeOf<
      Promise<number | undefined>
    >();
    gateway.operations.call({ name: 'api', run, isFailureResult: (result) => result > 7 });
    // @ts-expect-error a fallback answers what run answers
    gateway.operations.call({ name: 'api', run, fallback: () => 'stale' });
  });

  it('takes one of three ways to sample', () => {
    gateway.operations.configure({ options: { sampling: { kind: 'consecutive' }, sharing: false } });
    createCircuitBreakerGateway({ sampling: { kind: 'count-window', size: 20, failureRatio: 0.5 } });
    createCircuitBreakerGateway({ sampling: { kind: 'time-window', windowMs: 10_000, failureRatio: 0.5 } });
    // @ts-expect-error a window of time has no size
    createCircuitBreakerGateway({ sampling: { kind: 'time-window', size: 20, failureRatio: 0.5 } });
    // @ts-expect-error there is no such strategy
    createCircuitBreakerGateway({ sampling: { kind: 'percentile' } });
  });

  it('refuses what is wrong', () => {
    // @ts-expect-error run is missing
    gateway.operations.call({ name: 'api' });
    // @ts-expect-error times have their unit in the name
    gateway.operations.call({ name: 'api', run: () => 1, options: { timeout: 5 } });
    // @ts-expect-error isFailure answers yes or no
    gateway.operations.call({ name: 'api', run: () => 1, isFailure: () => 'yes' });
    // @ts-expect-error there is no such option
    createCircuitBreakerGateway({ maxFailures: 3 });
  });
});

describe('the generic operation', () => {
  it('goes from the name to the parameters to the result', () => {
    expectTypeOf(genericCircuitBreakerOperation(CircuitBreakerOperation.GET_BREAKER, { name: 'api' })).toEqualTypeOf<
      StandardResponse<BreakerInfo | undefined>
    >();
    expectTypeOf(genericCircuitBreakerOperation('resetAll')).toEqualTypeOf<StandardResponse<number>>();
    // @ts-expect-error there is no such operation
    genericCircuitBreakerOperation('open', { name: 'api' });
    // @ts-expect-error name is missing
    genericCircuitBreakerOperation(CircuitBreakerOperation.FORCE_OPEN);
  });
});

describe('the gateway', () => {
  it('takes the peers of its row', () => {
    expectTypeOf(gateway).toEqualTypeOf<CircuitBreakerGateway>();
    expectTypeOf<GatewayOperations['circuit-breaker']>().toEqualTypeOf<CircuitBreakerGateway['operations']>();
    createCircuitBreakerGateway({}, { peers: { logging: { info() {}, warning() {} } } });
    // @ts-expect-error the matrix has no cell from circuit-breaker to security
    createCircuitBreakerGateway({}, { peers: { security: {} } });
  });
});
