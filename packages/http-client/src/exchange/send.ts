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

/** What sending stands on. */
export interface Sending {
  readonly poolFor: () => OriginPool | Promise<OriginPool>;
  readonly settings: Pick<HttpSettings, 'retryDelayMs' | 'maxRetryDelayMs'>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Told before a request is sent again. */
  readonly onRetry: () => void;
}

/**
 * Sends a request, and again where that is safe: once at once when the connection turned out to be dead, and after a
 * wait as often as the request has retries, as long as the wait ends before the deadline. A body that comes out of a
 * stream is sent once.
 */
export async function send<Result extends Received>(
  request: PreparedRequest,
  limits: Limits,
  receiverFor: ReceiverFactory<Result>,
  sending: Sending,
): Promise<Result> {
  const { poolFor, clock, onRetry } = sending;
  const retries = request.isReplayable ? request.retries : 0;
  let replaced = !request.isReplayable;
  let attempt = 0;
  for (;;) {
    const known = poolFor();
    const pool = known instanceof Promise ? await known : known;
    const outcome = await attemptOn(pool, request, limits, clock, receiverFor);
    const failure = outcome instanceof ExchangeFailure ? outcome : undefined;
    noteOutcome(pool, failure);
    if (failure !== undefined && !replaced && wasConnectionDead(failure, request.isIdempotent)) {
      replaced = true;
      // Connections of the same age are as dead; unless another request has replaced them already.
      if (pool.generation === failure.generation) pool.renew();
      onRetry();
      continue;
    }
    const waitMs = attempt < retries ? waitMsAfter(outcome, attempt, request, sending) : undefined;
    if (waitMs === undefined || waitMs >= remainingMs(limits, clock)) return settled(outcome);
    if (!(outcome instanceof ExchangeFailure)) outcome.discard();
    await pause(waitMs, clock, request.signal);
    attempt += 1;
    onRetry();
  }
}

/** How long to wait before asking again; `undefined` when that would do harm or no good. */
function waitMsAfter(
  outcome: Received | ExchangeFailure,
  attempt: number,
  { isIdempotent }: PreparedRequest,
  { settings, clock, random }: Sending,
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

function attemptOn<Result>(
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

function settled<Result>(outcome: Result | ExchangeFailure): Result {
  if (outcome instanceof ExchangeFailure) throw outcome;
  return outcome;
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
