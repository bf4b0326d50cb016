import type { HttpMethod } from '@hearthgate/contracts';
import type { Clock } from '@hearthgate/kernel';
import { ExchangeFailure } from '../failure/exchange-failure.ts';
import type { OriginPool } from '../pool/origin-pool.ts';
import { type Limits, remainingMs } from '../request/limits.ts';
import type { PreparedRequest } from '../request/prepared-request.ts';
import { type ExchangeResult, exchange } from './exchange.ts';

/** Methods that may be sent twice with the effect of once (RFC 9110, 9.2.2). */
const IDEMPOTENT: ReadonlySet<HttpMethod> = new Set<HttpMethod>(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/**
 * Sends a request, and once more on a new connection when the first turned out to be dead. That is a question of
 * safety: the server must not see the request twice unless that does no harm.
 *
 * - The connection ended before the request was handed to it: any method is sent again.
 * - A kept connection ended without any answer: the server closed it, most likely while nobody looked, but it may have
 *   read the request; only an idempotent method is sent again.
 * - Everything else, refusals and timeouts above all, is the caller's to judge.
 */
export async function send(
  poolFor: () => Promise<OriginPool>,
  request: PreparedRequest,
  limits: Limits,
  clock: Clock,
): Promise<ExchangeResult> {
  const pool = await poolFor();
  try {
    return await attempt(pool, request, limits, clock);
  } catch (error) {
    if (!(error instanceof ExchangeFailure) || !mayRetry(error, request.method)) throw error;
    // Connections of the same age are as dead; unless another request has replaced them already.
    if (pool.generation === error.generation) pool.renew();
    return attempt(await poolFor(), request, limits, clock);
  }
}

function mayRetry({ code, started, reused }: ExchangeFailure, method: HttpMethod): boolean {
  if (code !== 'HTTP_CONNECTION_LOST') return false;
  return started ? reused && IDEMPOTENT.has(method) : true;
}

async function attempt(
  pool: OriginPool,
  request: PreparedRequest,
  limits: Limits,
  clock: Clock,
): Promise<ExchangeResult> {
  if (remainingMs(limits, clock) <= 0) {
    throw new ExchangeFailure('HTTP_DEADLINE_EXCEEDED', { phase: 'start', limit: limits.totalMs });
  }
  try {
    const result = await exchange(pool, request, limits, clock);
    pool.failuresInARow = 0;
    return result;
  } catch (error) {
    pool.failuresInARow += 1;
    if (error instanceof ExchangeFailure) pool.lastFailureCode = error.code;
    throw error;
  }
}
