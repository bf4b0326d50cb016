import type { Strategy } from './strategy.ts';

/** Opens when more than a share of the last so many calls failed. One bit a call, in a ring. */
export class CountWindowStrategy implements Strategy {
  readonly #failed: Uint8Array;
  readonly #failureRatio: number;
  readonly #minimumCalls: number;
  #next = 0;
  #calls = 0;
  #failures = 0;

  constructor(size: number, failureRatio: number, minimumCalls: number) {
    this.#failed = new Uint8Array(size);
    this.#failureRatio = failureRatio;
    this.#minimumCalls = minimumCalls;
  }

  success(): void {
    this.#note(0);
  }

  failure(): boolean {
    this.#note(1);
    return this.#calls >= this.#minimumCalls && this.#failures > this.#failureRatio * this.#calls;
  }

  reset(): void {
    this.#failed.fill(0);
    this.#next = 0;
    this.#calls = 0;
    this.#failures = 0;
  }

  #note(failed: 0 | 1): void {
    const size = this.#failed.length;
    // The place of a call that is not there yet holds a zero.
    this.#failures += failed - (this.#failed[this.#next] ?? 0);
    this.#failed[this.#next] = failed;
    this.#next = (this.#next + 1) % size;
    if (this.#calls < size) this.#calls += 1;
  }
}
