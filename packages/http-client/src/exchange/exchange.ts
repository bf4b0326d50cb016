import type { Duplex } from 'node:stream';
import type { Clock } from '@hearthgate/kernel';
import type { Dispatcher } from 'undici';
import {
  type ExchangeCode,
  ExchangeFailure,
  type ExchangeFailureDetails,
  type Phase,
} from '../failure/exchange-failure.ts';
import { transportFailure } from '../failure/transport-failure.ts';
import type { OriginPool } from '../pool/origin-pool.ts';
import { type Limits, remainingMs } from '../request/limits.ts';
import type { PreparedRequest } from '../request/prepared-request.ts';
import { BodyReader } from './body-reader.ts';
import type { Receiver, ReceiverFactory } from './receiver.ts';
import { joinHeaders } from './response-headers.ts';

/**
 * One request and its answer on a pool: keeps the times, reads the body, and settles exactly once.
 * Rejects with an `ExchangeFailure`.
 */
export function exchange<Result>(
  pool: OriginPool,
  request: PreparedRequest,
  limits: Limits,
  clock: Clock,
  receiverFor: ReceiverFactory<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    new Exchange(pool, limits, clock, receiverFor(resolve, reject), request.signal).start(request);
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #pool: OriginPool;
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #receiver: Receiver;
  readonly #signal: AbortSignal | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #openedBefore = 0;
  #generation = 0;
  #started = false;
  #reused = false;
  #responded = false;
  #settled = false;
  #body: BodyReader | undefined;
  #paused = false;
  #lastProgressAt = 0;
  #cancelTotal: () => void = () => {};
  #cancelPhase: () => void = () => {};

  constructor(pool: OriginPool, limits: Limits, clock: Clock, receiver: Receiver, signal: AbortSignal | undefined) {
    this.#pool = pool;
    this.#limits = limits;
    this.#clock = clock;
    this.#receiver = receiver;
    this.#signal = signal;
  }

  start({ method, path, headers, body, isIdempotent, upgrade }: PreparedRequest): void {
    const { totalMs, connectMs } = this.#limits;
    this.#openedBefore = this.#pool.attempts.opened;
    // First the total, so that it wins when both fall due at once.
    this.#cancelTotal = this.#clock.after(remainingMs(this.#limits, this.#clock), () => {
      this.#fail('HTTP_DEADLINE_EXCEEDED', { phase: this.#phase(), limit: totalMs });
    });
    this.#cancelPhase = this.#clock.after(connectMs, () => this.#onConnectDue());
    this.#signal?.addEventListener('abort', this.#onAbort);
    // undici's types leave out async iterables other than its own streams; its documentation does not.
    const sent = (body ?? null) as Dispatcher.DispatchOptions['body'];
    const options = { method, path, headers, body: sent, idempotent: isIdempotent };
    this.#pool.dispatch(upgrade === undefined ? options : { ...options, upgrade }, this);
    this.#generation = this.#pool.generation;
  }

  /** The request goes to an open connection now. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) {
      controller.abort(new Error('nobody waits for this answer'));
      return;
    }
    this.#controller = controller;
    this.#started = true;
    // A connection that was opened meanwhile may be this one; only when none was, it is surely a kept one.
    this.#reused = this.#pool.attempts.opened === this.#openedBefore;
    this.#pool.leaveQueue();
    this.#cancelPhase();
    const { headersMs } = this.#limits;
    this.#cancelPhase = this.#clock.after(headersMs, () => {
      this.#fail('HTTP_HEADERS_TIMEOUT', { phase: 'headers', limit: headersMs });
    });
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    rawHeaders: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200 || this.#settled) return;
    this.#responded = true;
    const headers = joinHeaders(rawHeaders);
    this.#pool.noteKeepAlive(headers['keep-alive']);
    const resume = () => {
      this.#lastProgressAt = this.#clock.elapsed();
      this.#paused = false;
      controller.resume();
    };
    const body = new BodyReader(
      headers['content-encoding'],
      this.#limits.maxBytes,
      {
        push: (chunk) => this.#receiver.push(chunk),
        end: (failure) => (failure === undefined ? this.#succeed() : this.#settle(failure)),
      },
      resume,
    );
    this.#body = body;
    this.#lastProgressAt = this.#clock.elapsed();
    this.#cancelPhase();
    this.#cancelPhase = this.#clock.after(this.#limits.bodyMs, () => this.#onSilenceDue());
    this.#receiver.head(status, headers, {
      resume: () => body.resume(),
      cancel: () => this.#fail('HTTP_ABORTED', { phase: 'body' }),
    });
  }

  /** The connection is the receiver's from now on, and the pool's no more. */
  onRequestUpgrade(
    _controller: Dispatcher.DispatchController,
    status: number,
    rawHeaders: Record<string, string | string[] | undefined>,
    socket: Duplex,
  ): void {
    // Until whoever takes it over listens, an error would end the process.
    socket.on('error', () => undefined);
    this.#controller = undefined;
    if (this.#settled || this.#receiver.upgrade === undefined) {
      socket.destroy();
      return;
    }
    this.#release();
    this.#receiver.upgrade(status, joinHeaders(rawHeaders), socket);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#lastProgressAt = this.#clock.elapsed();
    if (this.#body?.write(chunk) !== false) return;
    this.#paused = true;
    controller.pause();
  }

  onResponseEnd(): void {
    // What is left to unpack is bounded by the total alone: the server has done its part.
    this.#cancelPhase();
    this.#controller = undefined;
    this.#body?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: unknown): void {
    if (this.#settled) return;
    const { attempts } = this.#pool;
    const { phase = this.#phase(), certificate } = attempts.failedWith(error) ?? {};
    this.#settle(transportFailure(attempts.causeOf(error), phase, certificate));
  }

  readonly #onAbort = (): void => this.#fail('HTTP_ABORTED', { phase: this.#phase() });

  /** No connection yet: too late, unless this exchange only waits for one that others hold. */
  #onConnectDue(): void {
    const { connectMs } = this.#limits;
    const oldest = this.#pool.attempts.oldest();
    const leftMs = oldest === undefined ? connectMs : connectMs - oldest.ageMs;
    // Timers may be early by a fraction of a millisecond.
    if (leftMs > 1) this.#cancelPhase = this.#clock.after(leftMs, () => this.#onConnectDue());
    else {
      this.#fail('HTTP_CONNECT_TIMEOUT', { phase: this.#phase(), limit: connectMs });
      // Others may be waiting, so that the pool does not end it; it would hold its place for ever.
      this.#pool.attempts.abandon(connectMs);
    }
  }

  /**
   * Silence is looked at when it could be too long, so that a chunk costs no timer. While the reader makes the server
   * wait, there is none.
   */
  #onSilenceDue(): void {
    const { bodyMs } = this.#limits;
    const leftMs = this.#paused ? bodyMs : bodyMs - (this.#clock.elapsed() - this.#lastProgressAt);
    if (leftMs > 1) this.#cancelPhase = this.#clock.after(leftMs, () => this.#onSilenceDue());
    else this.#fail('HTTP_BODY_TIMEOUT', { phase: 'body', limit: bodyMs });
  }

  #phase(): Phase {
    if (this.#responded) return 'body';
    if (this.#started) return 'headers';
    return this.#pool.attempts.oldest()?.phase ?? 'queue';
  }

  #succeed(): void {
    if (this.#settled) return;
    this.#release();
    this.#receiver.end();
  }

  #fail(code: ExchangeCode, details: ExchangeFailureDetails): void {
    this.#settle(new ExchangeFailure(code, details));
  }

  #settle(failure: ExchangeFailure): void {
    if (this.#settled) return;
    failure.started = this.#started;
    failure.reused = this.#reused && !this.#responded;
    failure.generation = this.#generation;
    this.#release();
    this.#body?.destroy();
    this.#controller?.abort(failure);
    this.#receiver.fail(failure);
  }

  #release(): void {
    this.#settled = true;
    this.#cancelTotal();
    this.#cancelPhase();
    this.#signal?.removeEventListener('abort', this.#onAbort);
    if (!this.#started) this.#pool.leaveQueue();
    this.#pool.release();
  }
}
