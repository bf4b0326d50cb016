import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createInitializationGateway } from '../src/index.ts';

function setUp() {
  const environment = createTestEnvironment();
  const { operations } = createInitializationGateway({}, { environment });
  return { ...operations, clock: environment.clock };
}

/** A stage that ends when time is moved. */
const takes = (clock: ReturnType<typeof setUp>['clock'], ms: number) => () =>
  new Promise<void>((resolve) => void clock.after(ms, resolve));

describe('start-up', () => {
  it('runs a stage after those it waits for, and independent stages side by side', async () => {
    const { registerStage, lambdaInit, clock } = setUp();
    const order: string[] = [];
    const stage = (name: string, ms: number, after: readonly string[] = []) =>
      registerStage({
        name,
        after,
        run: async () => {
          order.push(`${name} begins`);
          await takes(clock, ms)();
          order.push(`${name} ends`);
        },
      });
    stage('third', 5, ['first', 'second']);
    stage('first', 30);
    stage('second', 20);
    const report = lambdaInit();
    await clock.advance(40);
    expect(order).toEqual(['first begins', 'second begins', 'second ends', 'first ends', 'third begins', 'third ends']);
    expect(await report).toMatchObject({ state: 'ready', durationMs: 35 });
  });

  it('gives a stage all the time that a number can say', async () => {
    // The machine's own clock, whose timers take no more than 25 days.
    const { operations } = createInitializationGateway();
    const run = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
    operations.registerStage({ name: 'slow', timeoutMs: Number.MAX_SAFE_INTEGER, run });
    expect(await operations.lambdaInit()).toMatchObject({ state: 'ready' });
  });

  it('runs once, for concurrent callers and for later ones', async () => {
    const { registerStage, lambdaInit } = setUp();
    const runs: string[] = [];
    registerStage({ name: 'count', run: () => void runs.push('count') });
    const [first, second] = await Promise.all([lambdaInit(), lambdaInit()]);
    expect(await lambdaInit()).toBe(first);
    expect(second).toBe(first);
    expect(runs).toEqual(['count']);
  });

  it('is ready at once without any stage', async () => {
    expect(await setUp().lambdaInit()).toMatchObject({ state: 'ready', stages: [], initializationType: 'unknown' });
  });

  it('is failed when a required stage fails, and skips what waits for it', async () => {
    const { registerStage, lambdaInit, getStatus } = setUp();
    const reached: string[] = [];
    registerStage({ name: 'connect', run: () => Promise.reject(new Error('no route to host')) });
    registerStage({ name: 'load', after: ['connect'], run: () => void reached.push('load') });
    const report = await lambdaInit();
    expect(report.state).toBe('failed');
    expect(report.stages).toMatchObject([
      { name: 'connect', state: 'failed', reason: 'no route to host', durationMs: 0 },
      { name: 'load', state: 'skipped', reason: 'Stage "connect" did not succeed.' },
    ]);
    expect(reached).toEqual([]);
    expect(getStatus()).toMatchObject({
      state: 'unhealthy',
      reasons: ['Stage "connect" failed: no route to host', expect.stringContaining('"load" skipped')],
    });
  });

  it('is degraded when only stages fail that are not required', async () => {
    const { registerStage, lambdaInit } = setUp();
    registerStage({
      name: 'preload',
      required: false,
      run() {
        throw new Error('cold');
      },
    });
    registerStage({ name: 'connect', run() {} });
    expect(await lambdaInit()).toMatchObject({
      state: 'degraded',
      stages: [{ state: 'failed' }, { state: 'succeeded' }],
    });
  });

  it('is failed when a required stage waits for one that was not required and failed', async () => {
    const { registerStage, lambdaInit } = setUp();
    registerStage({ name: 'optional', required: false, run: () => Promise.reject(new Error('gone')) });
    registerStage({ name: 'needed', after: ['optional'], run() {} });
    expect(await lambdaInit()).toMatchObject({ state: 'failed' });
  });

  it('gives a stage up after its time and goes on without it', async () => {
    const { registerStage, lambdaInit, clock } = setUp();
    registerStage({ name: 'hangs', required: false, timeoutMs: 100, run: () => new Promise(() => {}) });
    registerStage({ name: 'quick', run() {} });
    const report = lambdaInit();
    await clock.advance(100);
    expect(await report).toMatchObject({
      state: 'degraded',
      stages: [{ state: 'failed', durationMs: 100, reason: expect.stringContaining('100 ms') }, { state: 'succeeded' }],
    });
    expect(clock.pendingTimers).toBe(0);
  });

  it('settles also when a stage throws what has no text', async () => {
    const { operations } = createInitializationGateway();
    operations.registerStage({ name: 'odd', required: false, run: () => Promise.reject(Object.create(null)) });
    expect(await operations.lambdaInit()).toMatchObject({ state: 'degraded', stages: [{ state: 'failed' }] });
    expect(await operations.lambdaInit()).toMatchObject({ state: 'degraded' });
  });

  it('drops what a stage throws after it was given up', async () => {
    const { registerStage, lambdaInit, clock } = setUp();
    const late = async () => {
      await takes(clock, 500)();
      throw new Error('too late');
    };
    registerStage({ name: 'late', timeoutMs: 100, run: late });
    const report = lambdaInit();
    await clock.advance(1_000);
    expect((await report).stages[0]?.reason).toContain('longer than timeoutMs');
  });

  it('shows stages before, while and after they run', async () => {
    const { registerStage, lambdaInit, getStages, clock } = setUp();
    registerStage({ name: 'a', run: takes(clock, 10) });
    const states = () => getStages().map(({ state }) => state);
    expect(states()).toEqual(['pending']);
    const report = lambdaInit();
    await clock.advance(5);
    expect(states()).toEqual(['running']);
    await clock.advance(5);
    await report;
    expect(states()).toEqual(['succeeded']);
  });
});
