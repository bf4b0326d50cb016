import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSingletonGateway } from '../src/index.ts';

/** A gateway, a diary of what ended, and memory that is used as a test says. */
function bench(usedRatio?: number) {
  const environment = createTestEnvironment();
  const memory = { usedRatio, asked: 0 };
  const initialization = {
    memoryStatus: () => {
      memory.asked += 1;
      return { residentBytes: 1, heapUsedBytes: 1, usedRatio: memory.usedRatio };
    },
  };
  const { operations } = createSingletonGateway({}, { environment, peers: { initialization } });
  const ended: string[] = [];
  const make = (key: string, idleMs?: number, create: () => unknown = () => key) =>
    operations.get({ key, create, idleMs, dispose: () => void ended.push(key) });
  return { ...operations, clock: environment.clock, memory, ended, make };
}

describe('an instance that may be idle', () => {
  it('is not, while another lives that was made with it, also in work that is done once', async () => {
    const { make, executeOnce, cleanup, clock, ended } = bench();
    const pool = () => make('pool', 1_000);
    await make('repository', undefined, () => executeOnce({ key: 'migration', run: pool }));
    await clock.advance(5_000);
    await cleanup();
    expect(ended).toEqual([]);
  });

  it('ends with the next request for anything, once its time is over, without being waited for', async () => {
    const { make, has, clock, ended } = bench();
    await make('pool', 1_000);
    await make('other');
    await clock.advance(999);
    await make('other');
    await clock.advance(0);
    expect(ended).toEqual([]);
    await clock.advance(1);
    const stuck = make('other');
    await stuck;
    await clock.advance(0);
    expect([ended, has({ key: 'pool' }), has({ key: 'other' })]).toEqual([['pool'], false, true]);
  });

  it('ends also when the next request makes something new', async () => {
    const { make, clock, ended } = bench();
    await make('pool', 1_000);
    await clock.advance(1_000);
    await make('new');
    await clock.advance(0);
    expect(ended).toEqual(['pool']);
  });

  it('lives on when it is asked for again, even after its time', async () => {
    const { make, has, clock, ended } = bench();
    const create = () => ({});
    const first = await make('pool', 1_000, create);
    await clock.advance(5_000);
    expect(await make('pool', 1_000, create)).toBe(first);
    await clock.advance(999);
    await make('other');
    await clock.advance(0);
    expect([ended, has({ key: 'pool' })]).toEqual([[], true]);
  });

  it('is made anew when it is asked for after its end', async () => {
    const { make, cleanup, clock } = bench();
    let made = 0;
    const ask = () => make('pool', 1_000, () => ++made);
    await ask();
    await clock.advance(1_000);
    expect(await cleanup()).toBe(1);
    expect(await ask()).toBe(2);
  });

  it('is not idle while one lives that was made with it', async () => {
    const { make, has, reset, cleanup, clock, ended } = bench();
    await make('client', undefined, async () => ({ pool: await make('pool', 1_000) }));
    await clock.advance(10_000);
    expect([await cleanup(), await cleanup({ idleMs: 0 })]).toEqual([0, 0]);
    await make('other');
    await clock.advance(0);
    expect([ended, has({ key: 'pool' })]).toEqual([[], true]);
    await reset({ key: 'client' });
    expect([await cleanup(), ended]).toEqual([1, ['client', 'pool']]);
  });

  it('with a clock that was set back is not idle', async () => {
    const { make, cleanup, clock } = bench();
    await make('pool', 1_000);
    await clock.advance(-60_000);
    expect(await cleanup()).toBe(0);
  });
});

describe('cleaning up', () => {
  it('ends what is idle, newest first, and leaves alone what has no idleMs', async () => {
    const { make, cleanup, clock, ended, list } = bench();
    await make('always');
    await make('first', 1_000);
    await make('client', 1_000, () => make('socket', 500));
    await make('long', 60_000);
    await clock.advance(1_000);
    expect(await cleanup()).toBe(3);
    expect(ended).toEqual(['client', 'socket', 'first']);
    expect(list().map(({ key }) => key)).toEqual(['always', 'long']);
  });

  it('goes by another time when one is given', async () => {
    const { make, cleanup, clock, ended } = bench();
    await make('always');
    await make('old', 60_000);
    await clock.advance(100);
    await make('young', 60_000);
    expect([await cleanup({ idleMs: 100 }), ended]).toEqual([1, ['old']]);
    expect([await cleanup({ idleMs: 0 }), ended]).toEqual([1, ['old', 'young']]);
  });

  it('tries all and then says which failed', async () => {
    const { get, make, cleanup, clock, ended } = bench();
    await make('good', 10);
    await get({ key: 'bad', idleMs: 10, create: () => 1, dispose: () => Promise.reject(new Error('stuck')) });
    await clock.advance(10);
    await expect(cleanup()).rejects.toMatchObject({ code: 'SINGLETON_DISPOSE_FAILED', data: { keys: ['bad'] } });
    expect(ended).toEqual(['good']);
  });

  it('does not end what is asked for while it goes on', async () => {
    const { get, make, has, cleanup, clock } = bench();
    const closing = Promise.withResolvers<void>();
    await make('wanted', 10);
    await get({ key: 'slow', idleMs: 10, create: () => 1, dispose: () => closing.promise });
    await clock.advance(10);
    const cleaning = cleanup();
    await clock.advance(0);
    await make('wanted', 10);
    closing.resolve();
    expect([await cleaning, has({ key: 'wanted' })]).toEqual([1, true]);
  });

  it.each([-1, Number.NaN, Infinity, '5'])(
    'refuses idleMs %j, here and where an instance is declared',
    async (idleMs) => {
      const { cleanup, get, register } = bench();
      const wrong = { idleMs: idleMs as number };
      const refusal = { code: 'SINGLETON_INVALID_OPTIONS', message: expect.stringContaining('idleMs') };
      await expect(cleanup(wrong)).rejects.toMatchObject(refusal);
      await expect(get({ key: 'a', create: () => 1, ...wrong })).rejects.toMatchObject(refusal);
      expect(() => register({ key: 'a', create: () => 1, ...wrong })).toThrow(expect.objectContaining(refusal));
    },
  );
});

describe('when memory is near the limit', () => {
  it('a tenth of its time is enough for an instance to end, as soon as another is made', async () => {
    const { make, clock, ended, memory } = bench(0.5);
    await make('recent', 60_000);
    await make('pool', 10_000);
    await clock.advance(1_000);
    await make('calm');
    await clock.advance(0);
    expect(ended).toEqual([]);
    memory.usedRatio = 0.85;
    await make('large');
    await clock.advance(0);
    expect(ended).toEqual(['pool']);
  });

  it('is not asked about while nothing may be ended, nor when nothing is made', async () => {
    const { make, memory } = bench(0.99);
    await make('always');
    await make('another');
    await make('pool', 10_000);
    await make('pool', 10_000);
    expect(memory.asked).toBe(0);
    await make('new');
    expect(memory.asked).toBe(1);
  });

  it('that cannot be measured keeps nothing from being made', async () => {
    const memoryStatus = () => {
      throw new Error('no /proc');
    };
    const { get } = createSingletonGateway({}, { peers: { initialization: { memoryStatus } } }).operations;
    await get({ key: 'a', idleMs: 10, create: () => 1 });
    expect(await get({ key: 'b', create: () => 2 })).toBe(2);
  });
});

describe('optimizing memory', () => {
  it.each([
    [0.84, []],
    [0.85, ['pool']],
    [undefined, ['pool']],
  ])('with %s of the memory used ends %j', async (usedRatio, expected) => {
    const { make, optimizeMemory, clock, ended } = bench(usedRatio);
    await make('pool', 10_000);
    await clock.advance(999);
    await make('young', 10_000);
    await clock.advance(1);
    expect([await optimizeMemory(), ended]).toEqual([expected.length, expected]);
  });

  it('ends what is idle for its full time in any case', async () => {
    const { make, optimizeMemory, clock } = bench(0.1);
    await make('pool', 10_000);
    await clock.advance(10_000);
    expect(await optimizeMemory()).toBe(1);
  });

  it('begins at the ratio that the options say', async () => {
    const environment = createTestEnvironment();
    const initialization = { memoryStatus: () => ({ residentBytes: 1, heapUsedBytes: 1, usedRatio: 0.6 }) };
    const { operations } = createSingletonGateway(
      { memoryPressureRatio: 0.6 },
      { environment, peers: { initialization } },
    );
    await operations.get({ key: 'pool', idleMs: 10_000, create: () => 1 });
    await environment.clock.advance(1_000);
    expect(await operations.optimizeMemory()).toBe(1);
    for (const memoryPressureRatio of [0, 1.1, Number.NaN]) {
      expect(() => createSingletonGateway({ memoryPressureRatio })).toThrow(
        expect.objectContaining({ code: 'SINGLETON_INVALID_OPTIONS' }),
      );
    }
  });
});
