import type { Clock } from '@hearthgate/kernel';

/** What became of work that was waited for. */
export type Timed<Value> = { readonly inTime: true; readonly value: Value } | { readonly inTime: false };

/** The largest delay that a timer of Node takes; with more it fires at once. */
const MAX_DELAY_MS = 2_147_483_647;

const LATE: Timed<never> = { inTime: false };

/**
 * Waits for work at most so long, and answers what `settle` makes of what became of it. Work that loses the race goes on;
 * what it throws then is dropped. One promise that either side settles: every invocation waits like this, and a race of
 * promises makes four more.
 */
export function withinTime<Value, Result>(
  clock: Pick<Clock, 'after'>,
  limitMs: number,
  work: Promise<Value>,
  settle: (timed: Timed<Value>) => Result,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const end = (timed: Timed<Value>) => {
      try {
        resolve(settle(timed));
      } catch (error) {
        reject(error);
      }
    };
    const cancel = limitMs > MAX_DELAY_MS ? undefined : clock.after(limitMs, () => end(LATE));
    work.then(
      (value) => {
        cancel?.();
        end({ inTime: true, value });
      },
      (error: unknown) => {
        cancel?.();
        reject(error);
      },
    );
  });
}

/** More turns than work takes that has nothing to wait for outside of the process. */
const TURNS = 12;

/**
 * Waits for work that is nearly always done at once, at most so long. Work that has nothing to wait for ends within some turns
 * of the microtask queue, and setting and clearing a timer takes longer than those.
 */
export async function soonOrWithin(
  clock: Pick<Clock, 'after'>,
  limitMs: number,
  work: Promise<unknown>,
): Promise<void> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  work.then(end, end);
  for (let turn = 0; turn < TURNS && !isOver; turn += 1) await undefined;
  if (!isOver) await withinTime(clock, limitMs, work, end);
}
