import type { Strategy } from './strategy.ts';

/** Opens after so many failures in a row. */
export class ConsecutiveStrategy implements Strategy {
  readonly #threshold: number;
  #failures = 0;

  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  success(): void {
    this.#failures = 0;
  }

  failure(): boolean {
    this.#failures += 1;
    return this.#failures >= this.#threshold;
  }

  reset(): void {
    this.#failures = 0;
  }
}
