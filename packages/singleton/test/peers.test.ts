import { createRecorder, createTestEnvironment, runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSingletonGateway } from '../src/index.ts';

function bench() {
  const environment = createTestEnvironment();
  const diary: string[] = [];
  const cache = createRecorder({
    invalidateTag: async ({ tag }: { tag: string }) => {
      diary.push(`forgot ${tag}`);
      return 1;
    },
  });
  const security = createRecorder({
    sanitizeError: ({ error }: { error: unknown }) => ({
      name: 'Error',
      message: `safe ${String(error).length}`,
      causes: [],
    }),
  });
  const logging = createRecorder({ debug: (_: { message: string }) => {}, warning: (_: { message: string }) => {} });
  const metrics = createRecorder({ recordMetric: (_: unknown) => {} });
  const utility = createRecorder({ formatDuration: ({ durationMs }: { durationMs: number }) => `<${durationMs}>` });
  const recorders = { cache, security, logging, metrics, utility };
  const peers = Object.fromEntries(Object.entries(recorders).map(([name, one]) => [name, one.operations])) as never;
  const { operations } = createSingletonGateway({}, { environment, peers });
  const messages = (level: 'debug' | 'warning') =>
    logging.paramsOf(level).map((params) => (params as { message: string }).message);
  return { ...operations, ...recorders, diary, messages, clock: environment.clock };
}

describe('a creation', () => {
  it('leaves a line with its duration for people, and a metric for machines', async () => {
    const { get, clock, messages, metrics } = bench();
    const making = get({ key: 'pool', create: () => new Promise<void>((resolve) => clock.after(40, resolve)) });
    await clock.advance(40);
    await making;
    await get({ key: 'pool' });
    expect(messages('debug')).toEqual(['Singleton pool was made in <40>.']);
    expect(metrics.paramsOf('recordMetric')).toEqual([{ name: 'SingletonCreation', value: 40, unit: 'Milliseconds' }]);
  });

  it('that fails leaves a warning in which its error was made safe, and no metric', async () => {
    const { get, getStatus, messages, metrics, security } = bench();
    const error = new Error('secret');
    await get({ key: 'pool', create: () => Promise.reject(error) }).catch(() => {});
    expect(security.calls).toEqual([{ operation: 'sanitizeError', params: { error } }]);
    expect(messages('warning')).toEqual(['Singleton pool could not be made: safe 13']);
    expect(getStatus().reasons).toEqual(['pool could not be made: safe 13']);
    expect(metrics.calls).toEqual([]);
  });

  it('that fails alone still hides the secrets of its invocation', async () => {
    const environment = createTestEnvironment();
    const { get, getStatus } = createSingletonGateway({}, { environment }).operations;
    await runInInvocation(environment, {}, async ({ secrets }) => {
      secrets.add('hunter2-hunter2');
      const create = () => Promise.reject(new Error('wrong password hunter2-hunter2'));
      await get({ key: 'pool', create }).catch(() => {});
    });
    expect(getStatus().reasons).toEqual(['pool could not be made: wrong password [redacted]']);
  });
});

describe('a disposal', () => {
  it('has the cache forget what belonged to the instance, before a new one can be made', async () => {
    const { get, reset, diary, messages } = bench();
    const ask = () =>
      get({ key: 'pool', create: () => diary.push('made'), dispose: async () => void diary.push('ended') });
    await ask();
    await Promise.all([reset({ key: 'pool' }), ask()]);
    expect(diary).toEqual(['made', 'ended', 'forgot singleton:pool', 'made']);
    expect(messages('debug')).toContain('Singleton pool was ended in <0>.');
  });

  it('has the cache forget it also when it fails, and leaves a warning', async () => {
    const { get, reset, diary, messages } = bench();
    await get({ key: 'pool', create: () => 1, dispose: () => Promise.reject(new Error('stuck')) });
    await expect(reset({ key: 'pool' })).rejects.toMatchObject({ code: 'SINGLETON_DISPOSE_FAILED' });
    expect(diary).toEqual(['forgot singleton:pool']);
    expect(messages('warning')).toEqual(['Singleton pool failed to end: safe 12']);
  });

  it('succeeds though the cache fails, which is a warning', async () => {
    const broken = { invalidateTag: () => Promise.reject(new Error('down')) };
    const logging = createRecorder({ debug: (_: unknown) => {}, warning: (_: unknown) => {} });
    const { get, reset } = createSingletonGateway(
      {},
      { peers: { cache: broken, logging: logging.operations } },
    ).operations;
    await get({ key: 'pool', create: () => 1 });
    expect(await reset({ key: 'pool' })).toBe(true);
    expect(logging.paramsOf('warning')).toHaveLength(1);
  });

  it('asks nothing of the cache when there was no instance', async () => {
    const { register, reset, resetAll, cache } = bench();
    register({ key: 'pool', create: () => 1 });
    await reset({ key: 'pool' });
    await resetAll();
    expect(cache.calls).toEqual([]);
  });
});
