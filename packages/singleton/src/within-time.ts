/** Only the part of a clock that lets work be late. */
export interface Timer {
  after(delayMs: number, run: () => void): () => void;
}

/** The largest delay that a timer of Node takes; with more it fires at once. */
const MAX_DELAY_MS = 2_147_483_647;

/** What comes of some work, or a rejection with `late()` when it takes longer. The work itself is not stopped. */
export async function withinTime<Result>(
  timeoutMs: number,
  timer: Timer,
  work: Promise<Result>,
  late: () => Error,
): Promise<Result> {
  if (timeoutMs > MAX_DELAY_MS) return work;
  const { promise, reject } = Promise.withResolvers<never>();
  const cancel = timer.after(timeoutMs, () => reject(late()));
  try {
    return await Promise.race([work, promise]);
  } finally {
    cancel();
  }
}
