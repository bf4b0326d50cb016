import type { Clock } from '@hearthgate/kernel';

/** What became of work that was waited for. */
export type Timed<Value> = { readonly inTime: true; readonly value: Value } | { readonly inTime: false };

/** The longest that a timer takes, 24 days; with a longer one it would ring at once. */
const MAX_TIMER_MS = 2_147_483_647;

/** Waits for work at most so long. Work that loses the race goes on; what it throws then is dropped. */
export async function withinTime<Value>(clock: Clock, limitMs: number, work: Promise<Value>): Promise<Timed<Value>> {
  const finished = work.then((value) => ({ inTime: true, value }) as const);
  if (limitMs > MAX_TIMER_MS) return finished;
  let cancel: (() => void) | undefined;
  const timeout = new Promise<Timed<Value>>((resolve) => {
    cancel = clock.after(limitMs, () => resolve({ inTime: false }));
  });
  try {
    return await Promise.race([finished, timeout]);
  } finally {
    cancel?.();
  }
}
