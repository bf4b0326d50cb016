import type { Socket } from 'node:net';
import type { Clock } from '@hearthgate/kernel';
import type { buildConnector } from 'undici';
import type { Phase } from '../failure/exchange-failure.ts';

interface Attempt {
  phase: Extract<Phase, 'dns' | 'connect' | 'tls'>;
  readonly startedAt: number;
  socket: Socket | undefined;
}

/** The connections of one pool that are being opened: how far they are, and how they are given up. */
export class ConnectionAttempts {
  readonly #clock: Clock;
  readonly #open = new Set<Attempt>();
  readonly #failedIn = new WeakMap<Error, Phase>();
  #opened = 0;

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

  /** In which phase the attempt was that ended with this error. */
  phaseOf(error: unknown): Phase | undefined {
    return error instanceof Error ? this.#failedIn.get(error) : undefined;
  }

  /** Ends all attempts; nobody waits for them. */
  abandon(): void {
    for (const { socket } of this.#open) socket?.destroy(new Error('nobody waits for this connection'));
  }

  /** A connector that does what the given one does, watched. */
  watch(connect: buildConnector.connector): buildConnector.connector {
    return (options, callback) => {
      const { isIP } = process.getBuiltinModule('node:net');
      const attempt: Attempt = {
        phase: isIP(options.hostname) === 0 ? 'dns' : 'connect',
        startedAt: this.#clock.elapsed(),
        socket: undefined,
      };
      this.#open.add(attempt);
      const watched: buildConnector.Callback = (...[error, socket]) => {
        this.#open.delete(attempt);
        if (error === null) {
          this.#opened += 1;
          callback(null, socket);
        } else {
          this.#failedIn.set(error, attempt.phase);
          callback(error, null);
        }
      };
      // undici documents that the socket is answered at once; its types leave that out.
      attempt.socket = (connect as (...given: Parameters<typeof connect>) => Socket | undefined)(options, watched);
      attempt.socket?.once('lookup', () => {
        attempt.phase = 'connect';
      });
      attempt.socket?.once('connect', () => {
        if (options.protocol === 'https:') attempt.phase = 'tls';
      });
    };
  }
}
