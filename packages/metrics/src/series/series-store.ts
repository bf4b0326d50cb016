import type { MetricSummary, MetricUnit } from '@hearthgate/contracts';
import { redact } from '@hearthgate/kernel';
import { Series, type SeriesIdentity, type SeriesState } from './series.ts';

/** Everything recorded since creation, bounded in series. */
export class SeriesStore {
  readonly #maxSeries: number;
  readonly #byKey = new Map<string, Series>();
  readonly #byName = new Map<string, Series[]>();

  constructor(maxSeries: number) {
    this.#maxSeries = maxSeries;
  }

  get size(): number {
    return this.#byKey.size;
  }

  get isFull(): boolean {
    return this.#byKey.size >= this.#maxSeries;
  }

  /** The series of a key that `keyOf` made. */
  get(key: string): Series | undefined {
    return this.#byKey.get(key);
  }

  /** The unit that a name was first recorded with; `undefined` for a new name. */
  unitOf(name: string): MetricUnit | undefined {
    return this.#byName.get(name)?.[0]?.identity.unit;
  }

  /** All series of a name, whatever their dimensions. */
  named(name: string): readonly Series[] {
    return this.#byName.get(name) ?? [];
  }

  create(key: string, identity: SeriesIdentity): Series {
    const series = new Series(identity);
    this.#byKey.set(key, series);
    const alike = this.#byName.get(identity.name);
    if (alike === undefined) this.#byName.set(identity.name, [series]);
    else alike.push(series);
    return series;
  }

  /** Forgets everything; answers how many series there were. */
  clear(): number {
    const { size } = this;
    this.#byKey.clear();
    this.#byName.clear();
    return size;
  }

  /** Adds what was kept; answers how many series had room and the unit that is known here. */
  merge(states: readonly SeriesState[]): number {
    let merged = 0;
    for (const state of states) {
      const { name, unit, dimensions } = state;
      const key = keyOf(name, dimensions);
      const knownUnit = this.unitOf(name);
      const series = this.#byKey.get(key);
      if ((knownUnit !== undefined && knownUnit !== unit) || (series === undefined && this.isFull)) continue;
      (series ?? this.create(key, { name, unit, dimensions })).merge(state);
      merged += 1;
    }
    return merged;
  }

  /** In order of first recording. */
  all(): readonly Series[] {
    return [...this.#byKey.values()];
  }

  /** Of those to be shown. */
  summaries(secrets: Iterable<string>): readonly MetricSummary[] {
    return this.without(secrets).map((series) => series.summary());
  }

  /** Those to be shown: what was recorded may have become known as a secret since. */
  without(secrets: Iterable<string>): readonly Series[] {
    return this.all().filter((series) => {
      const summary = series.summary();
      return JSON.stringify(redact(summary, secrets)) === JSON.stringify(summary);
    });
  }
}

/** Names hold no control characters, so none is mistaken for another. */
export function keyOf(name: string, dimensions: Readonly<Record<string, string>> | undefined): string {
  return dimensions === undefined ? name : `${name}\n${JSON.stringify(dimensions)}`;
}
