import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createInitializationGateway } from '../src/index.ts';

function setUp() {
  const environment = createTestEnvironment();
  const logging = createRecorder({ log() {} });
  const gateway = createInitializationGateway({}, { environment, peers: { logging: logging.operations } });
  return { ...gateway.operations, clock: environment.clock, logging };
}

describe('cleaning up', () => {
  it('ends what succeeded, newest first, and nothing else', async () => {
    const { registerStage, lambdaInit, lambdaCleanup } = setUp();
    const ended: string[] = [];
    const cleanup = (name: string) => () => void ended.push(name);
    registerStage({ name: 'last', after: ['first'], run() {}, cleanup: cleanup('last') });
    registerStage({ name: 'first', run() {}, cleanup: cleanup('first') });
    registerStage({ name: 'broken', run: () => Promise.reject(new Error('no')), cleanup: cleanup('broken') });
    registerStage({ name: 'plain', run() {} });
    await lambdaInit();
    expect(await lambdaCleanup()).toEqual({ cleaned: ['last', 'first'], failed: [] });
    expect(ended).toEqual(['last', 'first']);
  });

  it('waits for a start-up that was only just asked for, also when the singleton peer sees to it', async () => {
    const executeOnce = async <Result>({ run }: { readonly run: () => Result | Promise<Result> }): Promise<Result> => {
      for (let turn = 0; turn < 5; turn += 1) await undefined;
      return run();
    };
    const { operations } = createInitializationGateway({}, { peers: { singleton: { executeOnce } } });
    operations.registerStage({ name: 'pool', run() {}, cleanup() {} });
    const starting = operations.lambdaInit();
    expect(await operations.lambdaCleanup()).toEqual({ cleaned: ['pool'], failed: [] });
    await starting;
  });

  it('is possible also when start-up could not begin', async () => {
    const executeOnce = () => Promise.reject(new Error('no singletons'));
    const { operations } = createInitializationGateway({}, { peers: { singleton: { executeOnce } } });
    await expect(operations.lambdaInit()).rejects.toThrow();
    expect(await operations.lambdaCleanup()).toEqual({ cleaned: [], failed: [] });
  });

  it('tries all, says which failed, and logs why', async () => {
    const { registerStage, lambdaInit, lambdaCleanup, logging } = setUp();
    const error = new Error('stuck');
    registerStage({ name: 'a', run() {}, cleanup() {} });
    registerStage({ name: 'b', after: ['a'], run() {}, cleanup: () => Promise.reject(error) });
    await lambdaInit();
    expect(await lambdaCleanup()).toEqual({ cleaned: ['a'], failed: ['b'] });
    expect(logging.paramsOf('log')).toContainEqual({
      level: 'warning',
      message: 'Cleanup of stage "b" failed',
      error,
    });
  });

  it('does not wait for ever', async () => {
    const { registerStage, lambdaInit, lambdaCleanup, clock } = setUp();
    registerStage({ name: 'a', run() {}, cleanup() {} });
    registerStage({ name: 'b', after: ['a'], timeoutMs: 50, run() {}, cleanup: () => new Promise(() => {}) });
    await lambdaInit();
    const report = lambdaCleanup();
    await clock.advance(50);
    expect(await report).toEqual({ cleaned: ['a'], failed: ['b'] });
  });

  it('runs each cleanup once, however often and however concurrently it is asked', async () => {
    const { registerStage, lambdaInit, lambdaCleanup } = setUp();
    const ends: string[] = [];
    registerStage({ name: 'a', run() {}, cleanup: () => void ends.push('a') });
    await lambdaInit();
    await Promise.all([lambdaCleanup(), lambdaCleanup()]);
    expect(await lambdaCleanup()).toEqual({ cleaned: [], failed: [] });
    expect(ends).toEqual(['a']);
  });

  it('waits for a start-up that is under way, and does nothing before one', async () => {
    const { registerStage, lambdaInit, lambdaCleanup, clock } = setUp();
    expect(await lambdaCleanup()).toEqual({ cleaned: [], failed: [] });
    registerStage({ name: 'a', run: () => new Promise((resolve) => void clock.after(10, resolve)), cleanup() {} });
    const started = lambdaInit();
    const cleaned = lambdaCleanup();
    await clock.advance(10);
    await started;
    expect(await cleaned).toEqual({ cleaned: ['a'], failed: [] });
  });

  it('ends also what a stage began after it was given up', async () => {
    const { registerStage, lambdaInit, lambdaCleanup, clock } = setUp();
    const run = () => new Promise<void>((resolve) => void clock.after(200, resolve));
    registerStage({ name: 'late', timeoutMs: 100, run, cleanup() {} });
    const started = lambdaInit();
    await clock.advance(300);
    expect(await started).toMatchObject({ state: 'failed' });
    expect(await lambdaCleanup()).toEqual({ cleaned: ['late'], failed: [] });
  });
});
