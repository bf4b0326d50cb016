import type { Clock } from '@hearthgate/kernel';
import { ExchangeFailure } from '../failure/exchange-failure.ts';
import type { HttpSettings } from '../options.ts';
import type { OriginPool } from '../pool/origin-pool.ts';
import { type Limits, remainingMs } from '../request/limits.ts';
import type { PreparedRequest } from '../request/prepared-request.ts';
import { retryAfterMs } from '../retry/retry-after.ts';
import { mayRetryFailure, mayRetryStatus, retryDelayMs, wasConnectionDead } from '../retry/retry-policy.ts';
import { exchange } from './exchange.ts';
import type { Received, ReceiverFactory } from './receiver.ts';

/** How often a proxy that is starting is looked at: a connection to the machine itself costs next to nothing. */
const PROXY_POLL_MS = 100;

/**
 * How a proxy fails that is still starting: nothing listens yet, or it says that it cannot serve. What it says of the
 * server it was to reach is not among them.
 */
const STARTING: ReadonlySet<string | undefined> = new Set(['ECONNREFUSED', 'failure', 'status-503']);

/** How often a request was tried already. */
export interface Tries {
  /** Retries after a wait so far. */
  retries: number;
  /** Whether a dead connection was replaced for it, or must not be. */
  replaced: boolean;
}

export function triesOf({ isReplayable }: PreparedRequest): Tries {
  return { retries: 0, replaced: !isReplayable };
}

/** What retries are judged by. */
export interface RetryTerms {
  readonly settings: Pick<HttpSettings, 'retryDelayMs' | 'maxRetryDelayMs'>;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * After how many milliseconds a request is sent again; `undefined` when its outcome is to be taken. Again is where that is
 * safe: once at once when the connection turned out to be dead, and after a wait as often as the request has retries, as long
 * as the wait ends before the deadline. A body that comes out of a stream is sent once.
 */
export function waitMsBeforeNext(
  outcome: Received | ExchangeFailure,
  pool: OriginPool,
  request: PreparedRequest,
  tries: Tries,
  limits: Limits,
  terms: RetryTerms,
): number | undefined {
  const failure = outcome instanceof ExchangeFailure ? outcome : undefined;
  noteOutcome(pool, failure);
  if (failure !== undefined && !tries.replaced && wasConnectionDead(failure, request.isIdempotent)) {
    tries.replaced = true;
    // Connections of the same age are as dead; unless another request has replaced them already.
    if (pool.generation === failure.generation) pool.renew();
    return 0;
  }
  if (!request.isReplayable || tries.retries >= request.retries) return undefined;
  const waitMs = waitMsAfter(outcome, tries.retries, request, terms);
  if (waitMs === undefined || waitMs >= remainingMs(limits, terms.clock)) return undefined;
  tries.retries += 1;
  return waitMs;
}

/** How long to wait before asking again; `undefined` when that would do harm or no good. */
function waitMsAfter(
  outcome: Received | ExchangeFailure,
  attempt: number,
  { isIdempotent }: PreparedRequest,
  { settings, clock, random }: RetryTerms,
): number | undefined {
  if (outcome instanceof ExchangeFailure) {
    return mayRetryFailure(outcome, isIdempotent) ? retryDelayMs(attempt, undefined, settings, random) : undefined;
  }
  if (!mayRetryStatus(outcome.status, isIdempotent)) return undefined;
  return retryDelayMs(attempt, retryAfterMs(outcome.headers['retry-after'], clock.now()), settings, random);
}

function noteOutcome(pool: OriginPool, failure: ExchangeFailure | undefined): void {
  if (failure === undefined) pool.failuresInARow = 0;
  // What the caller ended says nothing about the server.
  else if (failure.code !== 'HTTP_ABORTED') {
    pool.failuresInARow += 1;
    pool.lastFailureCode = failure.code;
  }
}

type Outcome<Result> = Result | ExchangeFailure | Promise<Result | ExchangeFailure>;

/** Sends a request once. Never throws or rejects for what goes wrong on the way. */
export function attemptOn<Result>(
  pool: OriginPool,
  request: PreparedRequest,
  limits: Limits,
  clock: Clock,
  receiverFor: ReceiverFactory<Result>,
): Outcome<Result> {
  const begin = request.route.proxy === undefined ? exchangeInTime : whenProxyListens;
  return begin(pool, request, limits, clock, receiverFor);
}

/** The exchange, begun anew for as long as the proxy may still be starting: nothing of the request has been sent then. */
async function whenProxyListens<Result>(
  pool: OriginPool,
  request: PreparedRequest,
  limits: Limits,
  clock: Clock,
  receiverFor: ReceiverFactory<Result>,
): Promise<Result | ExchangeFailure> {
  for (;;) {
    const outcome = await exchangeInTime(pool, request, limits, clock, receiverFor);
    if (!(outcome instanceof ExchangeFailure)) return outcome;
    const leftMs = Math.min(request.proxyReadyMs - (clock.elapsed() - limits.startedAt), remainingMs(limits, clock));
    const { code, details } = outcome;
    if (code !== 'HTTP_PROXY_FAILED' || !STARTING.has(details.reason) || leftMs <= PROXY_POLL_MS) return outcome;
    await pause(PROXY_POLL_MS, clock, request.signal);
  }
}

/** The exchange, unless it is over before it begins. */
function exchangeInTime<Result>(
  pool: OriginPool,
  request: PreparedRequest,
  limits: Limits,
  clock: Clock,
  receiverFor: ReceiverFactory<Result>,
): Outcome<Result> {
  if (request.signal?.aborted === true) return new ExchangeFailure('HTTP_ABORTED', { phase: 'start' });
  if (remainingMs(limits, clock) > 0) return exchange(pool, request, limits, clock, receiverFor);
  return new ExchangeFailure('HTTP_DEADLINE_EXCEEDED', { phase: 'start', limit: limits.totalMs });
}

/** Waits, not for longer than the signal allows: the next attempt finds it aborted. */
export function pause(ms: number, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel();
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.after(ms, done);
    signal?.addEventListener('abort', done, { once: true });
  });
}
