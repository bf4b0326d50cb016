import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../src/retry/retry-after.ts';
import { retryDelayMs } from '../src/retry/retry-policy.ts';

const NOW_MS = Date.UTC(2026, 0, 1);

describe('Retry-After', () => {
  it('is read as seconds and as a date', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), fc.stringMatching(/^ {0,2}$/), (seconds, space) => {
        expect(retryAfterMs(`${space}${seconds}${space}`, NOW_MS)).toBe(seconds * 1_000);
        const date = new Date(NOW_MS + seconds * 1_000).toUTCString();
        expect(retryAfterMs(date, NOW_MS)).toBe(seconds * 1_000);
        expect(retryAfterMs(date, NOW_MS + 2 * seconds * 1_000 + 1)).toBe(0);
      }),
    );
  });

  it('is never a negative or nonsensical time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('-1', '1.5', '1e9', 'soon', '2026-01-01', '')), (text) => {
        const ms = retryAfterMs(text, NOW_MS);
        expect(ms === undefined || (Number.isFinite(ms) && ms >= 0)).toBe(true);
      }),
    );
  });
});

describe('the wait', () => {
  it('doubles from attempt to attempt up to the ceiling, and has jitter', () => {
    const settings = { retryDelayMs: 100, maxRetryDelayMs: 1_000 };
    const waits = (chance: number) =>
      [0, 1, 2, 3, 4].map((attempt) => retryDelayMs(attempt, undefined, settings, () => chance));
    expect(waits(0.5)).toEqual([100, 200, 400, 500, 500]);
    expect(waits(0)).toEqual([0, 0, 0, 0, 0]);
  });

  it('is never longer than the ceiling, and never shorter than what the server asks for', () => {
    const settings = { retryDelayMs: 100, maxRetryDelayMs: 2_000 };
    fc.assert(
      fc.property(
        fc.nat({ max: 20 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.nat(),
        (attempt, chance, asked) => {
          const ownMs = retryDelayMs(attempt, undefined, settings, () => chance);
          expect(ownMs >= 0 && ownMs <= 2_000).toBe(true);
          expect(retryDelayMs(attempt, asked, settings, () => chance)).toBeGreaterThanOrEqual(asked);
        },
      ),
    );
  });
});
