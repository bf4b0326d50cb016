import type { Duplex, Readable } from 'node:stream';
import type { ExchangeFailure } from '../failure/exchange-failure.ts';
import type { Headers } from '../request/request-headers.ts';

/** What came back, as far as the receiver waited for it. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  /** The answer is not wanted after all. */
  discard(): void;
}

/** A whole answer. */
export interface CollectedResponse extends Received {
  /** The body in the pieces in which it came. */
  readonly chunks: readonly Buffer[];
}

/** The beginning of an answer. */
export interface StreamedResponse extends Received {
  readonly body: Readable;
}

/** What came of asking for another protocol: the connection, or an answer in its place. */
export interface Upgrade extends Received {
  readonly socket: Duplex | undefined;
}

/** Who takes an answer: its beginning, its pieces, and how it ended, one way or the other. */
export interface Receiver {
  head(status: number, headers: Headers, flow: Flow): void;
  /** Answers false when the next piece has to wait for `flow.resume`. */
  push(chunk: Buffer): boolean;
  end(): void;
  /** The server changed the protocol, in the place of all the others. */
  upgrade?(status: number, headers: Headers, socket: Duplex): void;
  /** Also before the head. */
  fail(failure: ExchangeFailure): void;
}

/** How a receiver steers what comes. */
export interface Flow {
  resume(): void;
  cancel(): void;
}

/** Takes what came of an attempt. A failure is no exception here: most of them are looked at and then tried again. */
export type Settle<Result> = (outcome: Result | ExchangeFailure) => void;

/** Makes the receiver of one attempt. */
export type ReceiverFactory<Result> = (settle: Settle<Result>) => Receiver;

/** Waits for the whole answer. */
export const collecting: ReceiverFactory<CollectedResponse> = (settle) => new Collector(settle);

class Collector implements Receiver {
  readonly #settle: Settle<CollectedResponse>;
  readonly #chunks: Buffer[] = [];
  #status = 0;
  #headers: Headers = {};

  constructor(settle: Settle<CollectedResponse>) {
    this.#settle = settle;
  }

  head(status: number, headers: Headers): void {
    this.#status = status;
    this.#headers = headers;
  }

  push(chunk: Buffer): boolean {
    this.#chunks.push(chunk);
    return true;
  }

  end(): void {
    this.#settle({ status: this.#status, headers: this.#headers, chunks: this.#chunks, discard: nothing });
  }

  fail(failure: ExchangeFailure): void {
    this.#settle(failure);
  }
}

function nothing(): void {}

/** Waits for the connection to be handed over; of an answer in its place nothing is wanted but the head. */
export const upgrading: ReceiverFactory<Upgrade> = (settle) => ({
  head: (status, headers, flow) => settle({ status, headers, socket: undefined, discard: () => flow.cancel() }),
  push: () => true,
  end() {},
  upgrade: (status, headers, socket) => settle({ status, headers, socket, discard: () => socket.destroy() }),
  fail: settle,
});

/** Answers with the headers; what goes wrong later ends the body, as the error that `explain` makes of it. */
export function streaming(explain: (failure: ExchangeFailure) => Error): ReceiverFactory<StreamedResponse> {
  return (settle) => {
    // What fails later is told in the invocation that began it, whoever's event it was that told of it here.
    const inContext = process.getBuiltinModule('node:async_hooks').AsyncLocalStorage.snapshot();
    let body: Readable | undefined;
    let ended = false;
    return {
      head(status, headers, flow) {
        body = new (process.getBuiltinModule('node:stream').Readable)({
          read: () => flow.resume(),
          destroy(error, done) {
            const isWanted = !ended;
            ended = true;
            if (isWanted) flow.cancel();
            done(error);
          },
        });
        // A body that nobody reads must not end the process with its error; who reads it, gets it all the same.
        body.on('error', () => undefined);
        const opened = body;
        settle({ status, headers, body, discard: () => opened.destroy() });
      },
      push: (chunk) => body?.push(chunk) ?? true,
      end() {
        ended = true;
        body?.push(null);
      },
      fail(failure) {
        // A reader that wants no more has not failed, and hears nothing of it.
        if (ended) return;
        ended = true;
        if (body === undefined) settle(failure);
        else body.destroy(inContext(explain, failure));
      },
    };
  };
}
