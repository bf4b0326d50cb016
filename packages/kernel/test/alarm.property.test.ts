import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Alarm } from '../src/alarm.ts';

/** Timers may go off so much too early. */
const EARLY_MS = 1;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('ask' as const), delayMs: fc.integer({ min: -1, max: 60 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(40) }) },
);

describe('whatever is asked for and cancelled while time goes by', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs once and in time, or never once it was cancelled', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const alarm = new Alarm(() => Date.now());
        const asked: { dueAt: number; ranAt?: number; cancelledAt?: number; cancel: () => void }[] = [];
        const ask = (delayMs: number) => {
          const one = { dueAt: Date.now() + Math.max(0, delayMs), cancel: () => {} } as (typeof asked)[number];
          one.cancel = alarm.after(delayMs, () => {
            expect(one.ranAt).toBeUndefined();
            one.ranAt = Date.now();
          });
          asked.push(one);
        };
        for (const one of steps) {
          if (one.kind === 'ask') ask(one.delayMs);
          else if (one.kind === 'wait') await vi.advanceTimersByTimeAsync(one.ms);
          else {
            const cancelled = asked[one.which % Math.max(1, asked.length)];
            cancelled?.cancel();
            if (cancelled !== undefined) cancelled.cancelledAt ??= Date.now();
          }
        }
        await vi.advanceTimersByTimeAsync(100);
        for (const { dueAt, ranAt, cancelledAt } of asked) {
          if (ranAt !== undefined) {
            expect(ranAt).toBeGreaterThanOrEqual(dueAt - EARLY_MS);
            expect(ranAt).toBeLessThanOrEqual(dueAt + EARLY_MS);
            expect(ranAt).toBeLessThanOrEqual(cancelledAt ?? Infinity);
          } else expect(cancelledAt).toBeLessThanOrEqual(dueAt);
        }
        expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
        vi.clearAllTimers();
      }),
    );
  });
});
