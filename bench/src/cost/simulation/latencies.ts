/** Counts latencies in steps of two per cent, so that millions of them take no room. */
export class Latencies {
  readonly #counts = new Map<number, number>();
  #total = 0;

  add(ms: number): void {
    const step = Math.round(Math.log(Math.max(1, ms)) / STEP);
    this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
    this.#total += 1;
  }

  /** The latency that the share of all does not exceed; NaN when there is none. */
  at(share: number): number {
    let left = Math.ceil(share * this.#total);
    for (const [step, count] of [...this.#counts].sort(([one], [other]) => one - other)) {
      left -= count;
      if (left <= 0) return Math.round(Math.exp(step * STEP));
    }
    return Number.NaN;
  }
}

const STEP = Math.log(1.02);
