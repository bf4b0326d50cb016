import type { Clock } from './clock.ts';

/** The largest delay that a timer of Node takes; with more it fires at once. */
const MAX_DELAY_MS = 2_147_483_647;

/**
 * What comes of some work, or of `late` when that takes longer: a value in its place, or an error that it throws. The work
 * itself is not stopped. `Infinity`, and whatever is longer than a timer of Node takes (24 days), is for ever.
 */
export async function withinTime<Result, Late>(
  timeoutMs: number,
  work: Promise<Result>,
  clock: Pick<Clock, 'after'>,
  late: () => Late,
): Promise<Result | Late> {
  if (timeoutMs > MAX_DELAY_MS) return work;
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const cancel = clock.after(timeoutMs, resolve);
  try {
    return await Promise.race([work, over.then(late)]);
  } finally {
    cancel();
  }
}
