import type { Transform } from 'node:stream';
import { ExchangeFailure } from '../failure/exchange-failure.ts';
import { canDecode, codingsOf, createDecoders } from './body-decoder.ts';

/** Told once how the reading ended: with the body, or with what was wrong. */
export type BodyDone = (result: Buffer | ExchangeFailure) => void;

/**
 * Collects a body, decompressing it on the way. The limit holds for what comes out, chunk by chunk, so that a small
 * answer that would unpack to gigabytes is ended when it passes the limit.
 */
export class BodyReader {
  readonly #codings: readonly string[];
  readonly #maxBytes: number;
  readonly #done: BodyDone;
  readonly #onDrain: () => void;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #decoders: readonly Transform[] = [];
  #finished = false;

  /** `onDrain` is called when more can be written after `write` answered false. */
  constructor(contentEncoding: string | undefined, maxBytes: number, done: BodyDone, onDrain: () => void) {
    this.#codings = codingsOf(contentEncoding);
    this.#maxBytes = maxBytes;
    this.#done = done;
    this.#onDrain = onDrain;
  }

  /** Takes a chunk as it came over the wire; answers false when the next one has to wait. */
  write(chunk: Buffer): boolean {
    if (this.#finished || chunk.length === 0) return true;
    if (this.#codings.length === 0) {
      this.#collect(chunk);
      return true;
    }
    if (this.#decoders.length === 0 && !this.#openDecoders(chunk)) return true;
    return this.#decoders[0]?.write(chunk) ?? true;
  }

  /** The last chunk was written. */
  end(): void {
    if (this.#finished) return;
    const [first] = this.#decoders;
    if (first === undefined) this.#finish(Buffer.concat(this.#chunks, this.#bytes));
    else first.end();
  }

  /** Nobody wants the body any more. */
  destroy(): void {
    this.#finished = true;
    this.#chunks.length = 0;
    for (const decoder of this.#decoders) decoder.destroy();
  }

  #collect(chunk: Buffer): void {
    if (this.#finished) return;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) {
      this.#finish(new ExchangeFailure('HTTP_RESPONSE_TOO_LARGE', { phase: 'body', limit: this.#maxBytes }));
    } else {
      this.#chunks.push(chunk);
    }
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
    this.#decoders[0]?.on('drain', this.#onDrain);
    this.#decoders
      .at(-1)
      ?.on('data', (plain: Buffer) => this.#collect(plain))
      .on('end', () => this.#finish(Buffer.concat(this.#chunks, this.#bytes)));
    return true;
  }

  #finish(result: Buffer | ExchangeFailure): void {
    if (this.#finished) return;
    this.destroy();
    this.#done(result);
  }
}
