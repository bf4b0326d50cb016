import type { HealthMetrics } from '@hearthgate/contracts';
import { describe, expect, it } from 'vitest';
import type { MetricsPorts } from '../src/index.ts';
import { captureMetrics, fakeLogging } from './captured-metrics.ts';

describe('health metrics', () => {
  const healthOf = (peers: Partial<MetricsPorts>, memory = '128'): HealthMetrics => {
    const { metrics } = captureMetrics({ peers, variables: { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: memory } });
    for (let index = 0; index < 10; index += 1) {
      metrics.operations.countInvocation({ durationMs: 100, failed: index === 0, coldStart: false });
    }
    return metrics.operations.getHealthMetrics();
  };

  it('ask cache, singleton and logging, and say which of them is impaired and why', () => {
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
    expect(health).toMatchObject({ errorRate: 0.1, cacheHitRate: 0.75, singletons: 4, averageMs: 100 });
    expect(health.memory.limitBytes).toBe(10_240 * 1_048_576);
    expect(health.impaired).toEqual([{ gateway: 'singleton', state: 'degraded', reasons: ['x'] }]);
  });

  it('are there without any peer, and when peers fail', () => {
    expect(healthOf({}, '10240')).toMatchObject({ impaired: [], singletons: 0, protection: 'none' });
    const logging = fakeLogging({
      getStatus: () => {
        throw new Error('down');
      },
    });
    expect(healthOf({ logging }, '10240').impaired).toMatchObject([{ gateway: 'logging', state: 'unhealthy' }]);
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
