/** Timers may be early by a fraction of a millisecond. */
const EARLY_MS = 1;
/** The longest that a timer of Node waits, 24 days; with more it would go off at once. */
export const MAX_DELAY_MS = 2_147_483_647;

/** What waits for its time. */
interface Pending {
  /** As `elapsed` tells time. */
  readonly dueAt: number;
  readonly goOff: () => void;
}

/**
 * One timer of Node for all that waits. Nearly all of it is over long before its time, and setting and clearing a timer for
 * each takes a tenth of a whole invocation; this one stays set, and when it goes off it is set for what is due next. It keeps
 * the process alive only while something waits.
 */
export class Alarm {
  readonly #elapsed: () => number;
  readonly #pending = new Set<Pending>();
  #timer: NodeJS.Timeout | undefined;
  #armedFor = Infinity;

  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /**
   * Runs it after so many milliseconds, in the asynchronous context that it is given in; answers a function that cancels.
   * What it throws is an unhandled rejection.
   */
  after(delayMs: number, run: () => void): () => void {
    const now = this.#elapsed();
    // Also for what is no number.
    const dueAt = delayMs > 0 ? now + delayMs : now;
    // A promise keeps the context, which costs a tenth of what `AsyncLocalStorage.snapshot` does.
    const { promise, resolve } = Promise.withResolvers<void>();
    const one: Pending = { dueAt, goOff: resolve };
    let isCancelled = false;
    void promise.then(() => {
      if (!isCancelled) run();
    });
    this.#pending.add(one);
    if (dueAt < this.#armedFor) this.#arm(dueAt, now);
    else if (this.#pending.size === 1) this.#timer?.ref();
    return () => {
      isCancelled = true;
      if (this.#pending.delete(one) && this.#pending.size === 0) this.#timer?.unref();
    };
  }

  #arm(dueAt: number, now: number): void {
    clearTimeout(this.#timer);
    this.#armedFor = dueAt;
    this.#timer = setTimeout(() => this.#goOff(), Math.min(dueAt - now, MAX_DELAY_MS));
  }

  #goOff(): void {
    this.#armedFor = Infinity;
    const limit = this.#elapsed() + EARLY_MS;
    let next = Infinity;
    const due: Pending[] = [];
    for (const one of this.#pending) {
      if (one.dueAt <= limit) due.push(one);
      else next = Math.min(next, one.dueAt);
    }
    for (const one of due.sort((first, second) => first.dueAt - second.dueAt)) {
      this.#pending.delete(one);
      one.goOff();
    }
    if (next !== Infinity) this.#arm(next, this.#elapsed());
  }
}
