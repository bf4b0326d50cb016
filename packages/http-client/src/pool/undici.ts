import type { buildConnector as BuildConnector, Pool as PoolClass, WebSocket as WebSocketClass } from 'undici';

/** The part of undici that is used. */
export interface Undici {
  readonly Pool: typeof PoolClass;
  readonly buildConnector: typeof BuildConnector;
  readonly WebSocket: typeof WebSocketClass;
}

/**
 * Loads undici when the first connection is needed: it is by far the heaviest part of this package. The default
 * export is taken because a CommonJS module that a bundler moved into a chunk of its own has no other.
 */
export async function loadUndici(): Promise<Undici> {
  return (await import('undici')).default;
}
