import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createInitializationGateway } from '../src/index.ts';

function setUp(variables: Record<string, string> = {}) {
  const environment = createTestEnvironment({ variables });
  const logging = createRecorder({ log() {} });
  const metrics = createRecorder({ recordMetric() {} });
  const keys: string[] = [];
  const gateway = createInitializationGateway(
    {},
    {
      environment,
      peers: {
        logging: logging.operations,
        metrics: metrics.operations,
        singleton: {
          executeOnce: async ({ key, run }) => {
            keys.push(key);
            return run();
          },
        },
        security: {
          validateInput: () => Promise.reject(new Error('not asked here')),
          sanitizeError: () => ({ name: 'Error', message: 'made safe', causes: [] }),
          registerSecret: () => expect.fail('not asked here'),
        },
        utility: { formatDuration: ({ durationMs }) => `${durationMs} units` },
      },
    },
  );
  return { ...gateway.operations, clock: environment.clock, logging, metrics, keys };
}

describe('the report of start-up', () => {
  it('is one info line, written once', async () => {
    const { registerStage, lambdaInit, logging, clock } = setUp();
    registerStage({ name: 'a', run: () => new Promise((resolve) => void clock.after(12, resolve)) });
    const started = lambdaInit();
    await clock.advance(12);
    await Promise.all([started, lambdaInit(), lambdaInit()]);
    expect(logging.paramsOf('log')).toEqual([
      {
        level: 'info',
        message: 'Start-up ready in 12 units, 1 of 1 stages',
        data: {
          durationMs: 12,
          initializationType: 'unknown',
          stages: [{ name: 'a', state: 'succeeded', durationMs: 12 }],
        },
      },
    ]);
  });

  it.each([
    ['warning', false],
    ['error', true],
  ])('is a line of level %s when a failed stage has required: %s', async (level, required) => {
    const { registerStage, lambdaInit, logging } = setUp();
    registerStage({ name: 'a', required, run: () => Promise.reject(new Error('token=abcdefgh1234')) });
    await lambdaInit();
    expect(logging.paramsOf('log')).toMatchObject([{ level, data: { stages: [{ reason: 'made safe' }] } }]);
  });

  it('gives the duration of every stage to metrics', async () => {
    const { registerStage, lambdaInit, metrics } = setUp();
    registerStage({ name: 'a', run() {} });
    await lambdaInit();
    expect(metrics.paramsOf('recordMetric')).toEqual([
      { name: 'StartupStage.a', value: 0, unit: 'Milliseconds' },
      { name: 'Startup', value: 0, unit: 'Milliseconds' },
    ]);
  });

  it('says how AWS started the environment', async () => {
    const { lambdaInit } = setUp({ AWS_LAMBDA_INITIALIZATION_TYPE: 'snap-start' });
    expect(await lambdaInit()).toMatchObject({ initializationType: 'snap-start' });
  });

  it('runs through the singleton peer, so that it happens once per execution environment', async () => {
    const { lambdaInit, keys } = setUp();
    await lambdaInit();
    await lambdaInit();
    expect(keys).toEqual(['initialization:start-up']);
  });

  it('hides secrets in reasons also when no security peer is there', async () => {
    const { registerStage, lambdaInit } = createInitializationGateway().operations;
    registerStage({ name: 'a', run: () => Promise.reject(new Error('refused: token=abcdefgh1234')) });
    const { stages } = await lambdaInit();
    expect(stages[0]?.reason).toBe('refused: token=[redacted]');
  });
});

describe('health', () => {
  it('tells of start-up and memory', async () => {
    const { healthCheck, lambdaInit } = setUp({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1000000' });
    expect(await healthCheck()).toMatchObject({
      state: 'healthy',
      checks: [
        { name: 'start-up', detail: 'Start-up has not run yet.' },
        { name: 'memory', state: 'healthy', detail: expect.stringContaining('0 % of the limit') },
      ],
    });
    await lambdaInit();
    expect(await healthCheck()).toMatchObject({ state: 'healthy', checks: [{ detail: 'Start-up is ready.' }, {}] });
  });

  it('is unhealthy when memory is at its limit, or start-up failed', async () => {
    const full = setUp({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1' });
    expect(await full.healthCheck()).toMatchObject({ state: 'unhealthy', checks: [{}, { state: 'unhealthy' }] });
    const failed = setUp();
    failed.registerStage({ name: 'a', run: () => Promise.reject(new Error('no')) });
    await failed.lambdaInit();
    expect(await failed.healthCheck()).toMatchObject({
      state: 'unhealthy',
      checks: [{ state: 'unhealthy', detail: 'Stage "a" failed: made safe' }, { state: 'healthy' }],
    });
  });

  it('reads memory against the limit in bytes, which is absent outside Lambda', () => {
    const { memoryStatus } = setUp({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '100000' });
    const { residentBytes, limitBytes, usedRatio } = memoryStatus();
    expect(limitBytes).toBe(100_000 * 1024 * 1024);
    expect(usedRatio).toBeCloseTo(residentBytes / (100_000 * 1024 * 1024));
    expect(Object.keys(setUp().memoryStatus())).toEqual(['residentBytes', 'heapUsedBytes']);
  });
});
