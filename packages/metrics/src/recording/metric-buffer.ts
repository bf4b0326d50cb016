import { MAX_VALUES_PER_METRIC } from '../emf/emf-document.ts';
import type { MetricValues } from '../series/metric-values.ts';
import type { SeriesIdentity } from '../series/series.ts';
import { isRecordable } from './metric-rules.ts';

interface Collected extends MetricValues {
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
  #metrics = new Map<string, Collected>();
  #leftOut = 0;

  /**
   * Keeps a value. Beyond 100 values of a series a count is added to the last one, so that its sum stays right; other
   * values are left out of the document and only counted.
   */
  add(key: string, identity: SeriesIdentity, value: number, resolution: 1 | 60): void {
    const collected = this.#metrics.get(key);
    if (collected === undefined) {
      this.#metrics.set(key, { identity, values: [value], resolution });
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
    return { metrics: [...this.#metrics.values()], leftOut: this.#leftOut };
  }

  clear(): void {
    this.#metrics = new Map();
    this.#leftOut = 0;
  }
}
