import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captureMetrics } from './captured-metrics.ts';

describe('an error rate', () => {
  it('is that of the last five minutes, and averages to the rate in CloudWatch', async () => {
    const { metrics, environment, documents } = captureMetrics();
    const track = (failed: boolean) => metrics.operations.trackErrorRate({ name: 'Bridge', failed });
    expect([track(true), track(false), track(false), track(false)]).toEqual([1, 0.5, 1 / 3, 0.25]);
    await environment.clock.advance(299_000);
    expect(track(false)).toBe(0.2);
    await environment.clock.advance(60_000);
    expect(track(false)).toBe(0);
    metrics.operations.publish();
    expect(documents()[0]?.BridgeErrorRate).toEqual([100, 0, 0, 0, 0, 0]);
  });

  it('is kept apart by name, and bounded in names', () => {
    const { metrics } = captureMetrics({ maxSeries: 2 });
    const rates = ['a', 'b', 'c'].map((name) => metrics.operations.trackErrorRate({ name, failed: name === 'a' }));
    expect(rates).toEqual([1, 0, 0]);
    expect(metrics.operations.getStatus()).toMatchObject({ series: 2, rejected: 1 });
  });
});

it('an error rate without a name is refused and counted', () => {
  const { metrics } = captureMetrics();
  expect(metrics.operations.trackErrorRate({ name: undefined as never, failed: true })).toBe(1);
  expect(metrics.operations.getStatus()).toMatchObject({ series: 0, rejected: 1 });
});

describe('the cold start', () => {
  it('is counted once in an environment, whoever tells of it first', () => {
    const counted = (tell: (operations: ReturnType<typeof captureMetrics>['metrics']['operations']) => void) => {
      const { operations } = captureMetrics().metrics;
      tell(operations);
      return operations.getPerformanceStats().coldStarts;
    };
    const invocation = { durationMs: 1, failed: false, coldStart: true };
    expect(counted((operations) => operations.countInvocation(invocation))).toBe(1);
    expect(
      counted((operations) => {
        expect([operations.trackColdStart(), operations.trackColdStart({ durationMs: 5 })]).toEqual([true, false]);
        operations.countInvocation(invocation);
      }),
    ).toBe(1);
  });
});

describe('dimensions of a value', () => {
  it('make series of their own, in whatever order they are named', () => {
    const { metrics } = captureMetrics();
    metrics.operations.recordMetric({ name: 'Calls', value: 1, dimensions: { a: '1', b: '2' } });
    metrics.operations.recordMetric({ name: 'Calls', value: 2, dimensions: { b: '2', a: '1' } });
    metrics.operations.recordMetric({ name: 'Calls', value: 4, dimensions: {} });
    expect(metrics.operations.getSummaries()).toMatchObject([
      { name: 'Calls', dimensions: { a: '1', b: '2' }, sum: 3 },
      { name: 'Calls', sum: 4 },
    ]);
    expect(metrics.operations.calculatePercentiles({ name: 'Calls' })?.count).toBe(3);
  });

  it.each<[string, unknown]>([
    ['a UUID', { user: '123e4567-e89b-12d3-a456-426614174000' }],
    ['an ARN', { topic: 'arn:aws:sns:eu-west-1:1:t' }],
    ['an id of Amazon', { skill: 'amzn1.ask.skill.1' }],
    ['an address of mail', { user: 'me@example.com' }],
    ['an address of the network', { host: '192.168.1.20' }],
    ['a long number', { order: '20261123001' }],
    ['a secret', { access_token: 'abcdefgh' }],
    ['the member of a document', { correlation_id: 'a' }],
    ['its own metric', { Calls: 'a' }],
    ['the fixed dimension', { service: 'a' }],
    ['a number', { a: 1 }],
    ['an empty value', { a: '' }],
    ['a list', ['a']],
    ['a text', 'a'],
    ['something unreadable', Object.defineProperty({}, 'a', { enumerable: true, get: () => expect.fail('read') })],
    ['too many', Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`d${index}`, 'x']))],
  ])('are refused when one is %s', (_what, dimensions) => {
    const { metrics } = captureMetrics();
    metrics.operations.recordMetric({ name: 'Calls', value: 1, dimensions: dimensions as never });
    expect(metrics.operations.getStatus()).toMatchObject({ series: 0, rejected: 1 });
  });

  it('take twenty values of a name, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,3}$/), { maxLength: 60 }), (values) => {
        const { metrics } = captureMetrics();
        for (const room of values) metrics.operations.recordMetric({ name: 'm', value: 1, dimensions: { room } });
        const distinct = new Set(values).size;
        expect(metrics.operations.getStatus().series).toBe(Math.min(20, distinct));
      }),
    );
  });

  it('are taken with either resolution and no other', () => {
    const { metrics } = captureMetrics();
    for (const resolution of [1, 60, 5, '1']) {
      metrics.operations.recordMetric({ name: 'm', value: 1, resolution: resolution as 1 });
    }
    expect(metrics.operations.getSummaries()).toMatchObject([{ count: 2 }]);
    expect(metrics.operations.getStatus().rejected).toBe(2);
  });
});
