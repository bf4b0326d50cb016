/**
 * Which homes are remembered, each at a place of its own; the least recently used one leaves its place to a new one. Numbers
 * in a row, a search through all of them, and a list of the places by last use: for a hundred homes that takes half the time of
 * a `Map`, which makes the day of a million homes a matter of minutes.
 */
export class RecentHomes {
  readonly #homes: Int32Array;
  /** By place: the one that was used next after it, and the one before it. */
  readonly #later: Uint16Array;
  readonly #earlier: Uint16Array;
  #first = 0;
  #last = 0;
  size = 0;

  /** @param limit how many homes, at most 65,536 */
  constructor(limit: number) {
    this.#homes = new Int32Array(limit);
    this.#later = new Uint16Array(limit);
    this.#earlier = new Uint16Array(limit);
  }

  /** The place of the home, which is used now; -1 for one that is not remembered. */
  find(home: number): number {
    const place = this.#homes.indexOf(home);
    // Behind those that are remembered there are zeros.
    if (place < 0 || place >= this.size) return -1;
    this.#use(place);
    return place;
  }

  /**
   * A place for a home that is not remembered: a free one, else that of the least recently used one that may be forgotten,
   * else that of the least recently used one.
   */
  add(home: number, mayForget?: (place: number) => boolean): number {
    if (this.size < this.#homes.length) {
      const place = this.size;
      this.size += 1;
      this.#homes[place] = home;
      this.#later[this.#last] = place;
      this.#earlier[place] = this.#last;
      this.#last = place;
      return place;
    }
    let place = this.#first;
    if (mayForget !== undefined) {
      while (!mayForget(place) && place !== this.#last) place = this.#later[place] as number;
      if (!mayForget(place)) place = this.#first;
    }
    this.#homes[place] = home;
    this.#use(place);
    return place;
  }

  /** Moves the place to the end of the list. */
  #use(place: number): void {
    const last = this.#last;
    if (place === last) return;
    const later = this.#later[place] as number;
    if (place === this.#first) this.#first = later;
    else {
      const earlier = this.#earlier[place] as number;
      this.#later[earlier] = later;
      this.#earlier[later] = earlier;
    }
    this.#later[last] = place;
    this.#earlier[place] = last;
    this.#last = place;
  }
}
