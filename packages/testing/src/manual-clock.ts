import type { Clock } from '@hearthgate/kernel';

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /**
   * Moves time forward and runs what falls due, in order, at its own moment. Promises that this settles have run
   * their reactions when the answer resolves.
   */
  advance(ms: number): Promise<void>;
  /** How many timers wait. */
  readonly pendingTimers: number;
}

interface Timer {
  readonly dueAtMs: number;
  readonly run: () => void;
}

/** A manual clock. Default start: 2026-01-01T00:00:00.000Z. */
export function createManualClock(startAtMs: number = Date.UTC(2026, 0, 1)): ManualClock {
  let nowMs = startAtMs;
  const timers = new Set<Timer>();
  // A macrotask lets chains of promises of any length run out.
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    now: () => nowMs,
    elapsed: () => nowMs - startAtMs,
    after(delayMs, run) {
      const timer = { dueAtMs: nowMs + Math.max(0, delayMs), run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      await settle();
      for (let next = earliest(timers); next !== undefined && next.dueAtMs <= untilMs; next = earliest(timers)) {
        timers.delete(next);
        nowMs = next.dueAtMs;
        next.run();
        await settle();
      }
      nowMs = untilMs;
    },
    get pendingTimers() {
      return timers.size;
    },
  };
}

function earliest(timers: Iterable<Timer>): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers) {
    if (first === undefined || timer.dueAtMs < first.dueAtMs) first = timer;
  }
  return first;
}
