import type { Clock } from '@hearthgate/kernel';
import type { buildConnector } from 'undici';
import type { Attempt, Connector } from '../connect/connector.ts';
import type { Phase } from '../failure/exchange-failure.ts';
import { ConnectionAhead } from './connection-ahead.ts';

interface WatchedAttempt extends Attempt {
  readonly startedAt: number;
}

/** How far a connection was that could not be had. */
export type FailedAttempt = Pick<Attempt, 'phase' | 'certificate'>;

/** The connections of one pool that are being opened: how far they are, and how they are given up. */
export class ConnectionAttempts {
  readonly #clock: Clock;
  readonly #open = new Set<WatchedAttempt>();
  readonly #failed = new WeakMap<Error, FailedAttempt>();
  #opened = 0;
  #ahead: ConnectionAhead | undefined;
  #lastAlert: { readonly localPort: number | undefined; readonly error: Error } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Connections that were opened so far. */
  get opened(): number {
    return this.#opened;
  }

  /** The attempt that has lasted longest: its phase and for how many milliseconds it has been going on. */
  oldest(): { readonly phase: Phase; readonly ageMs: number } | undefined {
    const [first] = this.#open;
    return first && { phase: first.phase, ageMs: this.#clock.elapsed() - first.startedAt };
  }

  /** The attempt that ended with this error. */
  failedWith(error: unknown): FailedAttempt | undefined {
    return error instanceof Error ? this.#failed.get(error) : undefined;
  }

  /**
   * What was behind the end of a connection. In TLS 1.3 a server refuses the certificate of a client only after the
   * handshake; undici then reports the end of the connection and forgets the alert that came before it.
   */
  causeOf(error: unknown): unknown {
    const { localPort } = (error as { socket?: { localPort?: number } | null } | null)?.socket ?? {};
    return localPort !== undefined && localPort === this.#lastAlert?.localPort ? this.#lastAlert.error : error;
  }

  /** Ends the attempts that have lasted so long; nobody waits for them, or nobody should. */
  abandon(leastAgeMs = 0): void {
    const nowMs = this.#clock.elapsed();
    for (const { socket, startedAt } of this.#open) {
      if (nowMs - startedAt >= leastAgeMs) socket?.destroy(abandoned());
    }
  }

  /** The connector as undici takes it, watched; `isWanted` says whether anybody waits for a connection. */
  watch(connect: Connector, isWanted: () => boolean): buildConnector.connector {
    return (options, callback) => {
      // undici keeps requests in its queue that were given up meanwhile, and connects for them.
      if (!isWanted()) {
        setImmediate(() => callback(abandoned(), null));
        return;
      }
      const begin = () => void this.#begin(connect, options, callback);
      const ahead = this.#ahead;
      this.#ahead = undefined;
      if (ahead === undefined) begin();
      else ahead.take(callback, begin);
    };
  }

  /**
   * Opens a connection for whoever asks next, and ends it when nobody does; answers whether it stands.
   *
   * @param limitMs how long opening it may take
   * @param keepMs how long it waits for somebody
   */
  openAhead(connect: Connector, options: buildConnector.Options, limitMs: number, keepMs: number): Promise<boolean> {
    if (this.#ahead?.isUsable === true) return this.#ahead.opened;
    this.discardAhead();
    const ahead = new ConnectionAhead(this.#clock, keepMs);
    this.#ahead = ahead;
    const attempt = this.#begin(connect, options, (...ending) => {
      stopLimit();
      ahead.settle(...ending);
    });
    const stopLimit = this.#clock.after(limitMs, () => attempt.socket?.destroy(abandoned()));
    return ahead.opened;
  }

  /** Whether a connection that was opened ahead waits for somebody. */
  get hasIdleAhead(): boolean {
    return this.#ahead?.isIdle === true;
  }

  /** What was opened ahead is of no use any more. */
  discardAhead(): void {
    this.#ahead?.discard();
    this.#ahead = undefined;
  }

  #begin(connect: Connector, options: buildConnector.Options, callback: buildConnector.Callback): WatchedAttempt {
    const { isIP } = process.getBuiltinModule('node:net');
    const attempt: WatchedAttempt = {
      phase: isIP(options.hostname.replace(/^\[|\]$/g, '')) === 0 ? 'dns' : 'connect',
      startedAt: this.#clock.elapsed(),
      socket: undefined,
      certificate: undefined,
    };
    this.#open.add(attempt);
    connect(options, attempt, (...[error, socket]) => {
      this.#open.delete(attempt);
      if (error === null) {
        this.#opened += 1;
        const { localPort } = socket;
        socket.once('error', (failure: NodeJS.ErrnoException) => {
          if (failure.code?.startsWith('ERR_SSL_')) this.#lastAlert = { localPort, error: failure };
        });
        callback(null, socket);
      } else {
        this.#failed.set(error, { phase: attempt.phase, certificate: attempt.certificate });
        callback(error, null);
      }
    });
    return attempt;
  }
}

function abandoned(): Error {
  return new Error('nobody waits for this connection');
}
