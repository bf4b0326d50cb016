import type { BreakerInfo } from '@hearthgate/contracts';
import { leftUntil, type OpenState, type Outcome, type State, type TimeSource } from './breaker-state.ts';
import { Bulkhead } from './bulkhead.ts';
import type { BreakerSettings } from './options.ts';
import { createStrategy } from './strategy/create-strategy.ts';
import type { Strategy } from './strategy/strategy.ts';

/** A call that was let through. It counts only while the breaker is in the state that let it through. */
export type Ticket = State;

/** The state machine of one breaker. Knows neither promises nor peers; time is told by whoever calls. */
export class Breaker {
  readonly name: string;
  readonly bulkhead: Bulkhead;
  /** Calls that a fallback answered. */
  fallbacks = 0;
  /** Of the failures, calls that took too long. */
  timeouts = 0;
  #settings: BreakerSettings;
  #strategy: Strategy;
  #state: State = { value: 'closed' };
  #calls = 0;
  #failures = 0;
  #rejected = 0;
  #openedAtMs: number | undefined;

  constructor(name: string, settings: BreakerSettings) {
    this.name = name;
    this.#settings = settings;
    this.#strategy = createStrategy(settings);
    this.bulkhead = new Bulkhead(settings.maxConcurrent, settings.maxQueue);
  }

  get state(): State {
    return this.#state;
  }

  get settings(): BreakerSettings {
    return this.#settings;
  }

  /** Goes by other settings from now on. The state stays; what was sampled is forgotten. */
  configure(settings: BreakerSettings): void {
    this.#settings = settings;
    this.#strategy = createStrategy(settings);
    this.bulkhead.resize(settings.maxConcurrent, settings.maxQueue);
  }

  /** Whether `admit` would let a call through. */
  admits(time: TimeSource): boolean {
    const state = this.#state;
    if (state.value === 'closed') return true;
    if (state.value === 'half-open' && state.admitted < this.#settings.halfOpenCalls) return true;
    return this.retryAfterMs(time) === 0;
  }

  /** Lets a call through and answers its ticket, or `undefined`. */
  admit(time: TimeSource): Ticket | undefined {
    if (!this.admits(time)) return undefined;
    this.#calls += 1;
    const state = this.#state;
    if (state.value === 'open' || state.value === 'half-open') this.#admitProbe(state, time.now());
    return this.#state;
  }

  countRejection(): void {
    this.#rejected += 1;
  }

  /** Takes in how a call ended that was let through. */
  settle(ticket: Ticket, outcome: Outcome, time: TimeSource): void {
    if (outcome === 'failure') this.#failures += 1;
    // The breaker has moved on: what was true when the call began says nothing about now.
    if (ticket !== this.#state) return;
    if (ticket.value === 'half-open') this.#settleProbe(ticket, outcome, time);
    else if (outcome === 'success') this.#strategy.success(time);
    else if (outcome === 'failure' && this.#strategy.failure(time)) this.#open(1, time.now());
  }

  /** Refuses every call until `reset`. */
  isolate(nowMs: number): void {
    this.#enter({ value: 'isolated' }, nowMs);
  }

  /** Closes and forgets; calls that are going on do not count any more. */
  reset(): void {
    this.#enter({ value: 'closed' });
    this.#failures = 0;
    this.timeouts = 0;
  }

  /** Takes over that another environment has opened this breaker; never undoes what was seen here. */
  restoreOpen(state: OpenState): void {
    const { value } = this.#state;
    if (value === 'closed' || (value === 'open' && this.#state.openedAtMs < state.openedAtMs)) {
      this.#enter(state, state.openedAtMs);
    }
  }

  /** Stays open for longer, because another environment is trying already. */
  restUntil(retryAtMs: number): void {
    if (this.#state.value === 'open') this.#state = { ...this.#state, retryAtMs };
  }

  /** Milliseconds until a call may be let through; `undefined` while only a reset helps. */
  retryAfterMs(time: TimeSource): number | undefined {
    const state = this.#state;
    switch (state.value) {
      case 'closed':
        return 0;
      case 'open':
        return leftUntil(state.retryAtMs, state.openedAtMs, time.now());
      case 'half-open':
        return leftUntil(state.probeAtMs + this.probeLeaseMs(), state.probeAtMs, time.now());
      case 'isolated':
        return undefined;
    }
  }

  /**
   * A probe that never ends must not keep the breaker half-open for ever: after this time, when its own timeout is
   * over in any case, another call becomes the probe.
   */
  probeLeaseMs(): number {
    const { openMs, timeoutMs } = this.#settings;
    return timeoutMs === Infinity ? openMs : Math.max(openMs, timeoutMs);
  }

  info(time: TimeSource): BreakerInfo {
    const { value } = this.#state;
    return {
      name: this.name,
      state: value,
      calls: this.#calls,
      failures: this.#failures,
      timeouts: this.timeouts,
      rejected: this.#rejected,
      fallbacks: this.fallbacks,
      running: this.bulkhead.running,
      waiting: this.bulkhead.waiting,
      openedAtMs: this.#openedAtMs,
      retryAfterMs: value === 'closed' ? undefined : this.retryAfterMs(time),
    };
  }

  #admitProbe(state: State & { value: 'open' | 'half-open' }, nowMs: number): void {
    if (state.value === 'half-open' && state.admitted < this.#settings.halfOpenCalls) {
      state.admitted += 1;
      state.probeAtMs = nowMs;
      return;
    }
    const { attempt } = state;
    this.#state = { value: 'half-open', attempt, probeAtMs: nowMs, admitted: 1, succeeded: 0, failed: 0 };
  }

  #settleProbe(state: State & { value: 'half-open' }, outcome: Outcome, time: TimeSource): void {
    const { halfOpenCalls, halfOpenFailureRatio } = this.#settings;
    if (outcome === 'void') state.admitted -= 1;
    else if (outcome === 'failure') state.failed += 1;
    // A neutral error came from something that answered.
    else state.succeeded += 1;
    if (state.failed > halfOpenFailureRatio * halfOpenCalls) this.#open(state.attempt + 1, time.now());
    else if (state.succeeded + state.failed >= halfOpenCalls) {
      this.#enter({ value: 'closed' });
      this.#strategy.success(time);
    }
  }

  #open(attempt: number, nowMs: number): void {
    const { openMs, maxOpenMs } = this.#settings;
    const restMs = Math.min(openMs * 2 ** (attempt - 1), Math.max(openMs, maxOpenMs));
    this.#enter({ value: 'open', attempt, openedAtMs: nowMs, retryAtMs: nowMs + restMs }, nowMs);
  }

  #enter(state: State, openedAtMs: number | undefined = this.#openedAtMs): void {
    this.#state = state;
    this.#openedAtMs = openedAtMs;
    this.#strategy.reset();
    // What waits for a place would only wait to be refused.
    if (state.value === 'open' || state.value === 'isolated') this.bulkhead.refuseAll();
  }
}
