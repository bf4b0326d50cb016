import { MAX_DELAY_MS } from './alarm.ts';
import type { Clock } from './clock.ts';

/**
 * What comes of some work, through `inTime` if that is given, or of `late` when that takes longer: a value in its place, or an error that it throws. The work
 * itself is not stopped. `Infinity`, and whatever is longer than a timer of Node takes (24 days), is for ever.
 */
export function withinTime<Value, Late, Result = Value>(
  timeoutMs: number,
  work: Promise<Value>,
  clock: Pick<Clock, 'after'>,
  late: () => Late,
  inTime: (value: Value) => Result = asItIs,
): Promise<Result | Late> {
  if (timeoutMs > MAX_DELAY_MS) return work.then(inTime);
  // One promise that either side settles: a race would make four.
  return new Promise((resolve, reject) => {
    const settle = (answer: () => Result | Late) => {
      try {
        resolve(answer());
      } catch (error) {
        reject(error);
      }
    };
    const cancel = clock.after(timeoutMs, () => settle(late));
    work.then(
      (value) => {
        cancel();
        settle(() => inTime(value));
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}

function asItIs(value: unknown): never {
  return value as never;
}
