import type { StandardResponse } from '@hearthgate/contracts';
import { compose } from '@hearthgate/kernel';
import { describe, expectTypeOf, it } from 'vitest';
import {
  createSingletonGateway,
  genericSingletonOperation,
  type SingletonGateway,
  type SingletonInfo,
  SingletonOperation,
} from '../src/index.ts';

describe('the generic operation', () => {
  it('infers the answer from the name', () => {
    expectTypeOf(genericSingletonOperation(SingletonOperation.LIST)).toEqualTypeOf<
      StandardResponse<readonly SingletonInfo[]>
    >();
    expectTypeOf(genericSingletonOperation('reset', { key: 'a' })).toEqualTypeOf<Promise<StandardResponse<boolean>>>();
    expectTypeOf(genericSingletonOperation('resetAll')).toEqualTypeOf<Promise<StandardResponse<number>>>();
    expectTypeOf(genericSingletonOperation('has', { key: 'a' })).toEqualTypeOf<StandardResponse<boolean>>();
  });

  it('refuses wrong names and wrong parameters', () => {
    // @ts-expect-error no such operation
    genericSingletonOperation('make', { key: 'a' });
    // @ts-expect-error create is missing
    genericSingletonOperation('register', { key: 'a' });
    // @ts-expect-error create is a function
    genericSingletonOperation('get', { key: 'a', create: 1 });
    // @ts-expect-error run is missing
    genericSingletonOperation('executeOnce', { key: 'a' });
    // @ts-expect-error resetAll takes nothing
    genericSingletonOperation('resetAll', { key: 'a' });
  });
});

describe('the gateway', () => {
  const { operations } = createSingletonGateway();

  it('is a gateway of singleton operations, alone and composed', () => {
    expectTypeOf(createSingletonGateway()).toEqualTypeOf<SingletonGateway & AsyncDisposable>();
    const { gateways } = compose({ singleton: (wiring) => createSingletonGateway({}, wiring) });
    expectTypeOf(gateways.singleton).toExtend<SingletonGateway>();
  });

  it('keeps the type of what is made', () => {
    expectTypeOf(operations.get({ key: 'a', create: async () => new Map<string, number>() })).toEqualTypeOf<
      Promise<Map<string, number>>
    >();
    expectTypeOf(operations.executeOnce({ key: 'a', run: () => 7 })).toEqualTypeOf<Promise<number>>();
    operations.register({ key: 'a', create: () => 7, dispose: (instance) => expectTypeOf(instance).toBeNumber() });
    operations.register({ key: 'a', create: async () => 7, check: (instance) => expectTypeOf(instance).toBeNumber() });
    // @ts-expect-error dispose takes what create makes
    operations.register({ key: 'a', create: () => 7, dispose: (instance: string) => void instance });
  });

  it('refuses options and peers that it does not have', () => {
    // @ts-expect-error no such option
    createSingletonGateway({ idleMs: 10 });
    createSingletonGateway(
      { memoryPressureRatio: 0.9 },
      { peers: { initialization: { memoryStatus: () => ({}) as never } } },
    );
    // @ts-expect-error singleton may not call lambda
    createSingletonGateway({}, { peers: { lambda: {} } });
  });
});
