import { createManualClock } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExchangeTimer } from '../src/exchange/exchange-timer.ts';

function watch(totalMs: number) {
  const clock = createManualClock();
  const told: string[] = [];
  const tell = (what: string) => {
    told.push(`${what} at ${clock.elapsed()}`);
    timer.stop();
  };
  const timer = new ExchangeTimer(clock, totalMs, {
    onTotalDue: () => tell('total'),
    onPhaseDue: () => tell('phase'),
  });
  return { clock, timer, told };
}

/** Even, because a time counts as over a millisecond before: timers may be early by a part of one. */
const evenMs = (max: number) => fc.integer({ min: 1, max: max / 2 }).map((half) => 2 * half);

describe('the times of an exchange', () => {
  it('end at the limit of the phase or of the whole, whichever is first, with never more than one timer', async () => {
    const phases = fc.array(fc.record({ lastsMs: evenMs(60), limitMs: evenMs(90) }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(evenMs(200), phases, async (totalMs, given) => {
        const { clock, timer, told } = watch(totalMs);
        let beganAt = 0;
        let expected: string | undefined;
        for (const { lastsMs, limitMs } of given) {
          timer.beginPhase(clock.elapsed(), limitMs);
          expect(clock.pendingTimers).toBe(1);
          await clock.advance(lastsMs);
          const dueAt = beganAt + limitMs;
          if (dueAt <= beganAt + lastsMs || totalMs <= beganAt + lastsMs) {
            expected = totalMs <= dueAt ? `total at ${totalMs}` : `phase at ${dueAt}`;
            break;
          }
          beganAt += lastsMs;
        }
        if (expected === undefined) expect(told).toEqual([]);
        else expect(told).toEqual([expected]);
        timer.stop();
        await clock.advance(0);
        expect(clock.pendingTimers).toBe(0);
      }),
    );
  });

  it('are set anew when a timer is early for a phase that began meanwhile', async () => {
    const { clock, timer, told } = watch(10_000);
    timer.beginPhase(0, 100);
    await clock.advance(50);
    timer.beginPhase(50, 500);
    await clock.advance(499);
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual(['phase at 550']);
  });

  it('are those of the whole alone when a phase has no limit', async () => {
    const { clock, timer, told } = watch(1_000);
    timer.beginPhase(0, 100);
    timer.beginPhase(0, Infinity);
    await clock.advance(1_000);
    expect(told).toEqual(['total at 1000']);
  });
});
