import { describe, expect, it } from 'vitest';
import { withinTime } from '../src/index.ts';

/** A clock whose only timer goes off when it is told to. */
function createTimer() {
  const timer: { run: (() => void) | undefined; delays: number[] } = { run: undefined, delays: [] };
  return {
    timer,
    clock: {
      after(delayMs: number, run: () => void) {
        timer.delays.push(delayMs);
        timer.run = run;
        return () => {
          timer.run = undefined;
        };
      },
    },
  };
}

const never = new Promise<string>(() => {});

describe('work that may take so long', () => {
  it('answers or fails by itself when it is done in time, and leaves no timer', async () => {
    const { timer, clock } = createTimer();
    expect(await withinTime(50, Promise.resolve('done'), clock, () => 'late')).toBe('done');
    await expect(withinTime(50, Promise.reject(new Error('broken')), clock, () => 'late')).rejects.toThrow('broken');
    expect(timer).toEqual({ run: undefined, delays: [50, 50] });
  });

  it('is replaced by what is to be said then, a value, a promise or an error', async () => {
    const { timer, clock } = createTimer();
    const answer = withinTime(50, never, clock, () => 'late');
    timer.run?.();
    expect(await answer).toBe('late');
    const promised = withinTime(50, never, clock, async () => 'later');
    timer.run?.();
    expect(await promised).toBe('later');
    const failed = withinTime(50, never, clock, () => {
      throw new Error('too late');
    });
    timer.run?.();
    await expect(failed).rejects.toThrow('too late');
  });

  it('may fail afterwards without anybody being told', async () => {
    const { timer, clock } = createTimer();
    const { promise, reject } = Promise.withResolvers<string>();
    const answer = withinTime(50, promise, clock, () => 'late');
    timer.run?.();
    reject(new Error('after all'));
    expect(await answer).toBe('late');
  });

  it.each([Infinity, 2_147_483_648])('has no timer when it may take %d ms', async (timeoutMs) => {
    const { timer, clock } = createTimer();
    expect(await withinTime(timeoutMs, Promise.resolve('done'), clock, () => 'late')).toBe('done');
    expect(timer.delays).toEqual([]);
  });
});
