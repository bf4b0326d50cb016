import { type Clock, withinTime as within } from '@hearthgate/kernel';

/** What became of work that was waited for. */
export type Timed<Value> = { readonly inTime: true; readonly value: Value } | { readonly inTime: false };

const LATE: Timed<never> = { inTime: false };

/**
 * Waits for work at most so long, and answers what `settle` makes of what became of it. Work that loses the race goes on;
 * what it throws then is dropped.
 */
export function withinTime<Value, Result>(
  clock: Pick<Clock, 'after'>,
  limitMs: number,
  work: Promise<Value>,
  settle: (timed: Timed<Value>) => Result,
): Promise<Result> {
  return within(
    limitMs,
    work,
    clock,
    () => settle(LATE),
    (value) => settle({ inTime: true, value }),
  );
}
