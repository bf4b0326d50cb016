import { isThenable } from '@hearthgate/kernel';
import { runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { captureMetrics } from './captured-metrics.ts';

describe('a timed function', () => {
  it('answers at once when it does not wait, with its own result', () => {
    const { metrics } = captureMetrics();
    const result = { found: true };
    expect(metrics.operations.trackDuration({ name: 'Lookup', run: () => result })).toBe(result);
    expect(metrics.operations.getSummaries()).toMatchObject([
      { name: 'Lookup', unit: 'Milliseconds', count: 1, sum: 0 },
    ]);
  });

  it('is timed until its promise settles', async () => {
    const { metrics, environment } = captureMetrics();
    const wait = () => new Promise<string>((resolve) => environment.clock.after(25, () => resolve('late')));
    const tracked = metrics.operations.trackDuration({ name: 'Wait', run: wait });
    expect(isThenable(tracked)).toBe(true);
    expect(metrics.operations.getSummaries()).toEqual([]);
    await environment.clock.advance(25);
    expect(await tracked).toBe('late');
    expect(metrics.operations.getSummaries()).toMatchObject([{ name: 'Wait', sum: 25 }]);
  });

  it('passes its error on unchanged, thrown or rejected, and is timed all the same', async () => {
    const { metrics } = captureMetrics();
    const own = new RangeError('mine');
    const fail = () => {
      throw own;
    };
    expect(() => metrics.operations.trackDuration({ name: 'Fail', run: fail })).toThrow(own);
    const later = metrics.operations.trackDuration({ name: 'Fail', run: async () => fail() });
    expect(await later.catch((error: unknown) => error)).toBe(own);
    expect(metrics.operations.getSummaries()).toMatchObject([{ name: 'Fail', count: 2 }]);
    expect(metrics.execute('trackDuration', { name: 'Fail', run: fail })).toMatchObject({ success: false });
  });

  it('runs though its name is refused', () => {
    const { metrics } = captureMetrics();
    expect(metrics.operations.trackDuration({ name: '', run: () => 5 })).toBe(5);
    expect(metrics.operations.getStatus().rejected).toBe(1);
  });

  it('belongs to the invocation that started it', async () => {
    const { metrics, environment, documents } = captureMetrics();
    await runInInvocation(environment, { correlationId: 'a' }, async () => {
      await metrics.operations.trackDuration({ name: 'Wait', run: () => Promise.resolve() });
      metrics.operations.publish();
    });
    expect(documents()).toMatchObject([{ correlation_id: 'a', Wait: 0 }]);
  });

  it.each([undefined, null, {}, { name: 'n' }, { name: 'n', run: 5 }])('is needed: %j is refused', (params) => {
    const error = { code: 'KERNEL_INVALID_PARAMS', message: expect.stringContaining('trackDuration takes') };
    expect(captureMetrics().metrics.execute('trackDuration', params as never)).toMatchObject({ success: false, error });
  });
});

describe('memory', () => {
  it('is recorded in megabytes, resident and heap', () => {
    const { metrics } = captureMetrics();
    metrics.operations.trackMemory();
    const [resident, heap] = metrics.operations.getSummaries();
    expect([resident?.name, resident?.unit, heap?.name, heap?.unit]).toEqual([
      'MemoryUsedMb',
      'Megabytes',
      'HeapUsedMb',
      'Megabytes',
    ]);
    expect(resident?.max).toBeGreaterThan(heap?.max ?? Number.POSITIVE_INFINITY);
  });
});
