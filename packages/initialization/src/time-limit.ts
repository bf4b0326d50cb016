import type { Clock } from '@hearthgate/kernel';

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
    cancel = clock.after(limitMs, () => reject(new Error(`${what} took longer than ${limitName}, ${limitMs} ms.`)));
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    cancel?.();
  }
}
