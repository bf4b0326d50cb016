import type { MetricUnit } from '@hearthgate/contracts';
import { MAX_VALUES_PER_METRIC, type MetricValues } from './emf-document.ts';
import { isRecordable } from './metric-rules.ts';

interface Collected extends MetricValues {
  readonly values: number[];
}

/** What was recorded since the last document. */
export class MetricBuffer {
  #metrics = new Map<string, Collected>();
  #leftOut = 0;

  /**
   * Keeps a value. Beyond 100 values of a name a count is added to the last one, so that its sum stays right; other
   * values are left out of the document and only counted.
   */
  add(name: string, unit: MetricUnit, value: number): void {
    const collected = this.#metrics.get(name);
    if (collected === undefined) {
      this.#metrics.set(name, { name, unit, values: [value] });
      return;
    }
    const { values } = collected;
    if (values.length < MAX_VALUES_PER_METRIC) {
      values.push(value);
      return;
    }
    const sum = (values.at(-1) ?? 0) + value;
    if (unit === 'Count' && isRecordable(sum)) values[values.length - 1] = sum;
    else this.#leftOut += 1;
  }

  /** Everything collected, in order of first recording; the buffer is empty afterwards. */
  take(): { readonly metrics: readonly MetricValues[]; readonly leftOut: number } {
    const taken = { metrics: [...this.#metrics.values()], leftOut: this.#leftOut };
    this.#metrics = new Map();
    this.#leftOut = 0;
    return taken;
  }
}
