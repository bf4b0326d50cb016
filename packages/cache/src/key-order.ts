/** A read of tiers that is under way. */
export interface Reading {
  readonly key: string;
  /** Whether nothing was written to its key meanwhile, so that what it found may be brought nearer. */
  readonly isCurrent: boolean;
}

/** Keeps what is done to one key in order: writes one after the other, and reads that know when they were overtaken. */
export class KeyOrder {
  readonly #tails = new Map<string, Promise<void>>();
  readonly #readings = new Set<{ readonly key: string; isCurrent: boolean }>();

  /** Runs when everything that was begun for the key before has ended. */
  run(key: string, act: () => Promise<void>): Promise<void> {
    const before = this.#tails.get(key);
    const done = before === undefined ? act() : before.then(act, act);
    this.#tails.set(key, done);
    const forget = () => {
      if (this.#tails.get(key) === done) this.#tails.delete(key);
    };
    done.then(forget, forget);
    return done;
  }

  beginRead(key: string): Reading {
    const reading = { key, isCurrent: true };
    this.#readings.add(reading);
    return reading;
  }

  endRead(reading: Reading): void {
    this.#readings.delete(reading);
  }

  supersede(key: string): void {
    for (const reading of this.#readings) if (reading.key === key) reading.isCurrent = false;
  }

  supersedeAll(): void {
    for (const reading of this.#readings) reading.isCurrent = false;
  }
}
