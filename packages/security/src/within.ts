import type { Clock } from '@hearthgate/kernel';

/** What a promise answers, unless it takes too long: then it is left alone and `late()` is thrown. */
export async function within<Result>(
  clock: Clock,
  limitMs: number,
  work: Promise<Result>,
  late: () => Error,
): Promise<Result> {
  let cancel: (() => void) | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(limitMs, () => reject(late()));
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    cancel?.();
  }
}
