import type { LogMessageParams, RecordMetricParams, SingletonGetParams } from '@hearthgate/contracts';
import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCircuitBreakerGateway } from '../src/index.ts';
import { createApi, Failure } from './api.ts';

describe('logging and metrics', () => {
  it('get every change of state once, and metrics every refused call', async () => {
    const info = (_params: LogMessageParams): void => {};
    const logging = createRecorder({ info, warning: info });
    const metrics = createRecorder({ recordMetric(_params: RecordMetricParams): void {} });
    const api = createApi(
      { failureThreshold: 2, openMs: 1_000 },
      { peers: { logging: logging.operations, metrics: metrics.operations } },
    );
    await api.succeed();
    await api.failTimes(2);
    await api.fail();
    await api.fail();
    await api.clock.advance(1_000);
    await api.succeed();
    api.operations.forceOpen({ name: 'api' });
    api.operations.reset({ name: 'api' });
    api.operations.reset({ name: 'api' });
    const lines = logging.calls.map(({ operation, params }) => [operation, (params as LogMessageParams).data?.state]);
    expect(lines).toEqual([
      ['warning', 'open'],
      ['info', 'half-open'],
      ['info', 'closed'],
      ['warning', 'isolated'],
      ['info', 'closed'],
    ]);
    expect(logging.paramsOf('warning')[0]).toMatchObject({ error: expect.any(Failure), data: { breaker: 'api' } });
    const names = metrics.paramsOf('recordMetric').map((params) => (params as RecordMetricParams).name);
    expect(names.filter((name) => name === 'BreakerStateChanges')).toHaveLength(5);
    expect(names.filter((name) => name === 'BreakerRejections')).toHaveLength(2);
    expect(names).toHaveLength(7);
  });
});

describe('logging and metrics that throw', () => {
  it('cost no call its place, its answer or its error', async () => {
    const broken = () => {
      throw new Error('no disk');
    };
    const environment = createTestEnvironment();
    const peers = { logging: { info: broken, warning: broken }, metrics: { recordMetric: broken } };
    const options = { failureThreshold: 1, openMs: 100, maxConcurrent: 1 };
    const { operations } = createCircuitBreakerGateway(options, { environment, peers });
    const failure = new Error('down');
    await expect(operations.call({ name: 'api', run: () => Promise.reject(failure) })).rejects.toBe(failure);
    await expect(operations.call({ name: 'api', run: () => 1 })).rejects.toMatchObject({
      code: 'CIRCUIT_BREAKER_OPEN',
    });
    await environment.clock.advance(100);
    expect(await operations.call({ name: 'api', run: () => 'works' })).toBe('works');
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ state: 'closed', running: 0 });
  });
});

describe('utility', () => {
  it('writes the durations in messages', async () => {
    const utility = { formatDuration: ({ durationMs }: { readonly durationMs: number }) => `<${durationMs}>` };
    const api = createApi({ failureThreshold: 1, openMs: 1_000 }, { peers: { utility } });
    await api.failTimes(1);
    expect(await api.fail()).toMatchObject({ message: expect.stringContaining('it tries again in <1000>.') });
  });
});

describe('the singleton', () => {
  function createSingleton() {
    const kept = new Map<string, { instance: unknown; dispose: () => unknown }>();
    return {
      kept,
      async get<Instance>({ key, create, dispose }: SingletonGetParams<Instance>): Promise<Instance> {
        const known = kept.get(key);
        if (known !== undefined) return known.instance as Instance;
        const instance = (await create?.()) as Instance;
        kept.set(key, { instance, dispose: () => dispose?.(instance) });
        return instance;
      },
    };
  }

  it('lets the gateways of one execution environment share their breakers, those opened by hand included', async () => {
    const peers = { singleton: createSingleton() };
    const one = createApi({ failureThreshold: 1 }, { peers });
    const two = createApi({}, { peers });
    two.operations.forceOpen({ name: 'forced' });
    await one.failTimes(1);
    expect(await two.fail()).toMatchObject({ code: 'CIRCUIT_BREAKER_OPEN' });
    const states = (api: typeof one) => api.operations.getStatus().breakers.map(({ name, state }) => [name, state]);
    expect(states(one)).toEqual([
      ['api', 'open'],
      ['forced', 'isolated'],
    ]);
    expect(states(two)).toEqual(states(one));
  });

  it('ends the breakers with everything else that lives once, and begins them again', async () => {
    const singleton = createSingleton();
    const api = createApi({ failureThreshold: 1 }, { peers: { singleton } });
    await api.failTimes(1);
    for (const { dispose } of singleton.kept.values()) dispose();
    singleton.kept.clear();
    expect(api.operations.getStatus().breakers).toEqual([]);
    expect(await api.succeed()).toBe('up');
    expect([...singleton.kept.keys()]).toEqual(['circuit-breaker:breakers']);
  });

  it('may fail without harm', async () => {
    const api = createApi(
      { failureThreshold: 1 },
      { peers: { singleton: { get: () => Promise.reject(new Error('down')) } } },
    );
    await api.failTimes(1);
    expect(api.state()).toBe('open');
  });
});
