/** The only source of time; `@hearthgate/testing` has one that is moved by hand. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds since some fixed moment, never going back, with fractions. */
  elapsed(): number;
  /** Calls `run` once after `delayMs`; answers a function that cancels. */
  after(delayMs: number, run: () => void): () => void;
}

// The global is a getter, which would cost a tenth of each look.
const monotonic = globalThis.performance;

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => monotonic.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
