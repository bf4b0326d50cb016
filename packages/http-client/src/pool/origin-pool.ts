import type { Clock } from '@hearthgate/kernel';
import type { Dispatcher, Pool } from 'undici';
import { ConnectionAttempts } from './connection-attempts.ts';
import type { Undici } from './undici.ts';

export interface OriginPoolOptions {
  readonly origin: string;
  /** Certificates to trust instead of the system's; empty for the system's. */
  readonly ca: readonly string[];
  readonly connections: number;
  readonly keepAliveMs: number;
}

/** The kept connections to one origin. */
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
  readonly #options: OriginPoolOptions;
  readonly #clock: Clock;
  #pool: Pool;
  #closed = false;
  #idleSinceMs: number;
  #idleLimitMs: number;

  constructor(undici: Undici, options: OriginPoolOptions, clock: Clock) {
    this.origin = options.origin;
    this.attempts = new ConnectionAttempts(clock);
    this.#undici = undici;
    this.#options = options;
    this.#clock = clock;
    this.#idleSinceMs = clock.now();
    this.#idleLimitMs = options.keepAliveMs;
    this.#pool = this.#open();
  }

  /** Sends over a kept connection, or over a new one when the kept ones have been idle for too long. */
  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): void {
    // A frozen execution environment runs no timers, so undici's own idle timer cannot be relied on.
    const idleMs = this.#clock.now() - this.#idleSinceMs;
    if (this.active === 0 && idleMs > this.#idleLimitMs) this.renew();
    this.active += 1;
    this.waiting += 1;
    this.#pool.dispatch(options, handler);
  }

  /** An exchange got its connection, or will not get one any more. */
  leaveQueue(): void {
    this.waiting -= 1;
    if (this.waiting === 0) this.attempts.abandon();
  }

  /** An exchange is over. */
  release(): void {
    this.active -= 1;
    this.#idleSinceMs = this.#clock.now();
  }

  /** Takes over what the server says of the time for which it keeps connections (`Keep-Alive: timeout=5`). */
  noteKeepAlive(header: string | undefined): void {
    const seconds = /timeout=(\d+)/i.exec(header ?? '')?.[1];
    if (seconds === undefined) return;
    // A second less, because the server began to count before its answer arrived here.
    this.#idleLimitMs = Math.min(this.#options.keepAliveMs, Math.max(0, Number(seconds) * 1_000 - 1_000));
  }

  /** From now on new connections; exchanges that are going on end on the old ones. */
  renew(): void {
    if (this.#closed) return;
    const old = this.#pool;
    this.generation += 1;
    this.#pool = this.#open();
    old.close().catch(() => undefined);
  }

  /** Closes the connections when the exchanges on them are over. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#pool.close();
  }

  #open(): Pool {
    const { Pool, buildConnector } = this.#undici;
    const { origin, ca, connections, keepAliveMs } = this.#options;
    const connect = buildConnector({
      // HTTP/2 pays for many requests at once to one origin, which a Lambda does not make.
      allowH2: false,
      // All times are kept by the exchange, exactly; undici's timers are off by up to half a second.
      timeout: 0,
      ...(ca.length === 0 ? {} : { ca: [...ca] }),
    });
    return new Pool(origin, {
      connect: this.attempts.watch(connect),
      connections,
      allowH2: false,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
    });
  }
}
