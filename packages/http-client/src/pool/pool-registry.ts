import type { SingletonOperations } from '@hearthgate/contracts';
import type { Clock } from '@hearthgate/kernel';
import { type Route, routeKeyOf } from '../connect/route.ts';
import type { HttpSettings } from '../options.ts';
import { OriginPool } from './origin-pool.ts';
import { loadUndici } from './undici.ts';

/** Who keeps the pools: the singleton gateway, or `createPoolKeeper` when there is none. */
export type PoolKeeper = Pick<SingletonOperations, 'get' | 'reset'>;

/** The pools that this gateway has opened and that are still open, least recently used first. */
export class PoolRegistry {
  readonly #settings: () => HttpSettings;
  readonly #clock: Clock;
  readonly #own: PoolKeeper;
  readonly #open = new Map<string, OriginPool>();

  /** `own` keeps pools for this registry alone, so that it need not be asked for those that are open. */
  constructor(settings: () => HttpSettings, clock: Clock, own: PoolKeeper) {
    this.#own = own;
    this.#settings = settings;
    this.#clock = clock;
  }

  /** The pool for a route, opened on first use; at once when it is open and nobody else counts its uses. */
  poolFor(route: Route, keeper: PoolKeeper): OriginPool | Promise<OriginPool> {
    const key = routeKeyOf(route);
    const open = keeper === this.#own ? this.#open.get(key) : undefined;
    if (open === undefined) return this.#keptPool(key, route, keeper);
    this.#noteUse(key, open, route);
    return open;
  }

  async #keptPool(key: string, route: Route, keeper: PoolKeeper): Promise<OriginPool> {
    const pool = await keeper.get<OriginPool>({
      key,
      create: async () => new OriginPool(await loadUndici(), route, this.#settings, this.#clock),
      dispose: async (closing) => {
        if (this.#open.get(key) === closing) this.#open.delete(key);
        await closing.close();
      },
    });
    this.#noteUse(key, pool, route);
    await this.#closeSurplus(keeper);
    return pool;
  }

  #noteUse(key: string, pool: OriginPool, route: Route): void {
    pool.follow(route);
    this.#open.delete(key);
    this.#open.set(key, pool);
  }

  /** Open pools. */
  list(): readonly OriginPool[] {
    return [...this.#open.values()];
  }

  /** Closes the pools of an origin, or all; answers how many there were. */
  async reset(origin: string | undefined, keeper: PoolKeeper): Promise<number> {
    const keys = [...this.#open]
      .filter(([, pool]) => origin === undefined || pool.origin === origin)
      .map(([key]) => key);
    // Before they end, so that a request that comes meanwhile gets a new one.
    for (const key of keys) this.#open.delete(key);
    const closed = await Promise.all(keys.map((key) => keeper.reset({ key })));
    return closed.filter(Boolean).length;
  }

  /** Pools that are in use are spared, so that for a while there can be more than the limit. */
  async #closeSurplus(keeper: PoolKeeper): Promise<void> {
    const surplus = this.#open.size - this.#settings().maxOrigins;
    if (surplus <= 0) return;
    const idle = [...this.#open].slice(0, -1).filter(([, { active }]) => active === 0);
    const ending = idle.slice(0, surplus);
    for (const [key] of ending) this.#open.delete(key);
    await Promise.all(ending.map(([key]) => keeper.reset({ key })));
  }
}
