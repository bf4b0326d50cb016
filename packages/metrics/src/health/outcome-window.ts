/** What a rate is made of: the last five minutes, in ten parts of half a minute. */
const PART_MS = 30_000;
const PARTS = 10;

interface Part {
  readonly number: number;
  total: number;
  failed: number;
}

/** The share of failures among the outcomes of the last five minutes. */
export class OutcomeWindow {
  #parts: Part[] = [];

  add(failed: boolean, elapsedMs: number): void {
    const number = Math.floor(elapsedMs / PART_MS);
    this.#forgetBefore(number);
    let part = this.#parts.at(-1);
    if (part?.number !== number) {
      part = { number, total: 0, failed: 0 };
      this.#parts.push(part);
    }
    part.total += 1;
    if (failed) part.failed += 1;
  }

  /** 0 to 1; 0 without an outcome. */
  rate(elapsedMs: number): number {
    this.#forgetBefore(Math.floor(elapsedMs / PART_MS));
    const total = this.#parts.reduce((sum, part) => sum + part.total, 0);
    return total === 0 ? 0 : this.#parts.reduce((sum, part) => sum + part.failed, 0) / total;
  }

  #forgetBefore(number: number): void {
    if ((this.#parts[0]?.number ?? number) > number - PARTS) return;
    this.#parts = this.#parts.filter((part) => part.number > number - PARTS);
  }
}
