import { runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createMetricsGateway, type MetricsOptions } from '../src/index.ts';
import { captureMetrics, fakeLogging } from './captured-metrics.ts';

/** A gateway with the warnings that it gave. */
function captureWarnings(options: MetricsOptions = {}) {
  const warnings: string[] = [];
  const logging = fakeLogging({ warning: ({ message }) => void warnings.push(message) });
  return { ...captureMetrics({ ...options, peers: { logging } }), warnings };
}

describe('a value', () => {
  it('is added to the summary of its name', () => {
    const { metrics } = captureMetrics();
    for (const value of [4, -2, 10]) metrics.operations.recordMetric({ name: 'Level', value, unit: 'Percent' });
    expect(metrics.operations.getSummaries()).toEqual([
      { name: 'Level', unit: 'Percent', count: 3, sum: 12, min: -2, max: 10 },
    ]);
  });

  it.each<[string, object]>([
    ['its number is no number', { name: 'm', value: Number.NaN }],
    ['its number is endless', { name: 'm', value: Number.POSITIVE_INFINITY }],
    ['its number is too great', { name: 'm', value: 2 ** 361 }],
    ['its number is a text', { name: 'm', value: '1' }],
    ['its name is empty', { name: '', value: 1 }],
    ['its name is blank', { name: '  ', value: 1 }],
    ['its name is too long', { name: 'n'.repeat(1_025), value: 1 }],
    ['its name has a line feed', { name: 'a\nb', value: 1 }],
    ['its name is no text', { name: 7, value: 1 }],
    ['its name is half a character', { name: 'a\ud800', value: 1 }],
    ['its unit is unknown', { name: 'm', value: 1, unit: 'Furlongs' }],
    ['its name belongs to the document', { name: '_aws', value: 1 }],
    ['its name is that of the dimension', { name: 'service', value: 1 }],
    ['its name would be hidden', { name: 'access_token', value: 1 }],
    ['its name holds a credential', { name: 'Bearer abcdefgh12345678', value: 1 }],
  ])('is refused, counted and warned of when %s', (_why, params) => {
    const { metrics, warnings } = captureWarnings();
    for (let time = 0; time < 3; time += 1) metrics.operations.recordMetric(params as never);
    expect(metrics.operations.publish()).toBe(0);
    expect(metrics.operations.getSummaries()).toEqual([]);
    expect(metrics.operations.getStatus()).toMatchObject({ state: 'degraded', rejected: 3, series: 0 });
    expect(warnings).toEqual([expect.stringContaining('A metric was refused')]);
    expect(warnings[0]).not.toContain('abcdefgh12345678');
  });

  it('is refused when it equals a secret of the invocation, as is a name that holds one', () => {
    const { metrics, environment } = captureMetrics();
    runInInvocation(environment, {}, (invocation) => {
      invocation.secrets.add('8812345678').add('hidden-name');
      metrics.operations.recordMetric({ name: 'Pin', value: 8_812_345_678, unit: 'None' });
      metrics.operations.recordMetric({ name: 'Level', value: 1 });
      metrics.operations.recordMetric({ name: 'Level', value: 8_812_345_678 });
      metrics.operations.recordMetric({ name: 'of hidden-name', value: 1 });
    });
    expect(metrics.operations.getSummaries()).toMatchObject([{ name: 'Level', sum: 1 }]);
    expect(metrics.operations.getStatus().rejected).toBe(3);
  });

  it('is judged by the security peer, and by the kernel when that fails', () => {
    const filterSensitive = <Data>({ data }: { readonly data: Data }): Data => {
      if (JSON.stringify(data).includes('fail')) throw new Error('down');
      return JSON.parse(JSON.stringify(data).replaceAll('kitchen', '[redacted]')) as Data;
    };
    const { metrics } = captureMetrics({ peers: { security: { filterSensitive } } });
    for (const name of ['kitchen', 'hall', 'fail_token', 'failures'])
      metrics.operations.recordMetric({ name, value: 1 });
    expect(metrics.operations.getSummaries().map(({ name }) => name)).toEqual(['hall', 'failures']);
  });

  it('of another unit than the name had first is refused', () => {
    const { metrics, warnings } = captureWarnings();
    metrics.operations.recordMetric({ name: 'm', value: 1, unit: 'Bytes' });
    metrics.operations.recordMetric({ name: 'm', value: 1, unit: 'Count' });
    expect(metrics.operations.getSummaries()).toMatchObject([{ unit: 'Bytes', count: 1 }]);
    expect(warnings).toEqual([expect.stringContaining('one unit for one name')]);
  });

  it('of a new name is refused beyond maxSeries, with one warning; known names go on', () => {
    const { metrics, warnings } = captureWarnings({ maxSeries: 2 });
    for (let index = 0; index < 50; index += 1) metrics.operations.recordMetric({ name: `m${index}`, value: 1 });
    metrics.operations.recordMetric({ name: 'm1', value: 1 });
    expect(metrics.operations.getStatus()).toMatchObject({ series: 2, rejected: 48, state: 'degraded' });
    expect(metrics.operations.getSummaries()).toMatchObject([{ name: 'm0' }, { name: 'm1', count: 2 }]);
    expect(warnings).toEqual([expect.stringContaining('maxSeries')]);
  });

  it('is recorded, or refused, though the logging peer fails', () => {
    const logging = fakeLogging({
      warning() {
        throw new Error('down');
      },
    });
    const { metrics } = captureMetrics({ peers: { logging } });
    expect(() => metrics.operations.recordMetric({ name: '', value: 1 })).not.toThrow();
  });
});

describe('the options', () => {
  it.each<[string, MetricsOptions]>([
    ['namespace', { namespace: '' }],
    ['namespace', { namespace: 'AWS/Lambda' }],
    ['namespace', { namespace: 'with space' }],
    ['maxSeries', { maxSeries: 0 }],
    ['serviceName', { serviceName: 'k\u00fcche' }],
    ['serviceName', { serviceName: ' ' }],
    ['dimensions', { dimensions: Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`d${index}`, 'x'])) }],
    ['dimensions', { dimensions: { ':colon': 'x' } }],
    ['correlation_id', { dimensions: { correlation_id: 'x' } }],
    ['dimensions.home', { dimensions: { home: '' } }],
    ['looks like a secret', { dimensions: { accessToken: 'x' } }],
    ['looks like a secret', { dimensions: { home: 'Bearer abcdefgh12345678' } }],
  ])('refuse what CloudWatch would not take or must not see, naming %s', (named, options) => {
    expect(() => createMetricsGateway(options)).toThrowError(
      expect.objectContaining({ code: 'METRICS_INVALID_OPTIONS', message: expect.stringContaining(named) }),
    );
  });

  it('take the service from the function name', () => {
    const { metrics, documents } = captureMetrics({ variables: { AWS_LAMBDA_FUNCTION_NAME: 'my-function' } });
    metrics.operations.recordMetric({ name: 'm', value: 1 });
    metrics.operations.publish();
    expect(documents()[0]?.service).toBe('my-function');
  });
});
