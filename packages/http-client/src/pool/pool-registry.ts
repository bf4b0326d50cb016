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
  readonly #open = new Map<string, OriginPool>();

  constructor(settings: () => HttpSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  /** The pool for a route, opened on first use. */
  async poolFor(route: Route, keeper: PoolKeeper): Promise<OriginPool> {
    const key = routeKeyOf(route);
    const pool = await keeper.get<OriginPool>({
      key,
      create: async () => new OriginPool(await loadUndici(), route, this.#settings, this.#clock),
      dispose: async (closing) => {
        if (this.#open.get(key) === closing) this.#open.delete(key);
        await closing.close();
      },
    });
    pool.follow(route);
    this.#open.delete(key);
    this.#open.set(key, pool);
    await this.#closeSurplus(keeper);
    return pool;
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
    const closed = await Promise.all(keys.map((key) => keeper.reset({ key })));
    for (const key of keys) this.#open.delete(key);
    return closed.filter(Boolean).length;
  }

  /** Pools that are in use are spared, so that for a while there can be more than the limit. */
  async #closeSurplus(keeper: PoolKeeper): Promise<void> {
    const surplus = this.#open.size - this.#settings().maxOrigins;
    if (surplus <= 0) return;
    const idle = [...this.#open].slice(0, -1).filter(([, { active }]) => active === 0);
    await Promise.all(idle.slice(0, surplus).map(([key]) => keeper.reset({ key })));
  }
}
