import type { EventEmitter } from 'node:events';
import type { Client, Dispatcher } from 'undici';
import type { Undici } from './undici-core.ts';

/** One connection of a pool. */
export interface Connection extends Client {}

/** Who hears of a request, and is told which connection it went to. */
export interface PoolHandler extends Dispatcher.DispatchHandler {
  connection: Connection | undefined;
}

/** A connection as undici's pool makes it, which tells each handler that it serves it. */
export function createConnection({ Client }: Undici, origin: URL, options: object): Connection {
  const connection = new Client(origin, options);
  const dispatch = connection.dispatch.bind(connection);
  connection.dispatch = (request: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler) => {
    (handler as PoolHandler).connection = connection;
    return dispatch(request, handler);
  };
  return connection;
}

/**
 * Tells the pool that the exchange on a connection is over. undici tells it only in the next turn of the event loop: who
 * sends another request right away would have it open a second connection, or would have to wait for that turn as well as for
 * the one in which undici looks for the end of an idle connection before it uses it.
 */
export function freeConnection(connection: Connection, origin: URL): void {
  // undici has not noted the end yet when it tells of it.
  queueMicrotask(() => (connection as EventEmitter).emit('drain', origin, [connection]));
}
