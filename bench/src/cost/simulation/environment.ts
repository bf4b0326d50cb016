import { assumptions } from '../assumptions.ts';

const { kept: BREAKERS_KEPT } = assumptions.breaker;
const { kept: POOLS_KEPT, keepAliveMs } = assumptions.pools;

/** What an environment remembers of one home. */
export interface HomeBreaker {
  failures: number;
  /** 0: closed. */
  openUntilMs: number;
  /** When others were asked last. */
  lookedAtMs: number;
}

/** One execution environment, as far as it matters from outside: breakers by home, and connections by home. */
export class Environment {
  readonly endsAtMs: number;
  isFresh = true;
  idleSinceMs = 0;
  recordedAtMs: number;
  /** Least recently used first, as the registry of the circuit breaker keeps them. */
  readonly #breakers = new Map<number, HomeBreaker>();
  /** When the connection of a home was last used, least recently used first, as the pools of the HTTP client. */
  readonly #pools = new Map<number, number>();

  constructor(bornAtMs: number, lifetimeMs: number) {
    this.endsAtMs = bornAtMs + lifetimeMs;
    this.recordedAtMs = bornAtMs;
  }

  get breakers(): number {
    return this.#breakers.size;
  }

  breakerOf(home: number): HomeBreaker {
    let breaker = this.#breakers.get(home);
    if (breaker === undefined) {
      breaker = { failures: 0, openUntilMs: 0, lookedAtMs: Number.NEGATIVE_INFINITY };
      if (this.#breakers.size >= BREAKERS_KEPT) this.#forgetOne();
    } else this.#breakers.delete(home);
    this.#breakers.set(home, breaker);
    return breaker;
  }

  /** Whether the home has to be connected to anew; from now on it is connected. */
  connects(home: number, nowMs: number): boolean {
    const usedAtMs = this.#pools.get(home);
    if (usedAtMs !== undefined) this.#pools.delete(home);
    this.#pools.set(home, nowMs);
    if (this.#pools.size > POOLS_KEPT) this.#pools.delete(this.#pools.keys().next().value as number);
    return usedAtMs === undefined || nowMs - usedAtMs > keepAliveMs;
  }

  /** Of the closed ones the least recently used, else of all. */
  #forgetOne(): void {
    let victim: number | undefined;
    for (const [home, { openUntilMs }] of this.#breakers) {
      victim ??= home;
      if (openUntilMs > 0) continue;
      victim = home;
      break;
    }
    if (victim !== undefined) this.#breakers.delete(victim);
  }
}
