import type { Clock } from '@hearthgate/kernel';

/** What became of work that was waited for. */
export type Timed<Value> = { readonly inTime: true; readonly value: Value } | { readonly inTime: false };

/** Waits for work at most so long. Work that loses the race goes on; what it throws then is dropped. */
export async function withinTime<Value>(clock: Clock, limitMs: number, work: Promise<Value>): Promise<Timed<Value>> {
  const finished = work.then((value) => ({ inTime: true, value }) as const);
  if (limitMs === Infinity) return finished;
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
