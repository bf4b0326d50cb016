import type { Clock } from '@hearthgate/kernel';
import type { buildConnector } from 'undici';
import type { Attempt, Connector } from '../connect/connector.ts';
import type { Phase } from '../failure/exchange-failure.ts';

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
    };
  }
}

function abandoned(): Error {
  return new Error('nobody waits for this connection');
}
