import type { Clock } from '@hearthgate/kernel';

/** About 2 MB of what security keeps. */
const MAX_ENTRIES = 5_000;

/** A small memory: entries with a time to live, the one that was written longest ago leaves first. */
export class Shelf<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly endsAtMs: number }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.endsAtMs > this.#clock.now()) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, value: Value, ttlMs: number): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, endsAtMs: this.#clock.now() + ttlMs });
    if (this.#entries.size <= MAX_ENTRIES) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      break;
    }
  }

  delete(key: string): boolean {
    return this.#entries.delete(key);
  }
}
