import type { MetricSummary, MetricUnit } from '@hearthgate/contracts';

type Series = { -readonly [Member in keyof MetricSummary]: MetricSummary[Member] };

/** Summaries of everything recorded since creation, bounded in names. */
export class SeriesStore {
  readonly #maxSeries: number;
  readonly #series = new Map<string, Series>();

  constructor(maxSeries: number) {
    this.#maxSeries = maxSeries;
  }

  get size(): number {
    return this.#series.size;
  }

  get isFull(): boolean {
    return this.#series.size >= this.#maxSeries;
  }

  /** The unit that a name was first recorded with; `undefined` for a new name. */
  unitOf(name: string): MetricUnit | undefined {
    return this.#series.get(name)?.unit;
  }

  add(name: string, unit: MetricUnit, value: number): void {
    const series = this.#series.get(name);
    if (series === undefined) {
      this.#series.set(name, { name, unit, count: 1, sum: value, min: value, max: value });
      return;
    }
    series.count += 1;
    series.sum += value;
    if (value < series.min) series.min = value;
    if (value > series.max) series.max = value;
  }

  /** Copies, in order of first recording. */
  summaries(): readonly MetricSummary[] {
    return [...this.#series.values()].map((series) => ({ ...series }));
  }
}
