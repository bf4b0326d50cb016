import type { Clock } from '@hearthgate/kernel';

/** The longest delay that a timer of Node takes; a longer one would end at once. */
const MAX_DELAY_MS = 2_147_483_647;

/** Waits for work at most so long. Work that loses the race goes on; what it still throws is dropped. */
export async function withinTime<Value>(
  clock: Clock,
  limitMs: number,
  what: string,
  work: Promise<Value>,
  limitName = 'timeoutMs',
): Promise<Value> {
  let cancel: (() => void) | undefined;
  const timeout = new Promise<never>((_, reject) => {
    cancel = clock.after(Math.min(limitMs, MAX_DELAY_MS), () =>
      reject(new Error(`${what} took longer than ${limitName}, ${limitMs} ms.`)),
    );
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    cancel?.();
  }
}
