import { Alarm } from './alarm.ts';

/** The only source of time; `@hearthgate/testing` has one that is moved by hand. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds since some fixed moment, never going back, with fractions. */
  elapsed(): number;
  /** Calls `run` once after `delayMs`; answers a function that cancels. */
  after(delayMs: number, run: () => void): () => void;
}

// Not `performance`, which says the same in the same time: the first look at it loads a dozen modules, for a millisecond.
const { hrtime } = process;
/** Seconds from which on is counted, so that numbers are small enough for all their fractions. */
const [beganAtSeconds] = hrtime();

function elapsed(): number {
  const time = hrtime();
  return (time[0] - beganAtSeconds) * 1e3 + time[1] / 1e6;
}

const alarm = new Alarm(elapsed);

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed,
  after: (delayMs, run) => alarm.after(delayMs, run),
};
