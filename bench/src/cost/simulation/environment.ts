import { assumptions } from '../assumptions.ts';
import { RecentHomes } from './recent-homes.ts';

const { kept: BREAKERS_KEPT } = assumptions.breaker;
const { kept: POOLS_KEPT, keepAliveMs } = assumptions.pools;

/**
 * One execution environment, as far as it matters from outside: breakers by home, and connections by home. All of it is
 * numbers in a row, as there are thousands of environments with a hundred breakers each, and each invocation looks at others.
 */
export class Environment {
  readonly endsAtMs: number;
  isFresh = true;
  idleSinceMs = 0;
  recordedAtMs: number;
  /** As the registry of the circuit breaker keeps them. */
  readonly #homes = new RecentHomes(BREAKERS_KEPT);
  readonly #openUntilMs = new Float64Array(BREAKERS_KEPT);
  #open = 0;
  /** By the place of the home: failures in a row, and when others were asked last. */
  readonly failures: Int32Array = new Int32Array(BREAKERS_KEPT);
  readonly lookedAtMs: Float64Array = new Float64Array(BREAKERS_KEPT);
  /** As the pools of the HTTP client. */
  readonly #pools = new RecentHomes(POOLS_KEPT);
  readonly #usedAtMs = new Float64Array(POOLS_KEPT);

  constructor(bornAtMs: number, lifetimeMs: number) {
    this.endsAtMs = bornAtMs + lifetimeMs;
    this.recordedAtMs = bornAtMs;
  }

  get breakers(): number {
    return this.#homes.size;
  }

  /** The place of the home's breaker, valid until the next call: who is forgotten leaves its place to another. */
  breakerOf(home: number): number {
    const known = this.#homes.find(home);
    if (known >= 0) return known;
    const place = this.#homes.add(home, this.#open === 0 ? undefined : this.#isClosed);
    this.close(place);
    this.failures[place] = 0;
    this.lookedAtMs[place] = Number.NEGATIVE_INFINITY;
    return place;
  }

  /** Until when the breaker is open; 0 when it is closed. */
  openUntilMs(place: number): number {
    return this.#openUntilMs[place] as number;
  }

  open(place: number, untilMs: number): void {
    if (this.#openUntilMs[place] === 0) this.#open += 1;
    this.#openUntilMs[place] = untilMs;
  }

  close(place: number): void {
    if (this.#openUntilMs[place] === 0) return;
    this.#open -= 1;
    this.#openUntilMs[place] = 0;
  }

  /** Whether the home has to be connected to anew; from now on it is connected. */
  connects(home: number, nowMs: number): boolean {
    const known = this.#pools.find(home);
    const place = known >= 0 ? known : this.#pools.add(home);
    const isOpen = known >= 0 && nowMs - (this.#usedAtMs[place] as number) <= keepAliveMs;
    this.#usedAtMs[place] = nowMs;
    return !isOpen;
  }

  readonly #isClosed = (place: number): boolean => this.#openUntilMs[place] === 0;
}
