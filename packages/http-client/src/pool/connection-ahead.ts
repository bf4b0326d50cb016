import type { Socket } from 'node:net';
import type { Clock } from '@hearthgate/kernel';
import type { buildConnector } from 'undici';

/** How long ago an attempt may have begun that a request waits for. In an older one the environment may have been frozen. */
const FRESH_MS = 1_000;

/** A connection that is opened before anybody asks for it. The next to ask gets it, as it is then. */
export class ConnectionAhead {
  /** Whether it stood in the end. */
  readonly opened: Promise<boolean>;
  readonly #clock: Clock;
  readonly #begunAtMs: number;
  readonly #keepMs: number;
  #noteOpened: (stands: boolean) => void = () => {};
  #socket: Socket | undefined;
  #ended = false;
  #taker: buildConnector.Callback | undefined;

  /** `keepMs` is how long it waits for somebody. */
  constructor(clock: Clock, keepMs: number) {
    this.#clock = clock;
    this.#begunAtMs = clock.now();
    this.#keepMs = keepMs;
    this.opened = new Promise((resolve) => {
      this.#noteOpened = resolve;
    });
  }

  /** Whether it stands and waits. */
  get isIdle(): boolean {
    return this.#socket !== undefined && !isOver(this.#socket);
  }

  /** Whether somebody may still take it: it stands, or has not been being opened for too long. */
  get isUsable(): boolean {
    if (this.#socket !== undefined) return this.isIdle;
    return !this.#ended && this.#clock.now() - this.#begunAtMs < FRESH_MS;
  }

  /** How the attempt ended. */
  readonly settle: buildConnector.Callback = (...ending) => {
    const [error, socket] = ending;
    this.#noteOpened(error === null && !this.#ended);
    if (this.#taker !== undefined) this.#taker(...ending);
    else if (error !== null) this.#ended = true;
    else if (this.#ended) socket.destroy();
    else this.#keep(socket);
  };

  /** Hands it over, or calls `orElse` when it is of no use any more. */
  take(callback: buildConnector.Callback, orElse: () => void): void {
    const socket = this.#socket;
    if (socket !== undefined) {
      // Whatever the system knows of its end shows in a turn of the event loop, as with idle connections of undici.
      setImmediate(() => {
        socket.off('readable', endOnData).setTimeout(0);
        if (isOver(socket)) orElse();
        else callback(null, socket.ref());
      });
    } else if (this.isUsable) {
      this.#taker = callback;
    } else {
      this.discard();
      orElse();
    }
  }

  /** Nobody will want it. */
  discard(): void {
    this.#ended = true;
    this.#socket?.destroy();
  }

  #keep(socket: Socket): void {
    this.#socket = socket;
    // Nobody else listens while it waits, and an error would end the process.
    socket.on('error', () => undefined);
    // Read from, because an end that is not read is not noticed.
    socket.on('readable', endOnData);
    socket.setTimeout(this.#keepMs, () => socket.destroy());
    socket.unref();
  }
}

/** A server that speaks first speaks another protocol, or says that it ends the connection. */
function endOnData(this: Socket): void {
  if (this.read() !== null) this.destroy();
}

function isOver(socket: Socket): boolean {
  return socket.destroyed || socket.readableEnded || !socket.writable;
}
