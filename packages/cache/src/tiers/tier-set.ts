import type { CacheScope } from '@hearthgate/contracts';
import { type Clock, withinTime } from '@hearthgate/kernel';
import type { TierOptions } from '../options.ts';
import { connectorOf, type ExternalStore } from './external-store.ts';
import { OuterTier } from './outer-tier.ts';
import { ClientHolder, type TierContext } from './raw-store.ts';
import { TempStore } from './temp-store.ts';

/** Which tiers a scope means. */
export interface TierPlan {
  readonly memory: boolean;
  /** Behind memory, nearest first. */
  readonly outer: readonly OuterTier[];
  /** Whether what tags say is asked of the store each time. */
  readonly upToDate: boolean;
  /** Tiers that must not keep an older value of a key that is written. */
  readonly emptied: readonly OuterTier[];
  /** Whether entries stay in this environment although there is a store for all. */
  readonly isLocal: boolean;
}

/** The tiers behind memory that the options ask for. */
export class TierSet {
  readonly temp: OuterTier | undefined;
  readonly external: OuterTier | undefined;
  readonly all: readonly OuterTier[];
  readonly #tempHolder: ClientHolder<TempStore> | undefined;
  #tempStore: TempStore | undefined;
  readonly #plans: Readonly<Record<CacheScope | 'all', TierPlan>>;

  constructor(options: TierOptions, clock: Clock) {
    const { directory, directoryMaxBytes: maxBytes, store, namespace, plaintext: readableKeys } = options;
    const now = () => clock.now();
    const shared = { namespace, readableKeys, now };
    // Several caches may hand their clients to one singleton gateway.
    const clientKey = (name: string) =>
      `cache:${name}:${process.getBuiltinModule('node:crypto').randomBytes(4).toString('hex')}`;
    if (directory !== undefined) {
      const path = `${directory}/${namespace}`;
      const open = () => new TempStore({ directory: path, maxBytes, now }).open();
      const holder = new ClientHolder(clientKey('temp'), open, () => undefined);
      this.#tempHolder = holder;
      this.temp = new OuterTier({ ...shared, name: 'temp', open: (context) => this.#openTemp(holder, context) });
    }
    if (store !== undefined) {
      const { storeTimeoutMs } = options;
      const connect = connectorOf(store, storeTimeoutMs, clock);
      const end = (client: ExternalStore) =>
        withinTime(storeTimeoutMs, (async () => client.disconnect())(), clock, () => {
          throw new Error(`the store was not closed within ${storeTimeoutMs} ms`);
        });
      const holder = new ClientHolder<ExternalStore>(clientKey('external'), connect, end);
      const late = () => {
        throw new Error(`the store could not be opened within ${storeTimeoutMs} ms`);
      };
      // Opening it, too, takes time that somebody waits for.
      const open = (context: TierContext) =>
        holder.isReady ? context.client(holder) : withinTime(storeTimeoutMs, context.client(holder), clock, late);
      this.external = new OuterTier({ ...shared, name: 'external', open });
    }
    const { temp, external } = this;
    this.all = [temp, external].filter((tier) => tier !== undefined);
    const near = temp === undefined ? [] : [temp];
    const isLocal = external !== undefined;
    const environment: TierPlan = { memory: true, outer: near, upToDate: false, emptied: [], isLocal };
    this.#plans = {
      all: { ...environment, outer: this.all, isLocal: false },
      memory: { ...environment, outer: [] },
      environment,
      shared:
        external === undefined
          ? environment
          : { memory: false, outer: [external], upToDate: true, emptied: near, isLocal: false },
    };
  }

  planFor(scope: CacheScope | undefined): TierPlan {
    return this.#plans[scope ?? 'all'];
  }

  /** The files of the temp tier, for sizes; `undefined` until they were first used. */
  get tempStore(): TempStore | undefined {
    return this.#tempStore;
  }

  /** Opens the temp tier; `undefined` when there is none or it cannot be opened. */
  async openTempStore(context: TierContext): Promise<TempStore | undefined> {
    if (this.#tempHolder === undefined) return undefined;
    return this.#openTemp(this.#tempHolder, context).catch(() => undefined);
  }

  async #openTemp(holder: ClientHolder<TempStore>, context: TierContext): Promise<TempStore> {
    this.#tempStore = await context.client(holder);
    return this.#tempStore;
  }
}
