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
import type { Headers } from '../request/request-headers.ts';
import { BodyReader } from './body-reader.ts';
import { joinHeaders } from './response-headers.ts';

/** What came back. */
export interface ExchangeResult {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/**
 * One request and its answer on a pool: keeps the times, reads the body, and settles exactly once.
 * Rejects with an `ExchangeFailure`.
 */
export function exchange(
  pool: OriginPool,
  request: PreparedRequest,
  limits: Limits,
  clock: Clock,
): Promise<ExchangeResult> {
  return new Promise((resolve, reject) => {
    new Exchange(pool, limits, clock, resolve, reject).start(request);
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #pool: OriginPool;
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #resolve: (result: ExchangeResult) => void;
  readonly #reject: (failure: ExchangeFailure) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #openedBefore = 0;
  #generation = 0;
  #started = false;
  #reused = false;
  #responded = false;
  #settled = false;
  #status = 0;
  #headers: Headers = {};
  #body: BodyReader | undefined;
  #lastProgressAt = 0;
  #cancelTotal: () => void = () => {};
  #cancelPhase: () => void = () => {};

  constructor(
    pool: OriginPool,
    limits: Limits,
    clock: Clock,
    resolve: (result: ExchangeResult) => void,
    reject: (failure: ExchangeFailure) => void,
  ) {
    this.#pool = pool;
    this.#limits = limits;
    this.#clock = clock;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start({ method, path, headers, body }: PreparedRequest): void {
    const { totalMs, connectMs } = this.#limits;
    this.#openedBefore = this.#pool.attempts.opened;
    // First the total, so that it wins when both fall due at once.
    this.#cancelTotal = this.#clock.after(remainingMs(this.#limits, this.#clock), () => {
      this.#fail('HTTP_DEADLINE_EXCEEDED', { phase: this.#phase(), limit: totalMs });
    });
    this.#cancelPhase = this.#clock.after(connectMs, () => this.#onConnectDue());
    this.#pool.dispatch({ method, path, headers, body: body ?? null }, this);
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
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200 || this.#settled) return;
    this.#responded = true;
    this.#status = status;
    this.#headers = joinHeaders(headers);
    this.#pool.noteKeepAlive(this.#headers['keep-alive']);
    this.#body = new BodyReader(
      this.#headers['content-encoding'],
      this.#limits.maxBytes,
      (result) => (result instanceof ExchangeFailure ? this.#settle(result) : this.#succeed(result)),
      () => controller.resume(),
    );
    this.#lastProgressAt = this.#clock.elapsed();
    this.#cancelPhase();
    this.#cancelPhase = this.#clock.after(this.#limits.bodyMs, () => this.#onSilenceDue());
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#lastProgressAt = this.#clock.elapsed();
    if (this.#body?.write(chunk) === false) controller.pause();
  }

  onResponseEnd(): void {
    // What is left to unpack is bounded by the total alone: the server has done its part.
    this.#cancelPhase();
    this.#controller = undefined;
    this.#body?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: unknown): void {
    if (this.#settled) return;
    this.#settle(transportFailure(error, this.#pool.attempts.phaseOf(error) ?? this.#phase()));
  }

  /** No connection yet: too late, unless this exchange only waits for one that others hold. */
  #onConnectDue(): void {
    const { connectMs } = this.#limits;
    const oldest = this.#pool.attempts.oldest();
    const leftMs = oldest === undefined ? connectMs : connectMs - oldest.ageMs;
    // Timers may be early by a fraction of a millisecond.
    if (leftMs > 1) this.#cancelPhase = this.#clock.after(leftMs, () => this.#onConnectDue());
    else this.#fail('HTTP_CONNECT_TIMEOUT', { phase: this.#phase(), limit: connectMs });
  }

  /** Silence is looked at when it could be too long, so that a chunk costs no timer. */
  #onSilenceDue(): void {
    const { bodyMs } = this.#limits;
    const leftMs = bodyMs - (this.#clock.elapsed() - this.#lastProgressAt);
    if (leftMs > 1) this.#cancelPhase = this.#clock.after(leftMs, () => this.#onSilenceDue());
    else this.#fail('HTTP_BODY_TIMEOUT', { phase: 'body', limit: bodyMs });
  }

  #phase(): Phase {
    if (this.#responded) return 'body';
    if (this.#started) return 'headers';
    return this.#pool.attempts.oldest()?.phase ?? 'queue';
  }

  #succeed(body: Buffer): void {
    if (this.#settled) return;
    this.#release();
    const result = { status: this.#status, headers: this.#headers, body };
    // undici frees the connection in an immediate that it queues after telling of the end. Whoever sends the next
    // request right away should find it free, not open a second one.
    process.nextTick(() => setImmediate(() => this.#resolve(result)));
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
    this.#reject(failure);
  }

  #release(): void {
    this.#settled = true;
    this.#cancelTotal();
    this.#cancelPhase();
    if (!this.#started) this.#pool.leaveQueue();
    this.#pool.release();
  }
}
