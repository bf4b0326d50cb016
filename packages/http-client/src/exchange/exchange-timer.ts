import type { Clock } from '@hearthgate/kernel';

/** Timers may be early by a fraction of a millisecond. */
const EARLY_MS = 1;

/** Who is told when a time is over. */
export interface DueObserver {
  onTotalDue(): void;
  onPhaseDue(): void;
}

/**
 * Watches the end of an exchange and that of its present phase. Moments are as `clock.elapsed()` tells time. Of the two it
 * waits for what is due first, and a phase that ends later than the one before sets nothing anew: it is seen when that one's
 * time comes.
 */
export class ExchangeTimer {
  readonly #clock: Clock;
  readonly #observer: DueObserver;
  readonly #totalDueAt: number;
  #phaseDueAt = Infinity;
  #armedFor = Infinity;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, totalDueAt: number, observer: DueObserver) {
    this.#clock = clock;
    this.#totalDueAt = totalDueAt;
    this.#observer = observer;
  }

  /** A phase begins at `now` and may last so long; `Infinity` for as long as the whole. */
  beginPhase(now: number, limitMs: number): void {
    this.#phaseDueAt = now + limitMs;
    this.#watch(now);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#armedFor = Infinity;
  }

  #watch(now: number): void {
    const dueAt = Math.min(this.#totalDueAt, this.#phaseDueAt);
    if (dueAt >= this.#armedFor) return;
    this.#cancel?.();
    this.#armedFor = dueAt;
    this.#cancel = this.#clock.after(dueAt - now, () => this.#look());
  }

  #look(): void {
    this.stop();
    const now = this.#clock.elapsed();
    // The whole first, so that it wins when both fall due at once.
    if (this.#totalDueAt - now <= EARLY_MS) this.#observer.onTotalDue();
    else if (this.#phaseDueAt - now <= EARLY_MS) this.#observer.onPhaseDue();
    else this.#watch(now);
  }
}
