const MS_PER_SECOND = 1_000;

/** ISO 8601 in UTC. Lines come in bursts, so all but the milliseconds is kept from one to the next. */
export class IsoTime {
  #second = Number.NaN;
  #beginning = '';

  of(timeMs: number): string {
    const second = Math.floor(timeMs / MS_PER_SECOND);
    if (second !== this.#second) {
      this.#beginning = new Date(second * MS_PER_SECOND).toISOString().slice(0, -4);
      this.#second = second;
    }
    const rest = Math.floor(timeMs - second * MS_PER_SECOND);
    return `${this.#beginning}${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}Z`;
  }
}
