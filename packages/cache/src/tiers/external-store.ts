import { type Clock, withinTime } from '@hearthgate/kernel';
import type { RawStore } from './raw-store.ts';

/**
 * What the external tier asks of a store: a `Keyv`, any Keyv storage adapter, or a `Map`. Values are texts. What it
 * answers may be a promise.
 */
export interface CacheStore {
  get(key: string): unknown;
  /** `ttlMs` is a hint: the store may forget the value after it. */
  set(key: string, value: string, ttlMs?: number): unknown;
  delete(key: string): unknown;
  /** Values in the order of the keys; without it, `get` is called for each. */
  readonly getMany?: ((keys: string[]) => unknown) | undefined;
  /** Ends connections; called when the execution environment ends its instances. */
  readonly disconnect?: (() => unknown) | undefined;
  /** Keyv reports errors as events instead of throwing them. */
  readonly on?: ((event: 'error', listener: (error: unknown) => void) => unknown) | undefined;
}

export function isCacheStore(value: unknown): value is CacheStore {
  const store = value as Partial<CacheStore> | null | undefined;
  return typeof store?.get === 'function' && typeof store.set === 'function' && typeof store.delete === 'function';
}

/** What DynamoDB takes in one request, each key once. */
const KEYS_AT_ONCE = 100;

/** A store of the user as a raw store: every call has a time limit, and errors told as events count as failures. */
export class ExternalStore implements RawStore {
  readonly #store: CacheStore;
  readonly #timeoutMs: number;
  readonly #clock: Clock;
  /** Errors that the store told as events so far, and the last of them. */
  #told = 0;
  #lastTold: unknown;

  constructor(store: CacheStore, timeoutMs: number, clock: Clock) {
    this.#store = store;
    this.#timeoutMs = timeoutMs;
    this.#clock = clock;
    store.on?.('error', (error) => {
      this.#told += 1;
      this.#lastTold = error;
    });
  }

  async read(name: string): Promise<string | undefined> {
    return asText(await this.#call(() => this.#store.get(name)));
  }

  async readMany(names: readonly string[]): Promise<readonly (string | undefined)[]> {
    const [only] = names;
    if (names.length === 1 && only !== undefined) return [await this.read(only)];
    if (this.#store.getMany === undefined) return Promise.all(names.map((name) => this.read(name)));
    const distinct = [...new Set(names)];
    const batches = Array.from({ length: Math.ceil(distinct.length / KEYS_AT_ONCE) }, (_, index) =>
      this.#readBatch(distinct.slice(index * KEYS_AT_ONCE, (index + 1) * KEYS_AT_ONCE)),
    );
    const values = (await Promise.all(batches)).flat();
    const found = new Map(distinct.map((name, index) => [name, values[index]]));
    return names.map((name) => found.get(name));
  }

  async #readBatch(names: string[]): Promise<readonly (string | undefined)[]> {
    const values = await this.#call(() => this.#store.getMany?.(names));
    if (Array.isArray(values) && values.length === names.length) return values.map(asText);
    throw new Error('getMany of the store answered something else than a list as long as its keys');
  }

  async write(name: string, text: string, ttlMs: number | undefined): Promise<void> {
    const answer = await this.#call(() => this.#store.set(name, text, ttlMs));
    // Keyv's way to say that it failed.
    if (answer === false) throw new Error('the store did not take the value');
  }

  async remove(name: string): Promise<void> {
    await this.#call(() => this.#store.delete(name));
  }

  disconnect(): unknown {
    return this.#store.disconnect?.();
  }

  async #call(run: () => unknown): Promise<unknown> {
    const toldBefore = this.#told;
    const late = () => {
      throw new Error(`the store did not answer within ${this.#timeoutMs} ms`);
    };
    const answer = await withinTime(this.#timeoutMs, Promise.resolve().then(run), this.#clock, late);
    // Keyv answers `undefined` or `false` then. An event says nothing of the call it belongs to, so it counts for all.
    if (this.#told > toldBefore && (answer === undefined || answer === false)) throw this.#lastTold;
    return answer;
  }
}

/** What opens a store: makes it if it is a function, and listens to what it tells. */
export function connectorOf(
  store: CacheStore | (() => CacheStore | Promise<CacheStore>),
  timeoutMs: number,
  clock: Clock,
): () => Promise<ExternalStore> {
  if (typeof store === 'function') return async () => new ExternalStore(await store(), timeoutMs, clock);
  // At once: an error that a store tells before its first use would end the process if nobody listened.
  const listening = new ExternalStore(store, timeoutMs, clock);
  return async () => listening;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
