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

/** More turns than work takes that has nothing to wait for outside of the process. */
const TURNS = 12;

/**
 * Waits for work that is nearly always done at once, at most so long, however it ends. Work that has nothing to wait for ends
 * within some turns of the microtask queue, and setting and clearing a timer takes longer than those.
 */
export async function soonOrWithin(
  clock: Pick<Clock, 'after'>,
  limitMs: number,
  work: PromiseLike<unknown> | undefined,
): Promise<void> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  const ended = Promise.resolve(work).then(end, end);
  for (let turn = 0; turn < TURNS && !isOver; turn += 1) await undefined;
  if (!isOver) await withinTime(clock, limitMs, ended, end);
}
