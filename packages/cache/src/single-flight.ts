import type { AsyncLocalStorage } from 'node:async_hooks';

/** A value that is being made. */
interface Flight {
  readonly tags: readonly string[];
  readonly result: Promise<unknown>;
  readonly chain: Chain;
  /** False once the key was written or invalidated: what is being made is then out of date. */
  current: boolean;
}

/** The flights in whose `create` some code runs, innermost first. Holds no result, as timers may outlive it. */
interface Chain {
  readonly key: string;
  readonly outer: Chain | undefined;
}

/** Lets concurrent callers of one key share one run of `create`. */
export class SingleFlight {
  readonly #flights = new Map<string, Flight>();
  readonly #chains: AsyncLocalStorage<Chain> = new (process.getBuiltinModule('node:async_hooks').AsyncLocalStorage)();

  /**
   * The result of `create`, shared with whoever asks before it settles. `store` is called with it and awaited, unless the
   * key was superseded meanwhile. A failure is handed to everybody who waited and then forgotten. `onCycle` makes the error for
   * a `create` that asks for its own key, since that would wait for itself.
   */
  run<Value>(
    key: string,
    tags: readonly string[],
    create: () => Value | Promise<Value>,
    store: (value: Value) => void | Promise<void>,
    onCycle: () => Error,
  ): Promise<Value> {
    const flying = this.#flights.get(key);
    const outer = this.#chains.getStore();
    if (flying !== undefined) {
      for (let chain = outer; chain !== undefined; chain = chain.outer) {
        if (chain === flying.chain) throw onCycle();
      }
      return flying.result as Promise<Value>;
    }
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    const flight: Flight = { tags, result: promise, chain: { key, outer }, current: true };
    this.#flights.set(key, flight);
    // In the map before `create` runs, since that may ask for the same key at once.
    this.#chains
      .run(flight.chain, async () => create())
      .then((value) => {
        const stored = flight.current ? store(value) : undefined;
        return stored === undefined ? value : stored.then(() => value);
      })
      .finally(() => {
        if (flight.current) this.#flights.delete(key);
      })
      .then(resolve, reject);
    return promise;
  }

  has(key: string): boolean {
    return this.#flights.has(key);
  }

  /** The key was written or deleted: what is being made for it is no longer stored, and nobody else joins it. */
  supersede(key: string): void {
    const flight = this.#flights.get(key);
    if (flight === undefined) return;
    flight.current = false;
    this.#flights.delete(key);
  }

  supersedeTag(tag: string): void {
    for (const [key, flight] of this.#flights) if (flight.tags.includes(tag)) this.supersede(key);
  }

  supersedeAll(): void {
    for (const key of [...this.#flights.keys()]) this.supersede(key);
  }
}
