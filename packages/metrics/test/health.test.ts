import type { HealthMetrics } from '@hearthgate/contracts';
import { describe, expect, it } from 'vitest';
import { healthDeductions, healthScore } from '../src/health/health-score.ts';
import type { MetricsPorts } from '../src/index.ts';
import { captureMetrics, fakeLogging } from './captured-metrics.ts';

const fine = { errorRate: 0, p95Ms: 100, memoryRatio: 0.5, protection: 'none', impaired: [] } as const;

describe('the health score', () => {
  it.each([
    ['nothing is wrong', {}, 100],
    ['nothing is known', { p95Ms: undefined, memoryRatio: undefined }, 100],
    ['one answer in a thousand failed', { errorRate: 0.001 }, 99],
    ['one in ten failed', { errorRate: 0.1 }, 80],
    ['all failed', { errorRate: 1 }, 60],
    ['memory is at 90 %', { memoryRatio: 0.9 }, 87],
    ['memory is full', { memoryRatio: 1.1 }, 75],
    ['answers take five seconds', { p95Ms: 5_000 }, 90],
    ['the free tier is nearly used', { protection: 'reduce' }, 95],
    ['the free tier is used', { protection: 'stop' }, 90],
    ['two gateways are impaired', { impaired: ['cache', 'logging'] }, 90],
    [
      'everything is wrong',
      { errorRate: 1, memoryRatio: 1, p95Ms: 9_000, protection: 'stop', impaired: ['cache', 'logging', 'singleton'] },
      0,
    ],
  ] as const)('says what it does when %s', (_what, facts, score) => {
    const deductions = healthDeductions({ ...fine, ...facts });
    expect(healthScore(deductions)).toBe(score);
    expect(deductions.length > 0).toBe(score < 100);
    for (const { reason } of deductions) expect(reason).not.toBe('');
  });
});

describe('health metrics', () => {
  const healthOf = (peers: Partial<MetricsPorts>, memory = '128'): HealthMetrics => {
    const { metrics } = captureMetrics({ peers, variables: { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: memory } });
    for (let index = 0; index < 10; index += 1) {
      metrics.operations.countInvocation({ durationMs: 100, failed: index === 0, coldStart: false });
    }
    return metrics.operations.getHealthMetrics();
  };

  it('ask cache, singleton and logging, and say what each costs', () => {
    const cache = { get: async () => undefined, set: async () => {}, has: async () => false };
    const health = healthOf(
      {
        cache: { ...cache, getStatus: () => ({ state: 'healthy', stats: { hits: 3, misses: 1 } }) as never },
        singleton: {
          get: async () => undefined as never,
          getStatus: () => ({ gateway: 'singleton', state: 'degraded', reasons: ['x'], instances: 4 }) as never,
        },
        logging: fakeLogging(),
      },
      '10240',
    );
    expect(health).toMatchObject({ errorRate: 0.1, cacheHitRate: 0.75, singletons: 4, averageMs: 100, score: 75 });
    expect(health.memory.limitBytes).toBe(10_240 * 1_048_576);
    expect(health.deductions.map(({ reason }) => reason)).toEqual([
      '10 % of the last answers failed',
      'singleton is impaired',
    ]);
  });

  it('are there without any peer, and when peers fail', () => {
    expect(healthOf({}, '10240')).toMatchObject({ score: 80, singletons: 0, protection: 'none' });
    const logging = fakeLogging({
      getStatus: () => {
        throw new Error('down');
      },
    });
    expect(healthOf({ logging }, '10240').score).toBe(75);
  });

  it('forget failures after five minutes', async () => {
    const { metrics, environment } = captureMetrics();
    metrics.operations.countInvocation({ durationMs: 1, failed: true, coldStart: false });
    expect(metrics.operations.getHealthMetrics().errorRate).toBe(1);
    await environment.clock.advance(300_000);
    expect(metrics.operations.getHealthMetrics().errorRate).toBe(0);
  });

  it('forget failures with a reset', () => {
    const { metrics } = captureMetrics();
    metrics.operations.countInvocation({ durationMs: 1, failed: true, coldStart: false });
    metrics.operations.reset();
    expect(metrics.operations.getHealthMetrics().errorRate).toBe(0);
  });

  it('count the cells of the matrix that were used, each once, and no cell of others', () => {
    const { metrics, environment } = captureMetrics();
    const use = (caller: string, callee: string, operation: string) => {
      environment.statistics.cell(caller, callee, operation).calls += 1;
    };
    use('cache', 'logging', 'warning');
    use('cache', 'logging', 'debug');
    use('lambda', 'metrics', 'publish');
    use('door', 'logging', 'info');
    environment.statistics.cell('cache', 'metrics', 'recordMetric');
    expect(metrics.operations.getHealthMetrics().utilization).toEqual({ observed: 2, declared: 56 });
  });
});

describe('performance', () => {
  it('is told of invocations, with percentiles, and of the operations that took most time', () => {
    const { metrics } = captureMetrics();
    expect(metrics.operations.getPerformanceStats()).toMatchObject({ invocations: 0, errors: 0, coldStarts: 0 });
    metrics.operations.trackColdStart({ durationMs: 80 });
    for (let ms = 1; ms <= 100; ms += 1) {
      metrics.operations.countInvocation({ durationMs: ms, failed: ms > 90, coldStart: ms === 1 });
    }
    const stats = metrics.operations.getPerformanceStats();
    expect(stats).toMatchObject({
      invocations: 100,
      errors: 10,
      coldStarts: 1,
      initMs: 80,
      averageMs: 50.5,
      maxMs: 100,
    });
    expect(Math.abs((stats.p95Ms ?? 0) - 95)).toBeLessThanOrEqual(1);
    expect(stats.operations).toContainEqual(
      expect.objectContaining({ gateway: 'metrics', operation: 'countInvocation', calls: 100, errors: 0 }),
    );
  });
});
