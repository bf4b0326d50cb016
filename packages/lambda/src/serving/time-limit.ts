import { type Clock, withinTime as within } from '@hearthgate/kernel';

/** What became of work that was waited for. */
export type Timed<Value> = { readonly inTime: true; readonly value: Value } | { readonly inTime: false };

/** Waits for work at most so long. Work that loses the race goes on; what it throws then is dropped. */
export function withinTime<Value>(clock: Clock, limitMs: number, work: Promise<Value>): Promise<Timed<Value>> {
  const finished = work.then((value) => ({ inTime: true, value }) as const);
  return within(limitMs, finished, clock, () => ({ inTime: false }) as const);
}
