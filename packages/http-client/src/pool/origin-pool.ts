import type { Clock } from '@hearthgate/kernel';
import type { Dispatcher, Pool } from 'undici';
import { type Connector, createConnector } from '../connect/connector.ts';
import type { Route } from '../connect/route.ts';
import type { HttpSettings } from '../options.ts';
import { type Connection, createConnection, freeConnection, type PoolHandler } from './connection.ts';
import { ConnectionAttempts } from './connection-attempts.ts';
import type { Undici } from './undici-core.ts';

/** The kept connections of one route. */
export class OriginPool {
  readonly origin: string;
  readonly attempts: ConnectionAttempts;
  /** Exchanges that are going on, those that wait included. */
  active = 0;
  /** Exchanges that have no connection yet. */
  waiting = 0;
  /** Failed exchanges since the last one that was answered. */
  failuresInARow = 0;
  lastFailureCode = '';
  /** Counts how often the connections were replaced. */
  generation = 0;
  readonly #undici: Undici;
  readonly #url: URL;
  readonly #clock: Clock;
  readonly #settings: () => Pick<HttpSettings, 'connections' | 'keepAliveMs'>;
  #route: Route;
  #connector: Connector;
  #pool: Pool;
  #opened: Pick<HttpSettings, 'connections' | 'keepAliveMs'>;
  #closed = false;
  #idleSinceMs: number;
  #serverLimitMs = Infinity;
  #keepAliveHeader: string | undefined;

  /** `settings` is asked whenever it matters, so that it may change. */
  constructor(
    undici: Undici,
    route: Route,
    settings: () => Pick<HttpSettings, 'connections' | 'keepAliveMs'>,
    clock: Clock,
  ) {
    this.origin = route.origin;
    this.attempts = new ConnectionAttempts(clock);
    this.#undici = undici;
    this.#url = new URL(route.origin);
    this.#route = route;
    this.#settings = settings;
    this.#clock = clock;
    this.#idleSinceMs = clock.now();
    this.#opened = settings();
    this.#connector = this.#newConnector();
    this.#pool = this.#open();
  }

  /** Connections that are open, and how many of them have nothing to do. */
  get connections(): { readonly open: number; readonly idle: number } {
    const { connected, free } = this.#pool.stats;
    const ahead = this.attempts.hasIdleAhead ? 1 : 0;
    return { open: connected + ahead, idle: free + ahead };
  }

  /** From now on connections go to the addresses of this route. */
  follow(route: Route): void {
    this.#route = route;
  }

  /**
   * Opens a connection before there is a request for it, unless there is one or requests are opening some; answers whether
   * one stands.
   *
   * @param limitMs how long it may take
   */
  async preconnect(limitMs: number): Promise<boolean> {
    if (this.connections.open > 0) return true;
    if (this.waiting > 0) return false;
    const { host, hostname, protocol, port } = this.#url;
    const options = { host, hostname: hostname.replace(/^\[|\]$/g, ''), protocol, port };
    this.#idleSinceMs = this.#clock.now();
    return this.attempts.openAhead(this.#connector, options, limitMs, this.#settings().keepAliveMs);
  }

  /** Sends over a kept connection, or over a new one when the kept ones have been idle for too long. */
  dispatch(options: Dispatcher.DispatchOptions, handler: PoolHandler): void {
    const { keepAliveMs, connections } = this.#settings();
    // A frozen execution environment runs no timers, so undici's own idle timer cannot be relied on. A connection whose
    // end the system knows of already is noticed by undici: it lets the event loop turn once before it uses an idle one.
    const isIdleTooLong =
      this.active === 0 && this.#clock.now() - this.#idleSinceMs > Math.min(keepAliveMs, this.#serverLimitMs);
    const isOutdated = connections !== this.#opened.connections || keepAliveMs !== this.#opened.keepAliveMs;
    if (isIdleTooLong || isOutdated) this.renew();
    this.active += 1;
    this.waiting += 1;
    this.#pool.dispatch(options, handler);
  }

  /** An exchange got its connection, or will not get one any more. */
  leaveQueue(): void {
    this.waiting -= 1;
    if (this.waiting === 0) this.attempts.abandon();
  }

  /** The answer on a connection is complete, so that the next exchange may have it. */
  free(connection: Connection): void {
    freeConnection(connection, this.#url);
  }

  /** An exchange is over. */
  release(): void {
    this.active -= 1;
    this.#idleSinceMs = this.#clock.now();
  }

  /** Takes over what the server says of the time for which it keeps connections (`Keep-Alive: timeout=5`). */
  noteKeepAlive(header: string | undefined): void {
    if (header === this.#keepAliveHeader) return;
    this.#keepAliveHeader = header;
    const seconds = /timeout=(\d+)/i.exec(header ?? '')?.[1];
    if (seconds === undefined) return;
    // A second less, because the server began to count before its answer arrived here.
    this.#serverLimitMs = Math.max(0, Number(seconds) * 1_000 - 1_000);
  }

  /** From now on new connections; exchanges that are going on end on the old ones. */
  renew(): void {
    if (this.#closed) return;
    const old = this.#pool;
    this.generation += 1;
    this.attempts.discardAhead();
    this.#connector = this.#newConnector();
    this.#pool = this.#open();
    old.close().catch(() => undefined);
  }

  /** Closes the connections when the exchanges on them are over. */
  async close(): Promise<void> {
    this.#closed = true;
    this.attempts.discardAhead();
    await this.#pool.close();
  }

  #newConnector(): Connector {
    return createConnector(this.#undici, () => this.#route);
  }

  #open(): Pool {
    this.#opened = this.#settings();
    const { connections, keepAliveMs } = this.#opened;
    return new this.#undici.Pool(this.origin, {
      connect: this.attempts.watch(this.#connector, () => this.waiting > 0),
      connections,
      factory: (origin, options) => createConnection(this.#undici, origin, options),
      allowH2: false,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
    });
  }
}
