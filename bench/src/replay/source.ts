import type { Trace } from './trace.ts';

/** The truth behind the caches: values that change, at a time of their own, and a count of who asked. */
export class Source {
  calls = 0;
  readonly #trace: Trace;
  readonly #now: () => number;

  constructor(trace: Trace, now: () => number) {
    this.#trace = trace;
    this.#now = now;
  }

  /** The true value of a key now. */
  truth(key: number): string {
    const changeMs = this.#trace.changeMs[key] ?? Infinity;
    // Keys change at different moments.
    const version = changeMs === Infinity ? 0 : Math.floor((this.#now() + key * 7_919) / changeMs);
    return `${key}:${version}:`.padEnd(200, '.');
  }

  /** As `truth`, for a price. */
  fetch(key: number): string {
    this.calls += 1;
    return this.truth(key);
  }
}
