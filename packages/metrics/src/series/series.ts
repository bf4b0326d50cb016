import type { MetricSummary, MetricUnit } from '@hearthgate/contracts';
import { Sketch, type SketchState } from './sketch.ts';

/** What tells a series from others. */
export interface SeriesIdentity {
  readonly name: string;
  readonly unit: MetricUnit;
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
}

/** A series as plain data. */
export interface SeriesState extends MetricSummary {
  readonly sketch: SketchState;
}

/** Everything that was recorded of one name with one set of dimensions, in bounded memory. */
export class Series {
  readonly identity: SeriesIdentity;
  readonly sketch: Sketch = new Sketch();
  count = 0;
  sum = 0;
  min: number = Number.POSITIVE_INFINITY;
  max: number = Number.NEGATIVE_INFINITY;

  constructor(identity: SeriesIdentity) {
    this.identity = identity;
  }

  add(value: number): void {
    this.#count(1, value, value, value);
    this.sketch.add(value);
  }

  merge({ count, sum, min, max, sketch }: SeriesState): void {
    this.#count(count, sum, min, max);
    this.sketch.merge(sketch);
  }

  summary(): MetricSummary {
    const { name, unit, dimensions } = this.identity;
    const { count, sum, min, max } = this;
    return { name, unit, ...(dimensions === undefined ? {} : { dimensions }), count, sum, min, max };
  }

  toState(): SeriesState {
    return { ...this.summary(), sketch: this.sketch.toState() };
  }

  #count(count: number, sum: number, min: number, max: number): void {
    this.count += count;
    this.sum += sum;
    if (min < this.min) this.min = min;
    if (max > this.max) this.max = max;
  }
}
