import { type Clock, withinTime as within } from '@hearthgate/kernel';

/** Waits for work at most so long, and then says which limit it broke. Work that loses the race goes on. */
export function withinTime<Value>(
  clock: Clock,
  limitMs: number,
  what: string,
  work: Promise<Value>,
  limitName = 'timeoutMs',
): Promise<Value> {
  return within(limitMs, work, clock, (): never => {
    throw new Error(`${what} took longer than ${limitName}, ${limitMs} ms.`);
  });
}
