/** A read of tiers that is under way. */
export interface Reading {
  readonly key: string;
  /** Whether no write to its key was under way or began meanwhile, so that what it found may be brought nearer. */
  readonly isCurrent: boolean;
}

/** A write to tiers that is under way. */
export interface Writing {
  readonly tags: readonly string[];
  /** Whether none of its tags was invalidated since it was asked for, so that it may still reach a tier. */
  readonly isCurrent: boolean;
}

/** Keeps what is done to one key in order: writes one after the other, and reads that know when they were overtaken. */
export class KeyOrder {
  readonly #tails = new Map<string, Promise<void>>();
  readonly #readings = new Set<{ readonly key: string; isCurrent: boolean }>();
  readonly #writings = new Set<{ readonly tags: readonly string[]; isCurrent: boolean }>();

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

  /** Resolves when what was begun for the key so far has ended; at once, without a promise, when there is nothing. */
  settled(key: string): Promise<void> | undefined {
    return this.#tails.get(key)?.catch(() => undefined);
  }

  beginRead(key: string): Reading {
    const reading = { key, isCurrent: !this.#tails.has(key) };
    this.#readings.add(reading);
    return reading;
  }

  endRead(reading: Reading): void {
    this.#readings.delete(reading);
  }

  beginWrite(tags: readonly string[]): Writing {
    const writing = { tags, isCurrent: true };
    this.#writings.add(writing);
    return writing;
  }

  endWrite(writing: Writing): void {
    this.#writings.delete(writing);
  }

  supersede(key: string): void {
    for (const reading of this.#readings) if (reading.key === key) reading.isCurrent = false;
  }

  /** A tag was invalidated. What is being read has tags that nobody knows yet. */
  supersedeTag(tag: string): void {
    for (const reading of this.#readings) reading.isCurrent = false;
    for (const writing of this.#writings) if (writing.tags.includes(tag)) writing.isCurrent = false;
  }

  supersedeAll(): void {
    for (const reading of this.#readings) reading.isCurrent = false;
    for (const writing of this.#writings) writing.isCurrent = false;
  }
}
