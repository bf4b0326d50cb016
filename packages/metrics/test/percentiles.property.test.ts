import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sketch } from '../src/series/sketch.ts';
import { captureMetrics } from './captured-metrics.ts';

/** A part of the span within which the error holds: a factor of 7 x 10^8. */
const magnitude = fc.double({ min: 1e-3, max: 1e5, noNaN: true });
const anyValue = fc.oneof(
  magnitude,
  magnitude.map((value) => -value),
  fc.constant(0),
);
const share = fc.integer({ min: 0, max: 100 });

function recorded(values: readonly number[], name = 'm') {
  const { metrics } = captureMetrics();
  for (const value of values) metrics.operations.recordMetric({ name, value, unit: 'None' });
  return metrics.operations;
}

describe('percentiles', () => {
  it('are at most one percent from the exact ones, for any values', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 1, maxLength: 300 }), share, (values, percentile) => {
        const found = recorded(values).calculatePercentiles({ name: 'm', percentiles: [percentile] });
        const sorted = [...values].sort((left, right) => left - right);
        const exact = sorted[Math.floor((percentile / 100) * (values.length - 1))] ?? Number.NaN;
        const value = found?.values[0]?.value ?? Number.NaN;
        expect(Math.abs(value - exact)).toBeLessThanOrEqual(0.01 * Math.abs(exact) * 1.000_001);
        expect(found).toMatchObject({ count: values.length, relativeError: 0.01 });
      }),
    );
  });

  it('are the same, whether values came to one name or were aggregated from several', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyValue, fc.boolean()), { minLength: 1, maxLength: 100 }), (values) => {
        const { metrics } = captureMetrics();
        for (const [value, isLeft] of values) {
          metrics.operations.recordMetric({ name: 'all', value, unit: 'None' });
          metrics.operations.recordMetric({ name: isLeft ? 'left' : 'right', value, unit: 'None' });
        }
        const together = metrics.operations.aggregate({ names: ['left', 'right', 'left', 'never'] });
        const all = metrics.operations.aggregate({ names: ['all'] });
        expect(together?.values).toEqual(all?.values);
        expect(together).toMatchObject({ count: all?.count, min: all?.min, max: all?.max });
        expect(together?.sum).toBeCloseTo(all?.sum ?? Number.NaN, 3);
      }),
    );
  });

  it('count each value once, also one that comes again and again, and while bins are put together', () => {
    const few = fc.constantFrom(1, -1, 0, 2, 1e-9, 1.03 ** 900);
    const step = fc.oneof(
      few,
      fc.nat(1_400).map((power) => 1.03 ** (power - 700)),
      fc.constantFrom('fill', 'merge'),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const [repeating, plain] = [new Sketch(), new Sketch()];
        const other = new Sketch();
        for (let power = 0; power < 1_100; power += 1) other.add(1.03 ** power);
        const add = (value: number) => {
          repeating.add(value);
          const one = new Sketch();
          one.add(value);
          plain.merge(one.toState());
        };
        for (const taken of steps) {
          if (taken === 'fill') for (let power = 0; power < 1_100; power += 1) add(1.03 ** -power);
          else if (taken === 'merge') for (const sketch of [repeating, plain]) sketch.merge(other.toState());
          else for (let time = 0; time < 3; time += 1) add(taken as number);
        }
        expect(repeating.toState()).toEqual(plain.toState());
      }),
      { numRuns: 50 },
    );
  });

  it('stay in bounded memory, exact at the top, when values span more than the bins', () => {
    const values = Array.from({ length: 5_000 }, (_, index) => 1.05 ** (index % 1_500));
    const found = recorded(values).calculatePercentiles({ name: 'm', percentiles: [99] });
    const exact = [...values].sort((left, right) => left - right)[Math.floor(0.99 * 4_999)] ?? 0;
    expect(Math.abs((found?.values[0]?.value ?? 0) / exact - 1)).toBeLessThanOrEqual(0.010_001);
  });

  it('are 50, 90, 95 and 99 by default, and undefined for what was never recorded', () => {
    const operations = recorded(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(operations.calculatePercentiles({ name: 'm' })?.values.map(({ percentile }) => percentile)).toEqual([
      50, 90, 95, 99,
    ]);
    expect(operations.calculatePercentiles({ name: 'never' })).toBeUndefined();
    expect(operations.aggregate({ names: [] })).toBeUndefined();
    expect(operations.aggregate({ names: ['m'], percentiles: [100, 0] })).toMatchObject({
      ...{ unit: 'None', count: 100, sum: 5_050, mean: 50.5, min: 1, max: 100 },
      values: [
        { percentile: 0, value: 1 },
        { percentile: 100, value: 100 },
      ],
    });
  });

  it.each([[[101]], [[-1]], [['50']], ['50'], [Array.from({ length: 101 }, () => 1)]])('refuse %j', (percentiles) => {
    const { execute } = captureMetrics().metrics;
    const error = { code: 'METRICS_INVALID_PERCENTILE' };
    expect(execute('calculatePercentiles', { name: 'm', percentiles: percentiles as never })).toMatchObject({ error });
  });

  it('are not taken over different units', () => {
    const { metrics } = captureMetrics();
    metrics.operations.recordMetric({ name: 'a', value: 1, unit: 'Bytes' });
    metrics.operations.recordMetric({ name: 'b', value: 1, unit: 'Count' });
    const error = { code: 'METRICS_UNIT_MISMATCH', message: expect.stringContaining('a is in Bytes and b in Count') };
    expect(metrics.execute('aggregate', { names: ['a', 'b'] })).toMatchObject({ error });
  });
});
