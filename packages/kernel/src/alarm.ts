/** Timers may be early by a fraction of a millisecond. */
const EARLY_MS = 1;
/** The longest that a timer of Node waits, 24 days; with more it would go off at once. */
export const MAX_DELAY_MS = 2_147_483_647;

/**
 * What waits for its time, in a ring that begins and ends with one that waits for nothing: to enter a `Set` and to leave it
 * takes a third of all that setting and cancelling takes.
 */
class Waiting {
  /** As `elapsed` tells time. */
  readonly dueAt: number;
  goOff: () => void = nothing;
  isCancelled = false;
  previous: Waiting = this;
  next: Waiting = this;

  constructor(dueAt: number) {
    this.dueAt = dueAt;
  }

  get isAlone(): boolean {
    return this.next === this;
  }

  enter(ring: Waiting): void {
    this.previous = ring.previous;
    this.next = ring;
    ring.previous.next = this;
    ring.previous = this;
  }

  /** Harmless when it has left already. */
  leave(): void {
    this.previous.next = this.next;
    this.next.previous = this.previous;
    this.previous = this;
    this.next = this;
  }
}

function nothing(): void {}

/**
 * One timer of Node for all that waits. Nearly all of it is over long before its time, and setting and clearing a timer for
 * each takes a tenth of a whole invocation; this one stays set, and when it goes off it is set for what is due next. It keeps
 * the process alive only while something waits.
 */
export class Alarm {
  readonly #elapsed: () => number;
  readonly #ring = new Waiting(Infinity);
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
    const one = new Waiting(delayMs > 0 ? now + delayMs : now);
    // A promise keeps the context, which costs a tenth of what `AsyncLocalStorage.snapshot` does.
    const goesOff = new Promise<void>((resolve) => {
      one.goOff = resolve;
    });
    void goesOff.then(() => {
      if (!one.isCancelled) run();
    });
    if (one.dueAt < this.#armedFor) this.#arm(one.dueAt, now);
    else if (this.#ring.isAlone) this.#timer?.ref();
    one.enter(this.#ring);
    return () => {
      if (one.isCancelled) return;
      one.isCancelled = true;
      one.leave();
      if (this.#ring.isAlone) this.#timer?.unref();
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
    let nextAt = Infinity;
    const due: Waiting[] = [];
    for (let one = this.#ring.next; one !== this.#ring; one = one.next) {
      if (one.dueAt <= limit) due.push(one);
      else nextAt = Math.min(nextAt, one.dueAt);
    }
    for (const one of due.sort((first, second) => first.dueAt - second.dueAt)) {
      one.leave();
      one.goOff();
    }
    if (nextAt !== Infinity) this.#arm(nextAt, this.#elapsed());
  }
}
