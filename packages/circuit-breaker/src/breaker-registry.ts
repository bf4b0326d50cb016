import type { BreakerOptions } from '@hearthgate/contracts';
import { Breaker } from './breaker.ts';
import { type BreakerSettings, breakerSettings } from './options.ts';
import { ConsecutiveStrategy } from './strategy/consecutive-strategy.ts';

/** Breakers by name, no more than the limit. */
export class BreakerRegistry {
  readonly #defaults: BreakerSettings;
  readonly #limit: number;
  readonly #breakers = new Map<string, Breaker>();
  #uses = 0;

  constructor(defaults: BreakerSettings, limit: number) {
    this.#defaults = defaults;
    this.#limit = limit;
  }

  /** The breaker for a call, made by the first one. Options count when it has none yet. */
  forCall(name: string, options: BreakerOptions | undefined): Breaker {
    let breaker = this.#breakers.get(name);
    if (breaker === undefined || !breaker.configured) {
      // A breaker that was forced open before its first call still takes the options of that call.
      breaker = this.#configure(name, breaker, breakerSettings(options, this.#defaults));
    }
    this.#uses += 1;
    breaker.lastUse = this.#uses;
    return breaker;
  }

  /** The breaker of a name, made with the defaults when there is none. */
  obtain(name: string): Breaker {
    return this.#breakers.get(name) ?? this.#add(name, this.#defaults);
  }

  get(name: string): Breaker | undefined {
    return this.#breakers.get(name);
  }

  list(): readonly Breaker[] {
    return [...this.#breakers.values()];
  }

  /** Takes breakers over that this registry does not know. */
  adopt(others: readonly Breaker[]): void {
    for (const breaker of others) {
      if (!this.#breakers.has(breaker.name)) this.#breakers.set(breaker.name, breaker);
    }
  }

  clear(): void {
    this.#breakers.clear();
  }

  #configure(name: string, known: Breaker | undefined, settings: BreakerSettings): Breaker {
    const breaker = this.#add(name, settings);
    if (known?.state.value === 'isolated') breaker.isolate(known.info().openedAtMs ?? 0);
    breaker.configured = true;
    return breaker;
  }

  #add(name: string, settings: BreakerSettings): Breaker {
    const breaker = new Breaker(name, settings, new ConsecutiveStrategy(settings.failureThreshold));
    this.#uses += 1;
    breaker.lastUse = this.#uses;
    if (!this.#breakers.has(name) && this.#breakers.size >= this.#limit) this.#forgetOne();
    this.#breakers.set(name, breaker);
    return breaker;
  }

  /** Forgets the least recently used one: of the closed, else of the open, and what was forced open last of all. */
  #forgetOne(): void {
    const rank = ({ state, lastUse }: Breaker) =>
      lastUse + this.#uses * (state.value === 'closed' ? 0 : state.value === 'isolated' ? 2 : 1);
    let victim: Breaker | undefined;
    for (const breaker of this.#breakers.values()) {
      if (victim === undefined || rank(breaker) < rank(victim)) victim = breaker;
    }
    if (victim !== undefined) this.#breakers.delete(victim.name);
  }
}
