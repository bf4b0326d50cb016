import type { CacheOperations, MetricsOperations } from '@hearthgate/contracts';
import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createMetricsGateway, type MetricsPorts } from '../src/index.ts';
import { captureMetrics } from './captured-metrics.ts';

/** A cache of several environments, and what is done when one of them ends. */
function sharedCache(own: Partial<MetricsPorts['cache']> = {}) {
  const kept = new Map<string, unknown>();
  const scopes = new Map<string, string | undefined>();
  const disposals = new Map<string, () => unknown>();
  const cache: MetricsPorts['cache'] = {
    get: async <Value>({ key, scope }: Parameters<CacheOperations['get']>[0]) => {
      expect(scope, key).toBe(scopes.get(key) ?? scope);
      const value = kept.get(key);
      return value === undefined ? undefined : { key, value: structuredClone(value) as Value, storedAtMs: 0, tags: [] };
    },
    set: async ({ key, value, scope }) => {
      scopes.set(key, scope);
      kept.set(key, structuredClone(value));
    },
    has: async ({ key }) => kept.has(key),
    getStatus: () => ({ state: 'healthy', stats: { hits: 0, misses: 0 } }) as never,
    ...own,
  };
  const singleton: MetricsPorts['singleton'] = {
    get: async ({ key, create, dispose }) => {
      const instance = await create?.();
      disposals.set(key, () => dispose?.(instance as never));
      return instance as never;
    },
    getStatus: () => ({ gateway: 'singleton', state: 'healthy', reasons: [], instances: 2 }),
  };
  const environmentOf = (startAtMs: number): MetricsOperations => {
    const environment = createTestEnvironment({ startAtMs, variables: { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024' } });
    return createMetricsGateway({ destination: { write() {} } }, { environment, peers: { cache, singleton } })
      .operations;
  };
  return { kept, scopes, disposals, environmentOf };
}

describe('a backup', () => {
  it('brings series and their percentiles back into another environment, once', async () => {
    const { environmentOf } = sharedCache();
    const before = environmentOf(Date.UTC(2026, 0, 1));
    for (let value = 1; value <= 100; value += 1) before.recordMetric({ name: 'Lookup', value, unit: 'Milliseconds' });
    before.recordMetric({ name: 'Calls', value: 2, dimensions: { route: 'alexa' } });
    expect(await before.backup()).toEqual({ name: 'hearthgate', series: 2, savedAtMs: Date.UTC(2026, 0, 1) });
    expect(await before.restore()).toBe(0);

    const after = environmentOf(Date.UTC(2026, 0, 2));
    after.recordMetric({ name: 'Lookup', value: 1_000, unit: 'Milliseconds' });
    expect(await after.restore()).toBe(2);
    expect(await after.restore()).toBe(0);
    expect(after.getSummaries()).toMatchObject([
      { name: 'Lookup', count: 101, sum: 6_050, min: 1, max: 1_000 },
      { name: 'Calls', dimensions: { route: 'alexa' }, sum: 2 },
    ]);
    const percentiles = before.calculatePercentiles({ name: 'Lookup', percentiles: [50] });
    const [median] = after.calculatePercentiles({ name: 'Lookup', percentiles: [50] })?.values ?? [];
    expect(Math.abs((median?.value ?? 0) - (percentiles?.values[0]?.value ?? 0))).toBeLessThan(2);
  });

  it('adds the use of the free tier to that of all environments', async () => {
    const { environmentOf, scopes } = sharedCache();
    const used = (operations: MetricsOperations) => operations.monitorCost().items[0]?.used;
    const [one, two] = [environmentOf(Date.UTC(2026, 0, 1)), environmentOf(Date.UTC(2026, 0, 1, 1))];
    for (const operations of [one, one, two]) {
      operations.countInvocation({ durationMs: 1, failed: false, coldStart: false });
    }
    await one.backup({ name: 'one' });
    await two.backup({ name: 'two' });
    await two.backup({ name: 'two' });
    expect([used(one), used(two)]).toEqual([2, 3]);
    const fresh = environmentOf(Date.UTC(2026, 0, 2));
    await fresh.restore({ name: 'none' });
    expect(used(fresh)).toBe(3);
    const nextMonth = environmentOf(Date.UTC(2026, 1, 1));
    await nextMonth.restore();
    expect(used(nextMonth)).toBe(0);
    expect(scopes.get('metrics:usage:2026-01')).toBe('shared');
  });

  it('is made a last time when the environment ends', async () => {
    const { environmentOf, disposals } = sharedCache();
    const before = environmentOf(0);
    await before.restore();
    before.recordMetric({ name: 'Late', value: 1 });
    for (const dispose of disposals.values()) await dispose();
    const after = environmentOf(1);
    expect(await after.restore()).toBe(1);
    expect(after.getSummaries()).toMatchObject([{ name: 'Late' }]);
  });

  it('lives as long as the gateway when there is no cache', async () => {
    const { metrics } = captureMetrics();
    metrics.operations.recordMetric({ name: 'm', value: 1 });
    await metrics.operations.backup({ name: 'mine' });
    expect(metrics.operations.reset()).toBe(1);
    expect([metrics.operations.getSummaries(), metrics.operations.publish()]).toEqual([[], 0]);
    expect(await metrics.operations.restore({ name: 'mine' })).toBe(1);
    expect(metrics.operations.getSummaries()).toMatchObject([{ name: 'm', count: 1 }]);
  });

  it.each<[string, Partial<MetricsPorts['cache']>]>([
    ['fails', { set: async () => Promise.reject(new Error('down')) }],
    ['takes nothing', { has: async () => false }],
  ])('says so when the cache %s, and loses nothing', async (_what, own) => {
    const operations = sharedCache(own).environmentOf(0);
    operations.recordMetric({ name: 'm', value: 1 });
    await expect(operations.backup()).rejects.toMatchObject({ code: 'METRICS_BACKUP_FAILED', retryable: true });
    expect(operations.getSummaries()).toHaveLength(1);
  });

  it('is refused by a name that is none, and ignored when it is not one of ours', async () => {
    const { kept, environmentOf } = sharedCache();
    const operations = environmentOf(0);
    await expect(operations.restore({ name: '' })).rejects.toMatchObject({ code: 'KERNEL_INVALID_PARAMS' });
    kept.set('metrics:backup:odd', { savedAtMs: 1, series: 'none' });
    expect(await operations.restore({ name: 'odd' })).toBe(0);
  });
});
