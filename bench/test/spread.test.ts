import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentOf, orderOf } from '../src/measure/grow.ts';
import { rowsOf, spreadOf } from '../src/measure/spread.ts';

const times = fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 });

describe('the spread of samples', () => {
  it('is the quantiles, and the interval of the median that a sign test at 95 % leaves', () => {
    const samples = Array.from({ length: 25 }, (_, index) => 25 - index);
    expect(spreadOf(samples)).toEqual({
      samples: 25,
      min: 1,
      p25: 7,
      median: 13,
      p75: 19,
      max: 25,
      low: 8,
      high: 18,
    });
  });

  it('keeps everything in order, whatever was measured and in which order', () => {
    fc.assert(
      fc.property(times, (samples) => {
        const { min, p25, median, p75, max, low, high } = spreadOf(samples);
        expect([min, p25, median, p75, max]).toEqual([min, p25, median, p75, max].toSorted((a, b) => a - b));
        expect([min, low, high, max]).toEqual([min, low, high, max].toSorted((a, b) => a - b));
        expect(spreadOf(samples.toReversed())).toEqual(spreadOf(samples));
      }),
    );
  });

  it('takes ratios round by round, so that a slow round of all does not count', () => {
    const rows = rowsOf(
      [
        { name: 'one', side: 'floor', samples: [10, 10, 90] },
        { name: 'other', side: 'ours', samples: [20, 20, 180] },
      ],
      'one',
    );
    expect(rows[1]?.ratio).toMatchObject({ min: 2, median: 2, max: 2 });
    expect(rows[1]?.difference).toMatchObject({ median: 10 });
  });
});

describe('the order of growth', () => {
  it.each([
    ['constant', 0],
    ['linear', 1],
    ['more than linear', 2],
  ])('is %s for the power %d, whatever the factor', (order, power) => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e6, noNaN: true }), (factor) => {
        const exponent = exponentOf([10, 100, 1_000, 10_000].map((size) => [size, factor * size ** power] as const));
        expect(exponent).toBeCloseTo(power, 6);
        expect(orderOf(exponent)).toBe(order);
      }),
    );
  });
});
