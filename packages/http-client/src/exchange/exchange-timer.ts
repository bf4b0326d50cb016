import type { Clock } from '@hearthgate/kernel';

/** Timers may be early by a fraction of a millisecond. */
const EARLY_MS = 1;

/** Who is told when a time is over. */
export interface DueObserver {
  onTotalDue(): void;
  onPhaseDue(): void;
}

/**
 * Watches the end of an exchange and that of its present phase with one timer: most exchanges are over long before either,
 * and setting and clearing one for each phase would be most of what their times cost. A timer that is early for a phase
 * which began meanwhile is set anew.
 */
export class ExchangeTimer {
  readonly #clock: Clock;
  readonly #observer: DueObserver;
  readonly #totalDueAt: number;
  #phaseDueAt = Infinity;
  #armedFor = Infinity;
  #cancel: () => void = () => {};

  /** `totalDueAt` is a moment as `clock.elapsed()` tells time. */
  constructor(clock: Clock, totalDueAt: number, observer: DueObserver) {
    this.#clock = clock;
    this.#totalDueAt = totalDueAt;
    this.#observer = observer;
  }

  /** A phase begins at `now` and may last so long; `Infinity` for as long as the whole. */
  beginPhase(now: number, limitMs: number): void {
    this.#phaseDueAt = now + limitMs;
    this.#arm(now);
  }

  stop(): void {
    this.#cancel();
    // Nothing is set any more by what still comes.
    this.#armedFor = -Infinity;
  }

  #arm(now: number): void {
    const dueAt = Math.min(this.#totalDueAt, this.#phaseDueAt);
    if (dueAt >= this.#armedFor) return;
    this.#cancel();
    this.#armedFor = dueAt;
    this.#cancel = this.#clock.after(dueAt - now, () => this.#look());
  }

  #look(): void {
    const now = this.#clock.elapsed();
    this.#armedFor = Infinity;
    // The whole first, so that it wins when both fall due at once.
    if (this.#totalDueAt - now <= EARLY_MS) this.#observer.onTotalDue();
    else if (this.#phaseDueAt - now <= EARLY_MS) this.#observer.onPhaseDue();
    else this.#arm(now);
  }
}
