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
import type { Connection, PoolHandler } from '../pool/connection.ts';
import type { OriginPool } from '../pool/origin-pool.ts';
import type { Limits } from '../request/limits.ts';
import type { PreparedRequest } from '../request/prepared-request.ts';
import { BodyReader, type BodySink } from './body-reader.ts';
import { type DueObserver, ExchangeTimer } from './exchange-timer.ts';
import type { Flow, Receiver, ReceiverFactory } from './receiver.ts';
import { joinHeaders } from './response-headers.ts';

/** One request and its answer on a pool: keeps the times, reads the body, and settles exactly once. Never rejects. */
export function exchange<Result>(
  pool: OriginPool,
  request: PreparedRequest,
  limits: Limits,
  clock: Clock,
  receiverFor: ReceiverFactory<Result>,
): Promise<Result | ExchangeFailure> {
  return new Promise((resolve) => {
    new Exchange(pool, limits, clock, receiverFor(resolve), request.signal).start(request);
  });
}

class Exchange implements PoolHandler, BodySink, Flow, DueObserver {
  readonly #pool: OriginPool;
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #receiver: Receiver;
  readonly #signal: AbortSignal | undefined;
  readonly #timer: ExchangeTimer;
  /** The connection that serves this exchange; set by the pool. */
  connection: Connection | undefined;
  #onAbort: (() => void) | undefined;
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

  constructor(pool: OriginPool, limits: Limits, clock: Clock, receiver: Receiver, signal: AbortSignal | undefined) {
    this.#pool = pool;
    this.#limits = limits;
    this.#clock = clock;
    this.#receiver = receiver;
    this.#signal = signal;
    this.#timer = new ExchangeTimer(clock, limits.startedAt + limits.totalMs, this);
  }

  start({ method, path, headers, body, isIdempotent, upgrade }: PreparedRequest): void {
    this.#openedBefore = this.#pool.attempts.opened;
    this.#timer.beginPhase(this.#clock.elapsed(), this.#limits.connectMs);
    if (this.#signal !== undefined) {
      this.#onAbort = () => this.#fail('HTTP_ABORTED', { phase: this.#phase() });
      this.#signal.addEventListener('abort', this.#onAbort);
    }
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
    this.#timer.beginPhase(this.#clock.elapsed(), this.#limits.headersMs);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    rawHeaders: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200 || this.#settled) return;
    this.#responded = true;
    const headers = joinHeaders(rawHeaders);
    this.#pool.noteKeepAlive(headers['keep-alive']);
    this.#body = new BodyReader(headers['content-encoding'], this.#limits.maxBytes, this);
    this.#lastProgressAt = this.#clock.elapsed();
    this.#timer.beginPhase(this.#lastProgressAt, this.#limits.bodyMs);
    this.#receiver.head(status, headers, this);
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
    this.#controller = undefined;
    if (this.connection !== undefined) this.#pool.free(this.connection);
    if (this.#settled) return;
    // What is left to unpack is bounded by the total alone: the server has done its part.
    this.#timer.beginPhase(this.#lastProgressAt, Infinity);
    this.#body?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: unknown): void {
    if (this.#settled) return;
    const { attempts } = this.#pool;
    const { phase = this.#phase(), certificate } = attempts.failedWith(error) ?? {};
    this.#settle(transportFailure(attempts.causeOf(error), phase, certificate));
  }

  onTotalDue(): void {
    this.#fail('HTTP_DEADLINE_EXCEEDED', { phase: this.#phase(), limit: this.#limits.totalMs });
  }

  onPhaseDue(): void {
    const { headersMs } = this.#limits;
    if (this.#responded) this.#onSilenceDue();
    else if (this.#started) this.#fail('HTTP_HEADERS_TIMEOUT', { phase: 'headers', limit: headersMs });
    else this.#onConnectDue();
  }

  /** No connection yet: too late, unless this exchange only waits for one that others hold. */
  #onConnectDue(): void {
    const { connectMs } = this.#limits;
    const oldest = this.#pool.attempts.oldest();
    const leftMs = oldest === undefined ? connectMs : connectMs - oldest.ageMs;
    // Timers may be early by a fraction of a millisecond.
    if (leftMs > 1) this.#timer.beginPhase(this.#clock.elapsed(), leftMs);
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
    const now = this.#clock.elapsed();
    const leftMs = this.#paused ? bodyMs : bodyMs - (now - this.#lastProgressAt);
    if (leftMs > 1) this.#timer.beginPhase(now, leftMs);
    else this.#fail('HTTP_BODY_TIMEOUT', { phase: 'body', limit: bodyMs });
  }

  #phase(): Phase {
    if (this.#responded) return 'body';
    if (this.#started) return 'headers';
    return this.#pool.attempts.oldest()?.phase ?? 'queue';
  }

  /** A piece of the body, unpacked. */
  push(chunk: Buffer): boolean {
    return this.#receiver.push(chunk);
  }

  /** The reader takes more again, and so the server may send more. */
  drained(): void {
    this.#lastProgressAt = this.#clock.elapsed();
    this.#paused = false;
    this.#controller?.resume();
  }

  /** The body has ended. */
  end(failure: ExchangeFailure | undefined): void {
    if (failure !== undefined) this.#settle(failure);
    else if (!this.#settled) {
      this.#release();
      // A compressed body can be whole before the message ends. Nothing bounds what the server would send after it.
      this.#controller?.abort(new Error('nobody waits for what follows the body'));
      this.#receiver.end();
    }
  }

  /** The receiver takes more again. */
  resume(): void {
    this.#body?.resume();
  }

  /** The receiver wants no more. */
  cancel(): void {
    this.#fail('HTTP_ABORTED', { phase: 'body' });
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
    this.#timer.stop();
    if (this.#onAbort !== undefined) this.#signal?.removeEventListener('abort', this.#onAbort);
    if (!this.#started) this.#pool.leaveQueue();
    this.#pool.release();
  }
}
