import type { BreakerInfo } from '@hearthgate/contracts';
import type { BreakerSettings } from './options.ts';
import type { Strategy } from './strategy/strategy.ts';

/**
 * What a breaker is doing. `openedAtMs` and `probeAtMs` are epoch milliseconds, so that they mean the same in another
 * execution environment and after a freeze.
 */
export type State =
  | { readonly value: 'closed' }
  | { readonly value: 'open'; readonly openedAtMs: number }
  | { readonly value: 'half-open'; readonly probeAtMs: number }
  | { readonly value: 'isolated' };

/** How a call ended: `neutral` is an error that says nothing about what is guarded. */
export type Outcome = 'success' | 'failure' | 'neutral';

/** Where the state machine reads epoch milliseconds, and only when they matter. */
export interface TimeSource {
  now(): number;
}

/** A call that was let through. It counts only while the breaker is in the state that let it through. */
export type Ticket = State;

/** The state machine of one breaker. Knows neither promises nor peers; time is told by whoever calls. */
export class Breaker {
  readonly name: string;
  settings: BreakerSettings;
  /** Whether the settings are those of a first call, and not only the defaults. */
  configured = false;
  /** The look-up of the shared state: not begun, going on, or done. */
  restoring: Promise<void> | 'done' | undefined = undefined;
  /** Grows with every use, over all breakers; tells which was used last. */
  lastUse = 0;
  readonly #strategy: Strategy;
  #state: State = { value: 'closed' };
  #calls = 0;
  #failures = 0;
  #rejected = 0;
  #openedAtMs: number | undefined;

  constructor(name: string, settings: BreakerSettings, strategy: Strategy) {
    this.name = name;
    this.settings = settings;
    this.#strategy = strategy;
  }

  get state(): State {
    return this.#state;
  }

  /** Lets a call through and answers its ticket, or counts it as rejected and answers `undefined`. */
  admit(time: TimeSource): Ticket | undefined {
    const state = this.#state;
    if (state.value !== 'closed' && !this.#mayProbe(state, time)) {
      this.#rejected += 1;
      return undefined;
    }
    this.#calls += 1;
    return this.#state;
  }

  /** Takes in how a call ended that was let through. */
  settle(ticket: Ticket, outcome: Outcome, time: TimeSource): void {
    if (outcome === 'failure') this.#failures += 1;
    // The breaker has moved on: what was true when the call began says nothing about now.
    if (ticket !== this.#state) return;
    if (ticket.value === 'half-open') {
      // A neutral error came from something that answered.
      if (outcome === 'failure') this.#open(time.now());
      else this.#close();
    } else if (outcome === 'success') {
      this.#strategy.success();
    } else if (outcome === 'failure' && this.#strategy.failure()) {
      this.#open(time.now());
    }
  }

  /** Refuses every call until `reset`. */
  isolate(nowMs: number): void {
    this.#state = { value: 'isolated' };
    this.#openedAtMs = nowMs;
  }

  /** Closes and forgets; calls that are going on do not count any more. */
  reset(): void {
    this.#close();
    this.#failures = 0;
  }

  /** Takes over that another environment has opened this breaker; never undoes what was seen here. */
  restoreOpen(openedAtMs: number): void {
    if (this.#state.value !== 'closed') return;
    this.#state = { value: 'open', openedAtMs };
    this.#openedAtMs = openedAtMs;
  }

  /** Milliseconds until a call may be let through; `undefined` while only a reset helps. */
  retryAfterMs(time: TimeSource): number | undefined {
    switch (this.#state.value) {
      case 'closed':
        return 0;
      case 'open':
        return leftOf(this.settings.openMs, this.#state.openedAtMs, time.now());
      case 'half-open':
        return leftOf(this.#probeLeaseMs(), this.#state.probeAtMs, time.now());
      case 'isolated':
        return undefined;
    }
  }

  info(): BreakerInfo {
    return {
      name: this.name,
      state: this.#state.value,
      calls: this.#calls,
      failures: this.#failures,
      rejected: this.#rejected,
      openedAtMs: this.#openedAtMs,
    };
  }

  /** Whether this call may be the probe; makes it the probe. */
  #mayProbe(state: State, time: TimeSource): boolean {
    if (state.value !== 'open' && state.value !== 'half-open') return false;
    if ((this.retryAfterMs(time) ?? 0) > 0) return false;
    this.#state = { value: 'half-open', probeAtMs: time.now() };
    return true;
  }

  /**
   * A probe that never ends must not keep the breaker half-open for ever: after this time, when its own timeout is
   * over in any case, another call becomes the probe.
   */
  #probeLeaseMs(): number {
    return Math.max(this.settings.openMs, this.settings.timeoutMs ?? 0);
  }

  #open(nowMs: number): void {
    this.#state = { value: 'open', openedAtMs: nowMs };
    this.#openedAtMs = nowMs;
    this.#strategy.reset();
  }

  #close(): void {
    // A state of its own each time: tickets of an earlier closed phase must not count in this one.
    this.#state = { value: 'closed' };
    this.#strategy.reset();
  }
}

/** What is left of a time that began then. A clock that was set back must not make it longer, so nothing is left. */
function leftOf(durationMs: number, sinceMs: number, nowMs: number): number {
  return nowMs < sinceMs ? 0 : Math.max(0, sinceMs + durationMs - nowMs);
}
