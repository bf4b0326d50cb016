import type { Row, Side, Spread } from '../result.ts';

/** How often, of a hundred, the true median lies between `low` and `high`. */
const CONFIDENCE_Z = 1.96;

/**
 * The quantiles of samples, and the interval of their median: between the order statistics that a sign test at 95 %
 * does not reject, so nothing is assumed about how the samples are distributed.
 */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((one, other) => one - other);
  const count = sorted.length;
  const half = (CONFIDENCE_Z * Math.sqrt(count)) / 2;
  const last = Math.max(0, count - 1);
  const at = (index: number) => sorted[Math.min(last, Math.max(0, index))] ?? Number.NaN;
  return {
    samples: count,
    min: at(0),
    p25: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    p75: quantile(sorted, 0.75),
    max: at(last),
    low: at(Math.floor(count / 2 - half)),
    high: at(Math.ceil(count / 2 + half) - 1),
  };
}

function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** What was measured of one row: a sample of each round, in the order of the rounds. */
export interface Measured {
  readonly name: string;
  readonly side: Side;
  readonly samples: readonly number[];
  readonly bytes?: number | undefined;
  readonly error?: string | undefined;
}

/** Rows with their ratio to the reference and their difference from it, taken round by round before the median. */
export function rowsOf(measured: readonly Measured[], reference: string): readonly Row[] {
  const base = measured.find(({ name }) => name === reference)?.samples ?? [];
  return measured.map(({ name, side, samples, bytes, error }) => {
    const pairs = samples.flatMap((sample, round) => {
      const other = base[round];
      return other === undefined ? [] : [[sample, other] as const];
    });
    return {
      name,
      side,
      value: spreadOf(samples),
      ratio: pairs.length === 0 ? undefined : spreadOf(pairs.map(([sample, other]) => sample / other)),
      difference: pairs.length === 0 ? undefined : spreadOf(pairs.map(([sample, other]) => sample - other)),
      bytes,
      error,
    };
  });
}
