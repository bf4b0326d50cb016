import { type Assumptions, assumptions } from '../assumptions.ts';
import type { Draws } from './random.ts';

/** Indices into `answered` of durations.ts. */
export const CONTROL = 0;
export const REPORT = 1;
export const DISCOVERY = 2;
export const SKILL = 3;

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Arrival {
  readonly atMs: number;
  readonly home: number;
  /** Index into `answered` of durations.ts. */
  readonly kind: number;
}

/**
 * What many homes ask, second by second. Each home asks at random and apart from the others, so that all together are
 * one Poisson process at the rate of the hour, each of whose events is of a home drawn evenly: no home has to be
 * followed. What one opening of the app or one routine asks stays together.
 */
export class Arrivals {
  readonly #homes: number;
  readonly #draws: Draws;
  readonly #day: Assumptions['day'];
  readonly #weights: readonly number[];
  /** What sessions that have begun will still ask, by second. */
  readonly #later = new Map<number, Arrival[]>();

  constructor(homes: number, draws: Draws) {
    this.#homes = homes;
    this.#draws = draws;
    this.#day = assumptions.day;
    const sum = assumptions.hours.reduce((total: number, weight) => total + weight, 0);
    this.#weights = assumptions.hours.map((weight) => weight / sum);
  }

  /** Invocations of one second in the order of time. The seconds have to be asked for in order. */
  take(second: number): readonly Arrival[] {
    const fromMs = second * SECOND_MS;
    const found = this.#later.get(second) ?? [];
    this.#later.delete(second);
    const share = this.#homes * (this.#weights[Math.floor((fromMs % DAY_MS) / HOUR_MS)] ?? 0);
    const { controls, discoveries, skillTurns, appOpenings, devicesAsked, appSeconds } = this.#day;
    const all = controls + discoveries + skillTurns + appOpenings;
    // One draw for all of them, and then which it is: the same as a draw for each, and quicker for few homes.
    const begun = this.#draws.poisson((share / 3_600) * all);
    for (let number = 0; number < begun; number += 1) {
      const which = this.#draws.uniform() * all;
      if (which < appOpenings) this.#session(found, second, REPORT, devicesAsked, appSeconds);
      else {
        const single = which - appOpenings;
        const kind = single < controls ? CONTROL : single < controls + skillTurns ? SKILL : DISCOVERY;
        found.push({ atMs: fromMs + this.#draws.uniform() * SECOND_MS, home: this.#anyHome(), kind });
      }
    }
    const { routines, routineSeconds, directivesEach } = this.#day;
    if (fromMs % HOUR_MS < routineSeconds * SECOND_MS) {
      const routinesBegun = this.#draws.poisson((share * routines) / routineSeconds);
      for (let number = 0; number < routinesBegun; number += 1) {
        this.#session(found, second, CONTROL, directivesEach, 1);
      }
    }
    return found.sort((one, other) => one.atMs - other.atMs);
  }

  /** What was begun and lies after the last second that was taken. */
  pending(): number {
    return [...this.#later.values()].reduce((sum, { length }) => sum + length, 0);
  }

  #session(into: Arrival[], second: number, kind: number, asks: number, lasts: number): void {
    const home = this.#anyHome();
    const fromMs = (second + this.#draws.uniform()) * SECOND_MS;
    for (let asked = 0; asked < asks; asked += 1) {
      const atMs = fromMs + this.#draws.uniform() * lasts * SECOND_MS;
      const at = Math.floor(atMs / SECOND_MS);
      if (at === second) into.push({ atMs, home, kind });
      else this.#laterList(at).push({ atMs, home, kind });
    }
  }

  #laterList(second: number): Arrival[] {
    let list = this.#later.get(second);
    if (list === undefined) {
      list = [];
      this.#later.set(second, list);
    }
    return list;
  }

  #anyHome(): number {
    return Math.floor(this.#draws.uniform() * this.#homes);
  }
}
