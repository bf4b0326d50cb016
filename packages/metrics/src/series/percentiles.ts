import type { MetricAggregate, MetricUnit } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import type { Series, SeriesState } from './series.ts';
import { RELATIVE_ERROR, Sketch } from './sketch.ts';

const DEFAULT_PERCENTILES: readonly number[] = [50, 90, 95, 99];
const MAX_PERCENTILES = 100;

/** Percentiles that can be calculated, least first. Throws `METRICS_INVALID_PERCENTILE`. */
export function checkPercentiles(percentiles: unknown = DEFAULT_PERCENTILES): readonly number[] {
  const isPercentile = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 100;
  if (Array.isArray(percentiles) && percentiles.length <= MAX_PERCENTILES && percentiles.every(isPercentile)) {
    return [...new Set(percentiles as number[])].sort((left, right) => left - right);
  }
  const message = `percentiles is a list of at most ${MAX_PERCENTILES} numbers from 0 to 100.`;
  throw new GatewayError('METRICS_INVALID_PERCENTILE', message);
}

/** Several series taken together; `undefined` when there is none. Throws `METRICS_UNIT_MISMATCH`. */
export function aggregateOf(all: readonly Series[], percentiles: readonly number[]): MetricAggregate | undefined {
  const [first] = all;
  if (first === undefined) return undefined;
  const { unit } = first.identity;
  const other = all.find((series) => series.identity.unit !== unit)?.identity;
  if (other !== undefined) throw mismatch(first.identity, other);
  const count = all.reduce((total, series) => total + series.count, 0);
  const sum = all.reduce((total, series) => total + series.sum, 0);
  const min = Math.min(...all.map((series) => series.min));
  const max = Math.max(...all.map((series) => series.max));
  const sketch = all.length === 1 ? first.sketch : mergedSketch(all.map((series) => series.toState()));
  const values = sketch.quantiles(percentiles.map((percentile) => percentile / 100)) ?? [];
  return {
    unit,
    count,
    sum,
    mean: sum / count,
    min,
    max,
    relativeError: RELATIVE_ERROR,
    // What stands for a bin may lie just beyond the values in it.
    values: percentiles.map((percentile, index) => ({
      percentile,
      value: percentile === 100 ? max : Math.min(max, Math.max(min, values[index] ?? min)),
    })),
  };
}

function mergedSketch(states: readonly SeriesState[]): Sketch {
  const sketch = new Sketch();
  for (const state of states) sketch.merge(state.sketch);
  return sketch;
}

function mismatch(one: { name: string; unit: MetricUnit }, other: { name: string; unit: MetricUnit }): GatewayError {
  const message = `${one.name} is in ${one.unit} and ${other.name} in ${other.unit}; aggregate names of one unit.`;
  return new GatewayError('METRICS_UNIT_MISMATCH', message);
}
