import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { budgetMs } from '../../src/bridge/deadline.ts';

describe('The time for the home', () => {
  test.each([
    [Infinity, 0, 7_500],
    [60_000, 0, 7_500],
    [8_000, 0, 7_500],
    [3_000, 0, 2_500],
    [600, 0, 100],
    [500, 0, 50],
    [0, 0, 50],
    [-5, 0, 50],
    [60_000, 1_000, 6_500],
    [3_000, 1_000, 2_500],
    [60_000, 9_000, 50],
    [60_000, -1_000, 7_500],
  ])('with %i ms left and %i ms spent is %i ms', (remainingMs, spentMs, expected) => {
    expect(budgetMs(remainingMs, spentMs)).toBe(expected);
  });

  test('ends half a second before Alexa and Lambda do, unless there is next to none', () => {
    const ms = fc.integer({ min: -1_000, max: 900_000 });
    fc.assert(
      fc.property(ms, ms, (remainingMs, spentMs) => {
        const limitMs = budgetMs(remainingMs, spentMs);
        expect(limitMs).toBeGreaterThanOrEqual(50);
        if (limitMs > 50) {
          expect(limitMs).toBeLessThanOrEqual(remainingMs - 500);
          expect(spentMs + limitMs).toBeLessThanOrEqual(Math.max(spentMs + 50, 7_500 + Math.min(0, spentMs)));
        }
      }),
    );
  });
});
