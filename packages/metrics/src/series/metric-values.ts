import type { SeriesIdentity } from './series.ts';

/** The values of one series. */
export interface MetricValues {
  readonly identity: SeriesIdentity;
  /** 1 to 100 numbers. */
  readonly values: readonly number[];
  readonly resolution: 1 | 60;
}
