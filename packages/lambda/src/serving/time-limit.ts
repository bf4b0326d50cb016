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
