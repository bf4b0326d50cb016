import type { Clock, Environment } from '@hearthgate/kernel';
import type { Breaker } from './breaker.ts';
import type { BreakerSettings } from './options.ts';
import type { CircuitBreakerPorts } from './ports.ts';
import { reportChange } from './report.ts';
import { deleteShared, readShared, type SharedState, writeShared } from './shared-state.ts';

/** How much longer than usual a cache is given that hangs: calls wait for it again after so many times `refreshMs`. */
const PATIENCE = 10;

/** A failure is a reason to ask others again, when what is known is older than this share of `refreshMs`. */
const SUSPICION = 0.1;

/**
 * Keeps one breaker in touch with those of the same name in other execution environments. A cache that fails or hangs
 * costs a call `waitMs`, and then none for a while; it is asked beside the calls until it answers again.
 */
export class StateExchange {
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  /** The look-up that calls wait for now. */
  #awaited: Promise<void> | undefined;
  /** When the cache kept a call waiting in vain; absent once it answered. */
  #silentSinceMs: number | undefined;
  /** When the breaker was closed here. What others saw before is no news. */
  #closedAtMs = Number.NEGATIVE_INFINITY;
  /** Writes go out in order: a late one must not undo the one after it. */
  #writing: Promise<void> = Promise.resolve();

  /**
   * What a call has to wait for: the look-up before the first call, after a pause, and before a probe. In between others
   * are asked in the background, when what is known of them is older than `refreshMs`.
   */
  beforeCall(
    breaker: Breaker,
    peers: CircuitBreakerPorts,
    environment: Environment,
    call: { readonly beganAtMs: number },
  ): Promise<void> | undefined {
    const { settings, state } = breaker;
    if (!settings.shares || state.value === 'isolated' || state.value === 'half-open') return undefined;
    const nowMs = call.beganAtMs;
    if (state.value === 'open') {
      const isDue = breaker.retryAfterMs(environment.clock) === 0;
      return isDue && this.#isWorthWaiting(settings, nowMs) ? this.#lookFirst(breaker, peers, environment) : undefined;
    }
    const ageMs = this.#ageMs(nowMs);
    if (ageMs < settings.refreshMs) return this.#awaited;
    if (ageMs >= 2 * settings.refreshMs && this.#isWorthWaiting(settings, nowMs)) {
      return this.#lookFirst(breaker, peers, environment);
    }
    this.#lookBeside(breaker, peers, environment);
    return undefined;
  }

  /** A failure here may be the news of others: asks them, unless it was done a moment ago. */
  afterFailure(breaker: Breaker, peers: CircuitBreakerPorts, environment: Environment): void {
    const { settings, state } = breaker;
    if (!settings.shares || state.value !== 'closed') return;
    if (this.#ageMs(environment.clock.now()) < SUSPICION * settings.refreshMs) return;
    this.#lookBeside(breaker, peers, environment);
  }

  /** Tells others what a breaker has become; waits for the cache no longer than a call would. */
  async announce(breaker: Breaker, { cache }: CircuitBreakerPorts, clock: Clock): Promise<void> {
    const { name, state, settings } = breaker;
    if (state.value === 'closed') this.#closedAtMs = clock.now();
    if (!settings.shares) return;
    if (state.value === 'open') await this.#write(() => writeShared(breaker, state, undefined, cache), settings, clock);
    else if (state.value === 'closed') await this.#write(() => deleteShared(name, cache), settings, clock);
  }

  /** A clock that was set back makes everything old. */
  #ageMs(nowMs: number): number {
    return Math.abs(nowMs - this.#lookedAtMs);
  }

  #isWorthWaiting({ refreshMs }: BreakerSettings, nowMs: number): boolean {
    return this.#silentSinceMs === undefined || Math.abs(nowMs - this.#silentSinceMs) >= PATIENCE * refreshMs;
  }

  #lookBeside(breaker: Breaker, peers: CircuitBreakerPorts, environment: Environment): void {
    this.#lookedAtMs = environment.clock.now();
    // One that fails says little: the environment may have been frozen in the middle of it.
    this.#look(breaker, peers, environment, false).catch(() => {});
  }

  #lookFirst(breaker: Breaker, peers: CircuitBreakerPorts, environment: Environment): Promise<void> {
    if (this.#awaited === undefined) {
      const { clock } = environment;
      this.#lookedAtMs = clock.now();
      const look = this.#look(breaker, peers, environment, true);
      this.#awaited = within(breaker.settings.waitMs, look, clock)
        .then((answered) => {
          if (!answered) this.#silentSinceMs = clock.now();
        })
        .finally(() => {
          this.#awaited = undefined;
        });
    }
    return this.#awaited;
  }

  /** Asks others, and takes over what they say unless something happened here meanwhile. */
  async #look(
    breaker: Breaker,
    peers: CircuitBreakerPorts,
    environment: Environment,
    thenProbes: boolean,
  ): Promise<void> {
    const before = breaker.state;
    const shared = await readShared(breaker.name, peers.cache);
    this.#silentSinceMs = undefined;
    if (breaker.state !== before || shared === undefined || shared.openedAtMs < this.#closedAtMs) return;
    this.#takeOver(breaker, shared, environment);
    if (breaker.state !== before && before.value === 'closed') reportChange(breaker, peers, undefined, 'elsewhere');
    if (thenProbes) await this.#claimProbe(breaker, peers.cache, environment.clock);
  }

  #takeOver(breaker: Breaker, shared: SharedState, { clock, random }: Environment): void {
    const nowMs = clock.now();
    const { refreshMs } = breaker.settings;
    // Clocks of environments differ; an opening in the future is one of now.
    const openedAtMs = Math.min(shared.openedAtMs, nowMs);
    // Who opened it tries first, everybody else at a moment of its own a little later.
    const retryAtMs = openedAtMs + shared.openMs + random() * Math.min(refreshMs, shared.openMs);
    const due = openedAtMs + shared.openMs <= nowMs;
    breaker.restoreOpen({
      value: 'open',
      attempt: shared.attempt,
      openedAtMs,
      retryAtMs: due ? nowMs : retryAtMs,
    });
    const sinceProbeMs = shared.probeAtMs === undefined ? Infinity : Math.abs(nowMs - shared.probeAtMs);
    if (due && sinceProbeMs < breaker.probeLeaseMs()) breaker.restUntil(nowMs + refreshMs * (0.5 + random() / 2));
  }

  /** Tells others, before this environment lets a probe through, that it does. */
  async #claimProbe(breaker: Breaker, cache: CircuitBreakerPorts['cache'], clock: Clock): Promise<void> {
    const { state, settings } = breaker;
    if (state.value !== 'open' || (breaker.retryAfterMs(clock) ?? 0) > 0) return;
    await this.#write(() => writeShared(breaker, state, clock.now(), cache), settings, clock);
  }

  async #write(run: () => Promise<void>, { waitMs }: BreakerSettings, clock: Clock): Promise<void> {
    // One that hangs must not hold up all others for ever. When it fails, others learn by their own failures.
    const turn = within(PATIENCE * waitMs, this.#writing, clock);
    this.#writing = turn.then(run).catch(() => undefined);
    await within(waitMs, this.#writing, clock);
  }
}

/** Waits for work, but not for ever; answers whether it was done in time. */
function within(waitMs: number, work: Promise<void>, clock: Clock): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const cancel = clock.after(waitMs, () => resolve(false));
  const settle = (done: boolean) => {
    cancel();
    resolve(done);
  };
  work.then(
    () => settle(true),
    () => settle(false),
  );
  return promise;
}
