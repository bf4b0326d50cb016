import type { Alarm, Watched } from '../pool/alarm.ts';

/** Timers may be early by a fraction of a millisecond. */
const EARLY_MS = 1;

/** Who is told when a time is over. */
export interface DueObserver {
  onTotalDue(): void;
  onPhaseDue(): void;
}

/** Watches the end of an exchange and that of its present phase. Moments are as `clock.elapsed()` tells time. */
export class ExchangeTimer implements Watched {
  readonly #alarm: Alarm;
  readonly #observer: DueObserver;
  readonly #totalDueAt: number;
  #phaseDueAt = Infinity;

  constructor(alarm: Alarm, totalDueAt: number, observer: DueObserver) {
    this.#alarm = alarm;
    this.#totalDueAt = totalDueAt;
    this.#observer = observer;
  }

  get dueAt(): number {
    return Math.min(this.#totalDueAt, this.#phaseDueAt);
  }

  /** A phase begins at `now` and may last so long; `Infinity` for as long as the whole. */
  beginPhase(now: number, limitMs: number): void {
    this.#phaseDueAt = now + limitMs;
    this.#alarm.watch(this, now);
  }

  stop(): void {
    this.#alarm.forget(this);
  }

  look(now: number): void {
    // The whole first, so that it wins when both fall due at once.
    if (this.#totalDueAt - now <= EARLY_MS) this.#observer.onTotalDue();
    else if (this.#phaseDueAt - now <= EARLY_MS) this.#observer.onPhaseDue();
  }
}
