import type {
  CacheEntry,
  CacheSetParams,
  LogMessageParams,
  RecordMetricParams,
  SingletonGetParams,
} from '@hearthgate/contracts';
import { createRecorder } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createApi, Failure } from './api.ts';

/** A cache whose entries a test can read and that two gateways can share. */
function createCache() {
  const entries = new Map<string, unknown>();
  const recorder = createRecorder({
    async get<Value>({ key }: { readonly key: string }): Promise<CacheEntry<Value> | undefined> {
      const value = entries.get(key) as Value | undefined;
      return value === undefined ? undefined : { key, value, storedAtMs: 0, tags: [] };
    },
    async set({ key, value }: CacheSetParams): Promise<void> {
      entries.set(key, value);
    },
    async delete({ key }: { readonly key: string }): Promise<boolean> {
      return entries.delete(key);
    },
  });
  return { ...recorder, entries };
}

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

describe('utility', () => {
  it('writes the durations in messages', async () => {
    const utility = { formatDuration: ({ durationMs }: { readonly durationMs: number }) => `<${durationMs}>` };
    const api = createApi({ failureThreshold: 1, openMs: 1_000 }, { peers: { utility } });
    await api.failTimes(1);
    expect(await api.fail()).toMatchObject({ message: expect.stringContaining('it tries again in <1000>.') });
  });
});

describe('the cache', () => {
  it('tells other execution environments that a breaker is open, and when it may be tried', async () => {
    const cache = createCache();
    const peers = { cache: cache.operations };
    const one = createApi({ failureThreshold: 1, openMs: 1_000 }, { peers });
    await one.failTimes(1);
    expect(cache.paramsOf('set')).toEqual([expect.objectContaining({ key: 'circuit-breaker:api', ttlMs: 1_000 })]);

    const two = createApi({ openMs: 1_000 }, { peers });
    await two.clock.advance(400);
    const refused = await Promise.all([two.fail(), two.fail()]);
    for (const error of refused)
      expect(error).toMatchObject({ code: 'CIRCUIT_BREAKER_OPEN', data: { retryAfterMs: 600 } });
    await two.clock.advance(600);
    expect(await two.succeed()).toBe('up');
    expect(cache.entries.size).toBe(0);
  });

  it('is asked once for a breaker, however many calls begin at once', async () => {
    const cache = createCache();
    const api = createApi({}, { peers: { cache: cache.operations } });
    await Promise.all([api.succeed(), api.succeed(), api.fail()]);
    await api.succeed();
    expect(cache.calls).toEqual([{ operation: 'get', params: { key: 'circuit-breaker:api' } }]);
  });

  it('is told when a breaker is reset, and nothing of one that is opened by hand', async () => {
    const cache = createCache();
    const api = createApi({ failureThreshold: 1 }, { peers: { cache: cache.operations } });
    await api.failTimes(1);
    api.operations.forceOpen({ name: 'api' });
    expect(cache.entries.size).toBe(1);
    api.operations.resetAll();
    expect(cache.entries.size).toBe(0);
  });

  it('may fail, or hold nonsense, without harm', async () => {
    const down = () => Promise.reject(new Error('cache is down'));
    const api = createApi({ failureThreshold: 1 }, { peers: { cache: { get: down, set: down, delete: down } } });
    expect(await api.fail()).toBeInstanceOf(Failure);
    expect(api.state()).toBe('open');
    api.operations.reset({ name: 'api' });
    expect(await api.succeed()).toBe('up');

    const cache = createCache();
    for (const value of [null, 'open', { openedAtMs: 'now' }, { openedAtMs: Number.NaN }]) {
      cache.entries.set('circuit-breaker:api', value);
      expect(await createApi({}, { peers: { cache: cache.operations } }).succeed()).toBe('up');
    }
  });

  it('with an opening in the future, as another clock has it, keeps a breaker open no longer than openMs', async () => {
    const cache = createCache();
    const api = createApi({ openMs: 1_000 }, { peers: { cache: cache.operations } });
    cache.entries.set('circuit-breaker:api', { openedAtMs: api.clock.now() + 3_600_000 });
    expect(await api.fail()).toMatchObject({ code: 'CIRCUIT_BREAKER_OPEN', data: { retryAfterMs: 1_000 } });
    await api.clock.advance(1_000);
    expect(await api.succeed()).toBe('up');
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
