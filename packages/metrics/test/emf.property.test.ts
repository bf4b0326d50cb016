import type { MetricUnit } from '@hearthgate/contracts';
import { runInInvocation } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captureMetrics, definitionsOf } from './captured-metrics.ts';
import { emfProblems } from './emf-rules.ts';
import { parsePrometheus } from './prometheus-parser.ts';

const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'toJSON', '_aws', 'service', 'Duration', 'token', '0'),
  fc.integer({ min: 1, max: 1_100 }).map((length) => 'n'.repeat(length)),
  fc.anything(),
);
const anyValue = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(2 ** 360, -(2 ** 360), 2 ** 361, -0),
  fc.anything(),
);
const anyUnit = fc.oneof(
  fc.constantFrom<MetricUnit>('Count', 'Milliseconds', 'Bytes', 'Megabytes', 'Percent', 'None', 'Gigabits/Second'),
  fc.constant(undefined),
  fc.anything(),
);

describe('any names, values and units', () => {
  it('give documents that follow the format, or are refused and counted; none is lost, nothing is thrown', () => {
    const recordings = fc.array(fc.record({ name: anyName, value: anyValue, unit: anyUnit }), { maxLength: 150 });
    fc.assert(
      fc.property(recordings, (recorded) => {
        const { metrics, documents, names } = captureMetrics({ maxSeries: 120 });
        for (const params of recorded) metrics.operations.recordMetric(params as never);
        const published = metrics.operations.publish();
        expect(documents().flatMap(emfProblems)).toEqual([]);
        const summaries = metrics.operations.getSummaries();
        expect(names()).toEqual(summaries.map(({ name }) => name));
        expect(published).toBe(summaries.length);
        const accepted = summaries.reduce((sum, { count }) => sum + count, 0);
        expect(accepted + metrics.operations.getStatus().rejected).toBe(recorded.length);
      }),
    );
  });

  it('give Prometheus text that parses, with every series once', () => {
    const recordings = fc.array(fc.record({ name: anyName, value: anyValue, unit: anyUnit }), { maxLength: 60 });
    fc.assert(
      fc.property(recordings, fc.string({ minLength: 1, maxLength: 20 }), (recorded, service) => {
        fc.pre(/^(?=.*[!-~])[ -~]+$/.test(service) && !/[:=@]/.test(service));
        const { metrics } = captureMetrics({ serviceName: service });
        for (const params of recorded) metrics.operations.recordMetric(params as never);
        const families = parsePrometheus(metrics.operations.exportMetrics({ format: 'prometheus' }));
        const own = [...families.values()].filter(({ help }) => help.includes(', recorded with unit '));
        expect(own).toHaveLength(metrics.operations.getSummaries().length);
        for (const { samples } of families.values()) {
          for (const { labels } of samples) expect(labels.service).toBe(service);
        }
      }),
    );
  });
});

describe('interleaved invocations', () => {
  it('never mix, in whatever order they record and publish', async () => {
    const steps = fc.array(fc.record({ who: fc.constantFrom('a', 'b', 'c'), value: fc.integer() }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(steps, fc.scheduler(), async (recorded, scheduler) => {
        const { metrics, environment, documents } = captureMetrics();
        const invoke = (who: string) =>
          runInInvocation(environment, { correlationId: who }, async () => {
            for (const step of recorded.filter((one) => one.who === who)) {
              await scheduler.schedule(Promise.resolve());
              metrics.operations.recordMetric({ name: `Of${who}`, value: step.value, unit: 'None' });
            }
            await scheduler.schedule(Promise.resolve());
            metrics.operations.publish();
          });
        const invocations = ['a', 'b', 'c'].map(invoke);
        await scheduler.waitFor(Promise.all(invocations));
        for (const who of ['a', 'b', 'c']) {
          const values = recorded.filter((one) => one.who === who).map((one) => one.value);
          const [document, ...further] = documents().filter((one) => one.correlation_id === who);
          expect(further).toEqual([]);
          expect([document?.[`Of${who}`] ?? []].flat()).toEqual(values);
          expect(document === undefined ? [] : definitionsOf(document).map(({ Name }) => Name)).toEqual(
            values.length === 0 ? [] : [`Of${who}`],
          );
        }
      }),
    );
  });
});
