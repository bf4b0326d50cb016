import { MAX_VALUES_PER_METRIC } from '../emf/emf-document.ts';
import type { MetricValues } from '../series/metric-values.ts';
import type { SeriesIdentity } from '../series/series.ts';
import { isRecordable } from './metric-rules.ts';

/** Up to so many series, looking through a list is sooner done than making a map for each document. */
const MAX_LISTED = 16;

interface Collected extends MetricValues {
  readonly key: string;
  readonly values: number[];
  resolution: 1 | 60;
}

export interface BufferContent {
  readonly metrics: readonly MetricValues[];
  /** Values that had no room. */
  readonly leftOut: number;
}

/** What was recorded since the last document. */
export class MetricBuffer {
  #metrics: Collected[] = [];
  /** The same by key, when there are many. */
  #byKey: Map<string, Collected> | undefined;
  #leftOut = 0;

  /**
   * Keeps a value. Beyond 100 values of a series a count is added to the last one, so that its sum stays right; other
   * values are left out of the document and only counted.
   */
  add(key: string, identity: SeriesIdentity, value: number, resolution: 1 | 60): void {
    const collected = this.#find(key);
    if (collected === undefined) {
      this.#collect({ key, identity, values: [value], resolution });
      return;
    }
    // The finer resolution, once asked for, holds for the document.
    if (resolution === 1) collected.resolution = 1;
    const { values } = collected;
    if (values.length < MAX_VALUES_PER_METRIC) {
      values.push(value);
      return;
    }
    const sum = (values.at(-1) ?? 0) + value;
    if (identity.unit === 'Count' && isRecordable(sum)) values[values.length - 1] = sum;
    else this.#leftOut += 1;
  }

  /** Everything collected, in order of first recording. */
  content(): BufferContent {
    return { metrics: this.#metrics, leftOut: this.#leftOut };
  }

  clear(): void {
    this.#metrics = [];
    this.#byKey = undefined;
    this.#leftOut = 0;
  }

  #find(key: string): Collected | undefined {
    if (this.#byKey !== undefined) return this.#byKey.get(key);
    const metrics = this.#metrics;
    for (let index = 0; index < metrics.length; index += 1) {
      const collected = metrics[index] as Collected;
      if (collected.key === key) return collected;
    }
    return undefined;
  }

  #collect(collected: Collected): void {
    this.#metrics.push(collected);
    if (this.#byKey !== undefined) this.#byKey.set(collected.key, collected);
    else if (this.#metrics.length > MAX_LISTED) this.#byKey = new Map(this.#metrics.map((one) => [one.key, one]));
  }
}
