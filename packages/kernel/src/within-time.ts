import type { Clock } from './clock.ts';

/** The largest delay that a timer of Node takes; with more it fires at once. */
const MAX_DELAY_MS = 2_147_483_647;

/**
 * What comes of some work, or of `late` when that takes longer: a value in its place, or an error that it throws. The work
 * itself is not stopped. `Infinity`, and whatever is longer than a timer of Node takes (24 days), is for ever.
 */
export function withinTime<Result, Late>(
  timeoutMs: number,
  work: Promise<Result>,
  clock: Pick<Clock, 'after'>,
  late: () => Late,
): Promise<Result | Late> {
  if (timeoutMs > MAX_DELAY_MS) return work;
  // One promise that either side settles: a race would make four.
  return new Promise((resolve, reject) => {
    const cancel = clock.after(timeoutMs, () => {
      try {
        resolve(late());
      } catch (error) {
        reject(error);
      }
    });
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}
