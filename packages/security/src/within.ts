import type { Clock } from '@hearthgate/kernel';

/** The longest delay that a timer of Node takes; a longer one would end at once. */
const MAX_DELAY_MS = 2_147_483_647;

/** What a promise answers, unless it takes too long: then it is left alone and `late()` is thrown. */
export async function within<Result>(
  clock: Clock,
  limitMs: number,
  work: Promise<Result>,
  late: () => Error,
): Promise<Result> {
  let cancel: (() => void) | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(Math.min(limitMs, MAX_DELAY_MS), () => reject(late()));
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    cancel?.();
  }
}
