import type { Clock } from '@hearthgate/kernel';

/** Something that has to be looked at when its time comes. Moments are as `clock.elapsed()` tells time. */
export interface Watched {
  readonly dueAt: number;
  look(now: number): void;
}

/**
 * One timer for whatever goes on: nearly all of it is over long before its time, and with a timer for each exchange setting
 * and clearing it is a tenth of what a request costs. It goes off for what was due first when it was set, looks at all, and
 * is set anew.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #watched = new Set<Watched>();
  #armedFor = Infinity;
  #cancel: () => void = () => {};
  #isEnding = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Looks at it when it is due; to be told again when that is sooner than before. */
  watch(one: Watched, now: number): void {
    this.#watched.add(one);
    this.#arm(one.dueAt, now);
  }

  forget(one: Watched): void {
    this.#watched.delete(one);
    if (this.#watched.size > 0 || this.#isEnding) return;
    // Often the next one begins right away. If not, no timer may keep the process alive.
    this.#isEnding = true;
    setImmediate(() => this.#endUnlessWatched());
  }

  #endUnlessWatched(): void {
    this.#isEnding = false;
    if (this.#watched.size > 0) return;
    this.#cancel();
    this.#armedFor = Infinity;
  }

  #arm(dueAt: number, now: number): void {
    if (dueAt >= this.#armedFor) return;
    this.#cancel();
    this.#armedFor = dueAt;
    this.#cancel = this.#clock.after(dueAt - now, () => this.#goOff());
  }

  #goOff(): void {
    this.#armedFor = Infinity;
    const now = this.#clock.elapsed();
    for (const one of this.#watched) one.look(now);
    let next = Infinity;
    for (const { dueAt } of this.#watched) next = Math.min(next, dueAt);
    if (next !== Infinity) this.#arm(next, now);
  }
}
