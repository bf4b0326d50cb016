import type { Clock } from '@hearthgate/kernel';

/** What comes of some work, or a rejection with `late()` when it takes longer. The work is not stopped by it. */
export async function withinTime<Result>(
  timeoutMs: number,
  work: Promise<Result>,
  clock: Clock,
  late: () => Error,
): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const cancel = clock.after(timeoutMs, () => reject(late()));
  try {
    return await Promise.race([work, promise]);
  } finally {
    cancel();
  }
}
