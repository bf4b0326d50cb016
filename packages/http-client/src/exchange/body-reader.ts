import type { Transform } from 'node:stream';
import { ExchangeFailure } from '../failure/exchange-failure.ts';
import { canDecode, codingsOf, createDecoders } from './body-decoder.ts';

/** Where a decompressed body goes. */
export interface BodySink {
  /** Takes a piece; answers false when the next one has to wait for `resume` of the reader. */
  push(chunk: Buffer): boolean;
  /** More can be written to the reader after it has answered false. */
  drained(): void;
  /** How it ended: told once. */
  end(failure: ExchangeFailure | undefined): void;
}

const NO_DECODERS: readonly Transform[] = [];

/**
 * Decompresses a body on its way to a sink. The limit holds for what comes out, chunk by chunk, so that a small answer
 * that would unpack to gigabytes is ended when it passes the limit.
 */
export class BodyReader {
  readonly #codings: readonly string[];
  readonly #maxBytes: number;
  readonly #sink: BodySink;
  #bytes = 0;
  #decoders = NO_DECODERS;
  #finished = false;

  constructor(contentEncoding: string | undefined, maxBytes: number, sink: BodySink) {
    this.#codings = codingsOf(contentEncoding);
    this.#maxBytes = maxBytes;
    this.#sink = sink;
  }

  /** Takes a chunk as it came over the wire; answers false when the next one has to wait. */
  write(chunk: Buffer): boolean {
    if (this.#finished || chunk.length === 0) return true;
    if (this.#codings.length === 0) return this.#pass(chunk);
    if (this.#decoders.length === 0 && !this.#openDecoders(chunk)) return true;
    return this.#decoders[0]?.write(chunk) ?? true;
  }

  /** The sink takes more. */
  resume(): void {
    const last = this.#decoders.at(-1);
    if (last === undefined) this.#sink.drained();
    else last.resume();
  }

  /** The last chunk was written. */
  end(): void {
    if (this.#finished) return;
    const [first] = this.#decoders;
    if (first === undefined) this.#finish(undefined);
    else first.end();
  }

  /** Nobody wants the body any more. */
  destroy(): void {
    this.#finished = true;
    for (const decoder of this.#decoders) decoder.destroy();
  }

  #pass(chunk: Buffer): boolean {
    if (this.#finished) return true;
    this.#bytes += chunk.length;
    if (this.#bytes <= this.#maxBytes) return this.#sink.push(chunk);
    this.#finish(new ExchangeFailure('HTTP_RESPONSE_TOO_LARGE', { phase: 'body', limit: this.#maxBytes }));
    return true;
  }

  /** Decoders are made for the first byte, because a body may be empty whatever its headers say. */
  #openDecoders(chunk: Buffer): boolean {
    const reason = this.#codings.join(', ').slice(0, 100);
    if (!canDecode(this.#codings)) {
      this.#finish(new ExchangeFailure('HTTP_DECODE_FAILED', { phase: 'body', reason }));
      return false;
    }
    this.#decoders = createDecoders(this.#codings, chunk[0] ?? 0);
    this.#decoders.forEach((decoder, layer) => {
      const next = this.#decoders[layer + 1];
      if (next !== undefined) decoder.pipe(next);
      decoder.on('error', (cause) =>
        this.#finish(new ExchangeFailure('HTTP_DECODE_FAILED', { phase: 'body', reason, cause })),
      );
    });
    this.#decoders[0]?.on('drain', () => this.#sink.drained());
    const last = this.#decoders.at(-1);
    last?.on('data', (plain: Buffer) => {
      if (!this.#pass(plain)) last.pause();
    });
    last?.on('end', () => this.#finish(undefined));
    return true;
  }

  #finish(failure: ExchangeFailure | undefined): void {
    if (this.#finished) return;
    this.destroy();
    this.#sink.end(failure);
  }
}
