import type { TimeSource } from '../breaker-state.ts';
import type { Strategy } from './strategy.ts';

/** How finely the window moves on. */
const SLICES = 10;

interface Slice {
  /** Which slice of all time this is. */
  number: number;
  calls: number;
  failures: number;
}

/**
 * Opens when more than a share of the calls of the last time failed. Calls are counted by slices of a tenth of the
 * window, so it takes the same memory for any number of calls; a call leaves the window with its slice.
 */
export class TimeWindowStrategy implements Strategy {
  readonly #sliceMs: number;
  readonly #failureRatio: number;
  readonly #minimumCalls: number;
  readonly #slices: Slice[] = Array.from({ length: SLICES }, () => ({ number: -1, calls: 0, failures: 0 }));

  constructor(windowMs: number, failureRatio: number, minimumCalls: number) {
    this.#sliceMs = windowMs / SLICES;
    this.#failureRatio = failureRatio;
    this.#minimumCalls = minimumCalls;
  }

  success(time: TimeSource): void {
    this.#sliceAt(time.now()).calls += 1;
  }

  failure(time: TimeSource): boolean {
    const slice = this.#sliceAt(time.now());
    slice.calls += 1;
    slice.failures += 1;
    let calls = 0;
    let failures = 0;
    for (const one of this.#slices) {
      // Slices of a time that is gone, or still to come because the clock was set back, are not in the window.
      if (one.number <= slice.number - SLICES || one.number > slice.number) continue;
      calls += one.calls;
      failures += one.failures;
    }
    return calls >= this.#minimumCalls && failures > this.#failureRatio * calls;
  }

  reset(): void {
    for (const slice of this.#slices) clear(slice, -1);
  }

  #sliceAt(nowMs: number): Slice {
    const number = Math.floor(nowMs / this.#sliceMs);
    const slice = this.#slices[number % SLICES] as Slice;
    if (slice.number !== number) clear(slice, number);
    return slice;
  }
}

function clear(slice: Slice, number: number): void {
  slice.number = number;
  slice.calls = 0;
  slice.failures = 0;
}
