import type { Clock } from '@hearthgate/kernel';
import { createEnvironment } from '@hearthgate/kernel';
import { createRecorder, runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createInitializationGateway, type InitializationOptions } from '../src/index.ts';

/** Two clocks that can be moved apart, as a snapshot does it. */
function createTwoClocks(): Clock & { tick(ms: number): void; skip(ms: number): void } {
  let wallMs = Date.UTC(2026, 0, 1);
  let elapsedMs = 0;
  return {
    now: () => wallMs,
    elapsed: () => elapsedMs,
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    tick(ms) {
      wallMs += ms;
      elapsedMs += ms;
    },
    skip(ms) {
      wallMs += ms;
    },
  };
}

function setUp(type?: string, options: InitializationOptions = {}) {
  const clock = createTwoClocks();
  const variables = type === undefined ? {} : { AWS_LAMBDA_INITIALIZATION_TYPE: type };
  const environment = createEnvironment({ clock, variables });
  const logging = createRecorder({ log() {} });
  const metrics = createRecorder({ recordMetric() {} });
  const peers = { logging: logging.operations, metrics: metrics.operations };
  const { operations } = createInitializationGateway(options, { environment, peers });
  const invoke = () => runInInvocation(environment, {}, () => operations.lambdaInit());
  return { ...operations, invoke, clock, environment, logging, metrics };
}

describe('how an invocation finds its environment', () => {
  it.each([
    [undefined, 'cold'],
    ['on-demand', 'cold'],
    ['provisioned-concurrency', 'provisioned'],
    ['snap-start', 'resumed'],
  ])('is, for the type %s, first %s and then warm', async (type, first) => {
    const { invoke, environmentStatus, clock } = setUp(type);
    expect(environmentStatus()).toEqual({
      initializationType: type ?? 'unknown',
      invocations: 0,
      resumes: 0,
      ageMs: 0,
    });
    await invoke();
    expect(environmentStatus().start).toBe(first);
    clock.tick(3_600_000);
    await invoke();
    expect(environmentStatus()).toMatchObject({ start: 'warm', invocations: 2, resumes: 0, ageMs: 3_600_000 });
  });

  it('does not count start-up outside of an invocation, nor a second call within one', async () => {
    const { lambdaInit, environmentStatus, environment } = setUp();
    await lambdaInit();
    await runInInvocation(environment, {}, async () => {
      await lambdaInit();
      await lambdaInit();
    });
    expect(environmentStatus()).toMatchObject({ start: 'cold', invocations: 1 });
  });
});

describe('a resume', () => {
  it('is noticed when the wall clock ran on alone, told, and stages renew what they hold in order', async () => {
    const { invoke, registerStage, environmentStatus, clock, logging, metrics } = setUp('snap-start');
    const renewed: string[] = [];
    const resume = (name: string) => () => void renewed.push(name);
    registerStage({ name: 'pool', after: ['random'], run() {}, resume: resume('pool') });
    registerStage({ name: 'random', run() {}, resume: resume('random') });
    registerStage({
      name: 'broken',
      required: false,
      run: () => Promise.reject(new Error('no')),
      resume: resume('no'),
    });
    await invoke();
    clock.skip(7_200_000);
    clock.tick(5);
    await invoke();
    expect(renewed).toEqual(['random', 'pool']);
    expect(environmentStatus()).toMatchObject({ start: 'resumed', resumes: 1, skippedMs: 7_200_000 });
    expect(logging.paramsOf('log')).toContainEqual({
      level: 'info',
      message: expect.stringContaining('resumed after'),
      data: { skippedMs: 7_200_000 },
    });
    expect(metrics.paramsOf('recordMetric')).toContainEqual({ name: 'EnvironmentResume', value: 1, unit: 'Count' });
    await invoke();
    expect(environmentStatus().start).toBe('warm');
    expect(renewed).toHaveLength(2);
  });

  it('is the first invocation after a snapshot, also when that was restored at once', async () => {
    const { invoke, lambdaInit, registerStage, environmentStatus } = setUp('snap-start');
    const renewed: string[] = [];
    registerStage({ name: 'pool', run() {}, resume: () => void renewed.push('pool') });
    await lambdaInit();
    expect(renewed).toEqual([]);
    await invoke();
    expect(environmentStatus()).toMatchObject({ start: 'resumed', resumes: 1 });
    await invoke();
    expect(environmentStatus()).toMatchObject({ start: 'warm', resumes: 1 });
    expect(renewed).toEqual(['pool']);
  });

  it('is no small step of the clock, nor one backwards', async () => {
    const { invoke, environmentStatus, clock } = setUp();
    await invoke();
    clock.skip(9_999);
    await invoke();
    clock.skip(-3_600_000);
    await invoke();
    expect(environmentStatus()).toMatchObject({ start: 'warm', resumes: 0 });
    const sensitive = setUp(undefined, { resumeThresholdMs: 100 });
    await sensitive.invoke();
    sensitive.clock.skip(100);
    await sensitive.invoke();
    expect(sensitive.environmentStatus()).toMatchObject({ start: 'resumed', skippedMs: 100 });
  });

  it('is waited for, and a stage that cannot renew costs a warning', async () => {
    const { invoke, registerStage, clock, logging } = setUp();
    const error = new Error('gone');
    let isRenewed = false;
    registerStage({ name: 'a', run() {}, resume: () => Promise.reject(error) });
    registerStage({ name: 'hangs', after: ['a'], timeoutMs: 20, run() {}, resume: () => new Promise(() => {}) });
    registerStage({
      name: 'b',
      after: ['hangs'],
      run() {},
      async resume() {
        await new Promise((resolve) => setImmediate(resolve));
        isRenewed = true;
      },
    });
    await invoke();
    clock.skip(60_000);
    await Promise.all([invoke(), invoke()]);
    expect(isRenewed).toBe(true);
    const messages = logging.paramsOf('log').map((params) => (params as { message: string }).message);
    expect(messages).toEqual([
      expect.stringContaining('Start-up ready'),
      'Resume of stage "a" failed',
      'Resume of stage "hangs" failed',
      expect.stringContaining('resumed after'),
    ]);
  });
});
