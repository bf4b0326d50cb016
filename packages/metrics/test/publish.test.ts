import { runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { defaultMetrics } from '../src/index.ts';
import { captureMetrics, definitionsOf, fakeLogging } from './captured-metrics.ts';
import { emfProblems } from './emf-rules.ts';

describe('the document of an invocation', () => {
  it('is one EMF document with all that the invocation recorded, its identifiers as properties', () => {
    const { metrics, environment, documents } = captureMetrics({ serviceName: 'bridge' });
    runInInvocation(environment, { correlationId: 'c-1', requestId: 'r-1' }, () => {
      metrics.operations.recordMetric({ name: 'Directives', value: 2 });
      metrics.operations.recordMetric({ name: 'Latency', value: 1.5, unit: 'Milliseconds' });
      metrics.operations.recordMetric({ name: 'Latency', value: 2.5, unit: 'Milliseconds' });
      expect(metrics.operations.publish()).toBe(2);
      expect(metrics.operations.publish()).toBe(0);
    });
    expect(documents()).toEqual([
      {
        _aws: {
          Timestamp: Date.UTC(2026, 0, 1),
          CloudWatchMetrics: [
            {
              Namespace: 'Hearthgate',
              Dimensions: [['service']],
              Metrics: [
                { Name: 'Directives', Unit: 'Count' },
                { Name: 'Latency', Unit: 'Milliseconds' },
              ],
            },
          ],
        },
        service: 'bridge',
        correlation_id: 'c-1',
        requestId: 'r-1',
        Directives: 2,
        Latency: [1.5, 2.5],
      },
    ]);
    expect(emfProblems(documents()[0])).toEqual([]);
    expect(metrics.operations.getStatus()).toMatchObject({ documentsPublished: 1, series: 2, state: 'healthy' });
  });

  it('goes through the logging peer when there is one, at the time of the utility peer', () => {
    const written: unknown[] = [];
    const logging = fakeLogging({ writeDocument: (params) => void written.push(params) });
    const utility = { getTimestamp: () => '1234567890123' };
    const { metrics, environment, documents } = captureMetrics({ peers: { logging, utility } });
    runInInvocation(environment, {}, () => {
      metrics.operations.recordMetric({ name: 'Directives', value: 2 });
      metrics.operations.publish();
    });
    expect(documents()).toEqual([]);
    expect(written).toEqual([
      {
        document: { correlation_id: 'test-invocation' },
        head: expect.stringMatching(
          /^"_aws":{"Timestamp":1234567890123,"CloudWatchMetrics":\[{.*}\]},"service":"hearthgate","Directives":2$/,
        ),
      },
    ]);
  });

  it('has a default set that fits ten custom metrics, with service as the only dimension', () => {
    const { metrics, environment, documents, names } = captureMetrics();
    runInInvocation(environment, { correlationId: 'c' }, (invocation) => {
      invocation.cacheHits = 3;
      invocation.cacheMisses = 1;
      metrics.operations.countInvocation({ durationMs: 12.34567, failed: true, coldStart: true });
      metrics.operations.trackMemory();
      metrics.operations.recordMetric({ name: 'LogErrors', value: 1 });
      metrics.operations.publish();
    });
    expect(names()).toEqual(defaultMetrics);
    expect(defaultMetrics.length).toBeLessThanOrEqual(10);
    const [document] = documents();
    expect(document).toMatchObject({ Invocations: 1, Errors: 1, Duration: 12.346, ColdStart: 1, CacheHits: 3 });
    expect(document).toMatchObject({ CacheMisses: 1, _aws: { CloudWatchMetrics: [{ Dimensions: [['service']] }] } });
    expect(document?.HeapUsedMb).toBeGreaterThan(1);
    expect(emfProblems(document)).toEqual([]);
  });

  it('counts a warm success as zeroes, so that rates can be made', () => {
    const { metrics, documents } = captureMetrics();
    metrics.operations.countInvocation({ durationMs: 1, failed: false, coldStart: false });
    metrics.operations.publish();
    expect(documents()[0]).toMatchObject({ Invocations: 1, Errors: 0, ColdStart: 0, CacheHits: 0, CacheMisses: 0 });
  });

  it('is split only when it has more than a hundred metrics', () => {
    const { metrics, documents } = captureMetrics();
    for (let index = 0; index < 201; index += 1) metrics.operations.recordMetric({ name: `m${index}`, value: index });
    expect(metrics.operations.publish()).toBe(201);
    expect(documents().map((document) => definitionsOf(document).length)).toEqual([100, 100, 1]);
    expect(documents().flatMap(emfProblems)).toEqual([]);
    expect(metrics.operations.getStatus().documentsPublished).toBe(3);
  });

  it('has at most a hundred values of a metric: counts keep their sum, others are left out and counted', () => {
    const { metrics, documents } = captureMetrics();
    for (let index = 0; index < 150; index += 1) {
      metrics.operations.recordMetric({ name: 'Hits', value: 2 });
      metrics.operations.recordMetric({ name: 'Latency', value: 5, unit: 'Milliseconds' });
    }
    metrics.operations.publish();
    const { Hits, Latency, values_left_out: leftOut } = documents()[0] as Record<string, number[]>;
    expect([Hits?.length, Hits?.reduce((sum, value) => sum + value, 0)]).toEqual([100, 300]);
    expect([Latency?.length, leftOut]).toEqual([100, 50]);
    expect(metrics.operations.getSummaries()).toMatchObject([
      { name: 'Hits', count: 150, sum: 300 },
      { name: 'Latency', count: 150, sum: 750 },
    ]);
  });

  it('keeps names that are not to be published as properties, which cost nothing', () => {
    const { metrics, documents, names } = captureMetrics({ publishedMetrics: ['Invocations'] });
    metrics.operations.recordMetric({ name: 'Detail', value: 7 });
    metrics.operations.recordMetric({ name: 'Invocations', value: 1 });
    expect(metrics.operations.publish()).toBe(1);
    expect(names()).toEqual(['Invocations']);
    expect(documents()[0]).toMatchObject({ Detail: 7, Invocations: 1 });
    expect(emfProblems(documents()[0])).toEqual([]);
    metrics.operations.recordMetric({ name: 'Detail', value: 8 });
    expect(metrics.operations.publish()).toBe(0);
    expect(documents()[1]).not.toHaveProperty('_aws');
    expect(documents()[1]).toMatchObject({ Detail: 8 });
  });

  it('carries further dimensions', () => {
    const { metrics, documents } = captureMetrics({ dimensions: { stage: 'prod' }, namespace: 'Home/Bridge' });
    metrics.operations.recordMetric({ name: 'm', value: 1 });
    metrics.operations.recordMetric({ name: 'stage', value: 1 });
    metrics.operations.publish();
    const directive = { Namespace: 'Home/Bridge', Dimensions: [['service', 'stage']], Metrics: [{ Name: 'm' }] };
    expect(documents()[0]).toMatchObject({ stage: 'prod', _aws: { CloudWatchMetrics: [directive] } });
    expect(emfProblems(documents()[0])).toEqual([]);
  });

  it('that cannot be written is counted and breaks nobody', () => {
    const logging = fakeLogging({
      writeDocument() {
        throw new Error('down');
      },
    });
    const { metrics } = captureMetrics({ peers: { logging } });
    metrics.operations.recordMetric({ name: 'm', value: 1 });
    expect(metrics.operations.publish()).toBe(0);
    const reasons = ['1 documents could not be written.'];
    expect(metrics.operations.getStatus()).toMatchObject({ state: 'degraded', reasons, documentsPublished: 0 });
  });

  it.each([
    ['WARN', { level: 'WARN', timestamp: '2026-01-01T00:00:00.000Z' }],
    ['FATAL', { level: 'FATAL', timestamp: '2026-01-01T00:00:00.000Z' }],
  ])('gets through a filter of Lambda at %s', (level, marks) => {
    const { metrics, documents } = captureMetrics({ variables: { AWS_LAMBDA_LOG_LEVEL: level } });
    metrics.operations.recordMetric({ name: 'Calls', value: 1 });
    metrics.operations.publish();
    expect(documents()).toMatchObject([{ ...marks, Calls: 1 }]);
    expect(documents().flatMap(emfProblems)).toEqual([]);
  });

  it.each(['INFO', 'DEBUG', undefined])('has no level where the filter is %s', (level) => {
    const { metrics, documents } = captureMetrics({ variables: { AWS_LAMBDA_LOG_LEVEL: level } });
    metrics.operations.recordMetric({ name: 'Calls', value: 1 });
    metrics.operations.publish();
    expect(documents()[0]).not.toHaveProperty('level');
  });

  it('shows no secret that became known after its number was recorded, with or without a logging peer', () => {
    const { metrics, environment, documents } = captureMetrics();
    runInInvocation(environment, {}, (invocation) => {
      metrics.operations.recordMetric({ name: 'Planted', value: 8_812_345_678, unit: 'None' });
      metrics.operations.recordMetric({ name: 'Other', value: 2 });
      invocation.secrets.add('8812345678');
      expect(metrics.operations.exportMetrics({ format: 'emf' })).not.toContain('8812345678');
      metrics.operations.publish();
    });
    expect(documents()).toMatchObject([{ Planted: '[redacted]', Other: 2 }]);
  });

  it('shows no secret of the invocation when it is written without a logging peer', () => {
    const { metrics, environment, documents } = captureMetrics();
    runInInvocation(environment, { correlationId: 'planted-secret-1' }, (invocation) => {
      invocation.secrets.add('planted-secret-1');
      metrics.operations.recordMetric({ name: 'm', value: 1 });
      metrics.operations.publish();
    });
    expect(JSON.stringify(documents())).not.toContain('planted-secret-1');
  });
});
