import type { CacheTierName } from '@hearthgate/contracts';
import type { TierContext } from './raw-store.ts';

/** A tier that failed is left alone for so long, doubling with each further failure. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const MAX_REASON_LENGTH = 300;

/** Thrown for a failure that is no fault of the store, so the tier is not paused for it. */
export class TierUnavailableError extends Error {
  override readonly name = 'TierUnavailableError';
}

/** How a tier does: counts, the pause after failures, and one warning for each kind of trouble. */
export class TierHealth {
  hits = 0;
  misses = 0;
  failures = 0;
  readonly #tier: CacheTierName;
  readonly #now: () => number;
  readonly #warned = new Set<string>();
  #inARow = 0;
  #pausedUntilMs = Number.NEGATIVE_INFINITY;
  #trouble: string | undefined;

  constructor(tier: CacheTierName, now: () => number) {
    this.#tier = tier;
    this.#now = now;
  }

  get isPaused(): boolean {
    return this.#now() < this.#pausedUntilMs;
  }

  /** What is wrong; `undefined` when the last attempt went well. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  succeeded(): void {
    if (this.#inARow === 0 && this.#trouble === undefined) return;
    this.#inARow = 0;
    this.#trouble = undefined;
    this.#warned.delete('failed');
    this.#warned.delete('unavailable');
  }

  failed(context: TierContext, verb: string, error: unknown): void {
    this.failures += 1;
    context.failed();
    // Some repeat the whole request.
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, MAX_REASON_LENGTH);
    if (error instanceof TierUnavailableError) {
      this.#trouble = `the ${this.#tier} tier is not used: ${reason}`;
      this.#warn(context, 'unavailable', `The ${this.#tier} tier of the cache is not used: ${reason}.`, error);
      return;
    }
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#inARow, 10));
    this.#inARow += 1;
    this.#pausedUntilMs = this.#now() + pauseMs;
    this.#trouble = `the ${this.#tier} tier fails: ${reason}`;
    const message = `An entry could not be ${verb} the ${this.#tier} tier of the cache, which is left alone for a while.`;
    this.#warn(context, 'failed', message, error);
  }

  /** Something was found that cannot be opened: a miss. */
  damaged(context: TierContext, error: unknown): void {
    this.failures += 1;
    context.failed();
    const message =
      `An entry in the ${this.#tier} tier of the cache was damaged or encrypted under another key; it counts as a miss. ` +
      'Later ones are only counted, as failures in the statistics.';
    this.#warn(context, 'damaged', message, error);
  }

  #warn(context: TierContext, kind: string, message: string, error: unknown): void {
    if (this.#warned.has(kind)) return;
    this.#warned.add(kind);
    context.warn(message, { tier: this.#tier }, error);
  }
}
