import { Breaker } from './breaker.ts';
import type { BreakerSettings } from './options.ts';
import { StateExchange } from './state-exchange.ts';

/** A breaker and what this environment has to remember about it. */
export interface Entry {
  readonly breaker: Breaker;
  readonly exchange: StateExchange;
  /** Whether the settings were chosen for this breaker, by its first call or by hand. */
  configured: boolean;
  /** Grows with every use, over all breakers; tells which was used last. */
  lastUse: number;
}

/** Breakers by name, no more than the limit. */
export class BreakerRegistry {
  readonly #limit: number;
  readonly #entries = new Map<string, Entry>();
  #uses = 0;
  /** Closed breakers that may be forgotten next, the least recently used one last; as they were when they were listed. */
  #idle: { readonly entry: Entry; readonly lastUse: number }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The breaker for a call, made by the first one. Its settings are asked for once, by the first call. */
  forCall(name: string, settings: () => BreakerSettings): Entry {
    let entry = this.#entries.get(name);
    if (entry === undefined) entry = this.#add(name, settings());
    // One that was forced open before its first call still takes the options of that call.
    else if (!entry.configured) entry.breaker.configure(settings());
    entry.configured = true;
    this.#uses += 1;
    entry.lastUse = this.#uses;
    return entry;
  }

  /** The breaker of a name, made when there is none. */
  obtain(name: string, settings: BreakerSettings): Entry {
    return this.#entries.get(name) ?? this.#add(name, settings);
  }

  get(name: string): Entry | undefined {
    return this.#entries.get(name);
  }

  list(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  /** Takes breakers over that this registry does not know. */
  adopt(others: readonly Entry[]): void {
    for (const entry of others) {
      if (!this.#entries.has(entry.breaker.name)) this.#entries.set(entry.breaker.name, entry);
    }
  }

  clear(): void {
    this.#entries.clear();
    this.#idle = [];
  }

  #add(name: string, settings: BreakerSettings): Entry {
    this.#uses += 1;
    const breaker = new Breaker(name, settings);
    const entry: Entry = { breaker, exchange: new StateExchange(), configured: false, lastUse: this.#uses };
    if (this.#entries.size >= this.#limit) this.#forgetOne();
    this.#entries.set(name, entry);
    return entry;
  }

  /** Forgets the least recently used one: of the closed, else of the open, and what was forced open last of all. */
  #forgetOne(): void {
    const victim = this.#nextIdle() ?? this.#leastOf(this.#entries.values());
    if (victim !== undefined) this.#entries.delete(victim.breaker.name);
  }

  /**
   * The closed one that was used least recently. All are looked at together, and then the list is gone through, so that with
   * names made of user input a new one does not cost a look at all others.
   */
  #nextIdle(): Entry | undefined {
    if (this.#idle.length === 0) this.#listIdle();
    for (let next = this.#idle.pop(); next !== undefined; next = this.#idle.pop()) {
      const { entry, lastUse } = next;
      const isAsItWas = entry.lastUse === lastUse && entry.breaker.state.value === 'closed';
      if (isAsItWas && this.#entries.get(entry.breaker.name) === entry) return entry;
      if (this.#idle.length === 0) this.#listIdle();
    }
    return undefined;
  }

  #listIdle(): void {
    const closed = [...this.#entries.values()].filter(({ breaker }) => breaker.state.value === 'closed');
    this.#idle = closed.map((entry) => ({ entry, lastUse: entry.lastUse })).sort((a, b) => b.lastUse - a.lastUse);
  }

  #leastOf(entries: Iterable<Entry>): Entry | undefined {
    const rank = ({ breaker: { state }, lastUse }: Entry) =>
      lastUse + this.#uses * (state.value === 'isolated' ? 2 : 1);
    let least: Entry | undefined;
    for (const entry of entries) {
      if (least === undefined || rank(entry) < rank(least)) least = entry;
    }
    return least;
  }
}
