import type { buildConnector as BuildConnector, Client as ClientClass, Pool as PoolClass } from 'undici';
// @ts-expect-error undici's types know only the whole.
import buildConnector from 'undici/lib/core/connect.js';
// @ts-expect-error The same.
import Client from 'undici/lib/dispatcher/client.js';
// @ts-expect-error The same.
import Pool from 'undici/lib/dispatcher/pool.js';

/** The part of undici that every connection needs. */
export interface Undici {
  readonly Pool: typeof PoolClass;
  readonly Client: typeof ClientClass;
  readonly buildConnector: typeof BuildConnector;
}

/** One module for both, so that bundlers make one chunk of them. */
export const undiciCore: Undici = { Pool, Client, buildConnector };
