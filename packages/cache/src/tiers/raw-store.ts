/** Ten years: stores have ideas of their own of a text that was written without a time to live. */
export const FOREVER_MS: number = 10 * 365 * 86_400_000;

/** Where a tier keeps its texts. Everything may fail; the tier turns that into a warning and a miss. */
export interface RawStore {
  read(name: string): Promise<string | undefined>;
  /** In the order of the names. */
  readMany(names: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** `ttlMs` is a hint: a store may forget the text after it, and need not. */
  write(name: string, text: string, ttlMs: number | undefined): Promise<void>;
  remove(name: string): Promise<void>;
  /** Notes a use of texts that was answered from elsewhere, so that they are not the next to go. */
  touch?(names: readonly string[]): void;
}

/** What a tier needs of the call that uses it. */
export interface TierContext {
  /** Encrypts a text; rejects when there is no key, unless one that ends with the process will do (`ephemeral`). */
  seal(text: string, context: string, ephemeral: boolean): Promise<string>;
  /** Undoes `seal`; rejects when that cannot be. */
  open(sealed: string, context: string): Promise<string>;
  /** SHA-256 in hex. */
  hash(text: string): string;
  /** The client of a tier: made once, kept until it is disposed of. */
  client<Client extends object>(holder: ClientHolder<Client>): Promise<Client>;
  warn(message: string, data: Readonly<Record<string, unknown>>, error?: unknown): void;
  /** Counts a failure. */
  failed(): void;
}

/** Something that is made once and ended once. */
export class ClientHolder<Client extends object> {
  readonly key: string;
  readonly #make: () => Client | Promise<Client>;
  readonly #end: (client: Client) => unknown;
  #made: Promise<Client> | undefined;
  #isReady = false;

  constructor(key: string, make: () => Client | Promise<Client>, end: (client: Client) => unknown) {
    this.key = key;
    this.#make = make;
    this.#end = end;
  }

  get isOpen(): boolean {
    return this.#made !== undefined;
  }

  /** Whether it has been made and not ended, so that nobody has to wait for it. */
  get isReady(): boolean {
    return this.#isReady;
  }

  readonly create = (): Promise<Client> => {
    if (this.#made === undefined) {
      const made = Promise.resolve().then(this.#make);
      this.#made = made;
      made.then(
        () => {
          this.#isReady = this.#made === made;
        },
        () => {
          if (this.#made === made) this.#made = undefined;
        },
      );
    }
    return this.#made;
  };

  readonly dispose = (client: Client): unknown => {
    this.#made = undefined;
    this.#isReady = false;
    return this.#end(client);
  };
}
