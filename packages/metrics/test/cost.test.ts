import { createTestEnvironment, runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { awsPrices, createMetricsGateway, type MetricsOptions } from '../src/index.ts';
import { captureMetrics, fakeLogging } from './captured-metrics.ts';

const HOUR_MS = 3_600_000;

/** A gateway of a function of 1 GB, so that a second is a GB-second. */
function costly(options: MetricsOptions = {}, bytesWritten = 0) {
  const variables = { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024' };
  const environment = createTestEnvironment({ variables, startAtMs: Date.UTC(2026, 10, 10) });
  const logging = fakeLogging({ getStatus: () => ({ ...fakeLogging().getStatus(), bytesWritten }) });
  const { operations } = createMetricsGateway(options, { environment, peers: { logging } });
  const invoke = (durationMs: number) => operations.countInvocation({ durationMs, failed: false, coldStart: false });
  return { operations, environment, invoke };
}

describe('the cost report', () => {
  it('counts requests, GB-seconds by whole milliseconds, the start, log bytes and custom metrics', () => {
    const { operations, invoke } = costly({}, 4_000);
    invoke(999.2);
    invoke(1_000);
    operations.trackColdStart({ durationMs: 500 });
    operations.publish();
    const report = operations.monitorCost();
    expect(report).toMatchObject({ month: '2026-11', costUsd: 0, protection: 'none' });
    expect(Object.fromEntries(report.items.map(({ item, used }) => [item, used]))).toEqual({
      requests: 2,
      gbSeconds: 2.5,
      logBytes: 4_000,
      customMetrics: 8,
    });
    expect(report.prices).toEqual({ asOf: awsPrices.asOf, sources: awsPrices.sources });
    expect(report).not.toHaveProperty('reason');
    expect(report).not.toHaveProperty('projectedRatio');
  });

  it('has prices with a date and their sources', () => {
    expect(awsPrices.asOf).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
    for (const source of awsPrices.sources) expect(new URL(source).host).toBe('aws.amazon.com');
    expect([awsPrices.freeRequests, awsPrices.freeGbSeconds, awsPrices.freeCustomMetrics]).toEqual([1e6, 4e5, 10]);
  });

  it.each([
    [0.79, 'reduce', 'none'],
    [0.8, 'reduce', 'reduce'],
    [1.2, 'reduce', 'reduce'],
    [0.8, 'stop', 'reduce'],
    [1, 'stop', 'stop'],
    [1.2, 'none', 'none'],
  ] as const)('at %d of the free tier and %s at most, protects by %s', (part, strongestProtection, expected) => {
    const { operations, invoke } = costly({ cost: { strongestProtection } });
    invoke(part * awsPrices.freeGbSeconds * 1_000);
    const report = operations.monitorCost();
    expect(report.usedRatio).toBeCloseTo(part, 6);
    expect(report.protection).toBe(expected);
    if (expected !== 'none') expect(report.reason).toMatch(/% of the free GB-seconds of 2026-11 are used/);
  });

  it('prices what goes beyond the share of the free tier that the function may use', () => {
    const { operations, invoke } = costly({ cost: { freeTierShare: 0.5 } });
    invoke(300_000 * 1_000);
    const { items, costUsd } = operations.monitorCost();
    const each = awsPrices.usdPerGbSecond[process.arch === 'arm64' ? 'arm64' : 'x64'];
    expect(costUsd).toBeCloseTo(100_000 * each, 6);
    expect(items.find(({ item }) => item === 'gbSeconds')?.usedRatio).toBe(1.5);
  });

  it('projects the end of the month from the pace of an hour and more', async () => {
    const { operations, environment, invoke } = costly();
    invoke(1_000_000);
    await environment.clock.advance(HOUR_MS);
    const { usedRatio, projectedRatio = 0 } = operations.monitorCost();
    const hoursLeft = (Date.UTC(2026, 11, 1) - environment.clock.now()) / HOUR_MS;
    expect(projectedRatio).toBeCloseTo(usedRatio * (1 + hoursLeft), 9);
  });

  it.each([
    ['Duration', 'c'],
    ['D\u00fcrre', 'c'],
    ['Duration', '\u6f22'],
  ])('counts the bytes of documents that it writes itself: %s of %s', (name, correlationId) => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const { metrics, environment } = captureMetrics({ destination });
    runInInvocation(environment, { correlationId }, () => {
      for (const value of [1, 2.5]) metrics.operations.recordMetric({ name, value });
      metrics.operations.publish();
    });
    const bytes = Buffer.byteLength(lines.join(''));
    expect(bytes).toBeGreaterThan(100);
    expect(metrics.operations.monitorCost().items[2]).toMatchObject({ item: 'logBytes', used: bytes });
  });

  it('begins anew with each month, in UTC', async () => {
    const { operations, environment, invoke } = costly({}, 100);
    invoke(1_000);
    operations.monitorCost();
    await environment.clock.advance(Date.UTC(2026, 11, 1) - environment.clock.now());
    expect(operations.monitorCost()).toMatchObject({ month: '2026-12', usedRatio: 0 });
    expect(operations.monitorCost().items[2]).toMatchObject({ item: 'logBytes', used: 0 });
    invoke(1_000);
    expect(operations.monitorCost().items[0]).toMatchObject({ item: 'requests', used: 1 });
  });

  it.each([
    { freeTierShare: 0 },
    { freeTierShare: 2 },
    { reduceAt: 0 },
    { reduceAt: 0.9, stopAt: 0.5 },
    { strongestProtection: 'all' as never },
  ])('refuses the rule %j', (cost) => {
    expect(() => createMetricsGateway({ cost })).toThrowError(
      expect.objectContaining({ code: 'METRICS_INVALID_OPTIONS', message: expect.stringContaining('cost.') }),
    );
  });
});
