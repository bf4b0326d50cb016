import type { HttpWebSocket } from '@hearthgate/contracts';
import type { Clock } from '@hearthgate/kernel';
import { type ExchangeCode, ExchangeFailure, type ExchangeFailureDetails } from '../failure/exchange-failure.ts';
import { type Limits, remainingMs } from '../request/limits.ts';
import type { Handshake } from './handshake.ts';

/** How long a server may take to say goodbye. */
const GOODBYE_MS = 1_000;
/** RFC 6455, 7.1.5: no Close frame came before the connection ended. */
const ENDED_ABRUPTLY = 1006;

type Message = string | Uint8Array;

/** An open WebSocket as its reader sees it: what came and was not read yet, and how it ended. */
export class WebSocketSession implements HttpWebSocket {
  readonly messages: AsyncIterable<Message>;
  readonly #handshake: Handshake;
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #signal: AbortSignal | undefined;
  readonly #explain: (failure: ExchangeFailure) => Error;
  readonly #closed: Promise<void>;
  readonly #waiting: Message[] = [];
  #waitingBytes = 0;
  #begun = false;
  #ended = false;
  #failure: Error | undefined;
  /** What the connection said when the other side ended it. */
  #lostBy: string | undefined;
  #wake: () => void = () => {};
  #cancelTotal: () => void = () => {};

  constructor(
    handshake: Handshake,
    limits: Limits,
    clock: Clock,
    signal: AbortSignal | undefined,
    explain: (failure: ExchangeFailure) => Error,
  ) {
    this.#handshake = handshake;
    this.#limits = limits;
    this.#clock = clock;
    this.#signal = signal;
    this.#explain = explain;
    this.messages = this.#read();
    const { webSocket } = handshake;
    webSocket.addEventListener('message', ({ data }) =>
      this.#take(typeof data === 'string' ? data : new Uint8Array(data as ArrayBuffer)),
    );
    this.#closed = new Promise((resolve) => {
      webSocket.addEventListener('close', ({ code }) => {
        // A handshake that failed leaves the connection open.
        handshake.socket()?.destroy();
        this.#onClose(code);
        resolve();
      });
    });
  }

  /** It is open: from now on its end is news for the reader. */
  begin(): void {
    this.#begun = true;
    const { totalMs } = this.#limits;
    this.#cancelTotal = this.#clock.after(Math.max(0, remainingMs(this.#limits, this.#clock)), () =>
      this.#fail('HTTP_DEADLINE_EXCEEDED', { phase: 'body', limit: totalMs }),
    );
    this.#signal?.addEventListener('abort', this.#onAbort);
    this.#handshake
      .socket()
      ?.once('end', () => {
        this.#lostBy ??= 'ended';
      })
      .once('error', ({ code }: NodeJS.ErrnoException) => {
        this.#lostBy ??= code ?? 'error';
      });
  }

  send(message: Message): void {
    this.#handshake.webSocket.send(message);
  }

  async close(): Promise<void> {
    this.#settle();
    this.#handshake.webSocket.close();
    const cancel = this.#clock.after(GOODBYE_MS, () => this.#handshake.socket()?.destroy());
    await this.#closed;
    cancel();
  }

  async *#read(): AsyncGenerator<Message, void> {
    try {
      for (;;) {
        const next = this.#waiting.shift();
        if (next !== undefined) {
          this.#waitingBytes -= next.length;
          yield next;
        } else if (this.#failure !== undefined) throw this.#failure;
        else if (this.#ended) return;
        else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      await this.close();
    }
  }

  #take(message: Message): void {
    if (this.#ended) return;
    this.#waiting.push(message);
    this.#waitingBytes += message.length;
    const { maxBytes } = this.#limits;
    if (this.#waitingBytes > maxBytes) this.#fail('HTTP_RESPONSE_TOO_LARGE', { phase: 'body', limit: maxBytes });
    else this.#wake();
  }

  #onClose(code: number): void {
    if (!this.#begun || this.#ended) return;
    if (code !== ENDED_ABRUPTLY) this.#settle();
    else if (this.#lostBy !== undefined) this.#fail('HTTP_CONNECTION_LOST', { phase: 'body', reason: this.#lostBy });
    // undici ended it, and does not say why: a message beyond the limit, or frames that are none.
    else this.#fail('HTTP_RESPONSE_TOO_LARGE', { phase: 'body', reason: 'message', limit: this.#limits.maxBytes });
  }

  readonly #onAbort = (): void => this.#fail('HTTP_ABORTED', { phase: 'body' });

  #fail(code: ExchangeCode, details: ExchangeFailureDetails): void {
    if (this.#ended) return;
    this.#failure = this.#explain(new ExchangeFailure(code, details));
    this.#waiting.length = 0;
    this.#settle();
    this.#handshake.socket()?.destroy();
  }

  #settle(): void {
    this.#ended = true;
    this.#cancelTotal();
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#wake();
  }
}
