/** How far a percentile may be from the exact one, relative to it. */
export const RELATIVE_ERROR = 0.01;

/** Beyond this many bins the lowest are put together. 1,024 bins span a factor of 7 x 10^8 between least and greatest. */
const MAX_BINS = 1_024;

/** What is closer to 0 than this counts as 0. */
const LEAST_MAGNITUDE = 1e-9;

const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);

/** A sketch as plain data: pairs of bin and count. */
export interface SketchState {
  readonly zeros: number;
  readonly positive: readonly (readonly [bin: number, count: number])[];
  readonly negative: readonly (readonly [bin: number, count: number])[];
}

/** The count of values that fell between two powers of gamma. */
interface Bin {
  count: number;
}

type Bins = Map<number, Bin>;

/**
 * Percentiles in bounded memory: DDSketch (Masson, Rim and Lee, VLDB 2019). A value is counted in the bin whose bounds
 * are powers of gamma, so whatever stands for the bin is at most `RELATIVE_ERROR` from the value. Sketches can be added.
 */
export class Sketch {
  #zeros = 0;
  readonly #positive: Bins = new Map();
  readonly #negative: Bins = new Map();
  /** Counters add the same value again and again, and neither its logarithm nor its bin need be found anew. */
  #lastValue = Number.NaN;
  #lastBin: Bin | undefined;

  add(value: number): void {
    if (value === this.#lastValue && this.#lastBin !== undefined) {
      this.#lastBin.count += 1;
      return;
    }
    const magnitude = Math.abs(value);
    if (magnitude < LEAST_MAGNITUDE) {
      this.#zeros += 1;
      return;
    }
    const bins = value > 0 ? this.#positive : this.#negative;
    this.#lastValue = value;
    this.#lastBin = this.#increase(bins, Math.ceil(Math.log(magnitude) / LOG_GAMMA), 1);
  }

  merge({ zeros, positive, negative }: SketchState): void {
    this.#zeros += zeros;
    for (const [bin, count] of positive) this.#increase(this.#positive, bin, count);
    for (const [bin, count] of negative) this.#increase(this.#negative, bin, count);
  }

  /**
   * The values at shares from 0 to 1 of everything added, in ascending order of the shares: for each the one that has
   * `floor(share * (count - 1))` values before it. `undefined` when nothing was added.
   */
  quantiles(ascendingShares: readonly number[]): readonly number[] | undefined {
    const counted = [
      ...descending(this.#negative).map(([bin, count]) => [-middleOf(bin), count] as const),
      ...(this.#zeros > 0 ? [[0, this.#zeros] as const] : []),
      ...descending(this.#positive)
        .reverse()
        .map(([bin, count]) => [middleOf(bin), count] as const),
    ];
    const total = counted.reduce((sum, [, count]) => sum + count, 0);
    if (total === 0) return undefined;
    let place = 0;
    let before = 0;
    return ascendingShares.map((share) => {
      const rank = Math.floor(share * (total - 1));
      while (before + (counted[place]?.[1] ?? total) <= rank) before += counted[place++]?.[1] ?? 0;
      return counted[place]?.[0] ?? 0;
    });
  }

  toState(): SketchState {
    return { zeros: this.#zeros, positive: counts(this.#positive), negative: counts(this.#negative) };
  }

  #increase(bins: Bins, index: number, by: number): Bin {
    const known = bins.get(index);
    if (known !== undefined) {
      known.count += by;
      return known;
    }
    const bin = { count: by };
    bins.set(index, bin);
    if (bins.size > MAX_BINS) {
      collapseLowest(bins);
      // It may be the one that was put together with another.
      this.#lastValue = Number.NaN;
    }
    return bin;
  }
}

/** The lowest bins lose their precision first: it is the slow and the large that percentiles are asked about. */
function collapseLowest(bins: Bins): void {
  const [lowest, next] = descending(bins).reverse();
  if (lowest === undefined || next === undefined) return;
  bins.delete(lowest[0]);
  bins.set(next[0], { count: next[1] + lowest[1] });
}

function counts(bins: Bins): [number, number][] {
  return [...bins].map(([index, { count }]) => [index, count]);
}

function descending(bins: Bins): [number, number][] {
  return counts(bins).sort(([left], [right]) => right - left);
}

/** The middle of a bin in relative terms. */
function middleOf(bin: number): number {
  return (2 * Math.exp(bin * LOG_GAMMA)) / (GAMMA + 1);
}
