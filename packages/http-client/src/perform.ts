import type { HttpRequestParams } from '@hearthgate/contracts';
import { type Call, type Clock, GatewayError } from '@hearthgate/kernel';
import { forgetKept, type KnownKeys } from './caching/response-cache.ts';
import type { Received, ReceiverFactory } from './exchange/receiver.ts';
import { attemptOn, pause, triesOf, waitMsBeforeNext } from './exchange/send.ts';
import { ExchangeFailure } from './failure/exchange-failure.ts';
import { toGatewayError } from './failure/failure-message.ts';
import type { HttpSettings } from './options.ts';
import type { PoolRegistry } from './pool/pool-registry.ts';
import type { HttpPorts } from './ports.ts';
import { redirectedRequest } from './redirect/redirect.ts';
import { inTimeOrNot } from './request/in-time.ts';
import type { Limits } from './request/limits.ts';
import { type PreparedRequest, prepareRequest } from './request/prepared-request.ts';
import { allowedRequest, type UrlPolicy, urlPolicyOf } from './request/url-policy.ts';
import type { UrlReader } from './request/url-reader.ts';
import type { RequestCounts } from './status.ts';

/** What a request stands on, besides its call. */
export interface RequestContext {
  readonly settings: HttpSettings;
  readonly urls: UrlReader;
  readonly pools: PoolRegistry;
  readonly counts: RequestCounts;
  /** Of answers that are kept. */
  readonly known: KnownKeys;
  readonly clock: Clock;
  readonly random: () => number;
}

/** A request that was checked, with what it is judged by when it is redirected. */
export interface CheckedRequest {
  readonly request: PreparedRequest;
  readonly policy: UrlPolicy;
  readonly limits: Limits;
}

/** Checks what the caller wants, and whether it may be called. */
export function checkRequest(
  params: HttpRequestParams,
  limits: Limits,
  call: Call<HttpPorts>,
  { settings, urls, clock }: RequestContext,
): CheckedRequest | Promise<CheckedRequest> {
  const prepared = identified(prepareRequest(params, settings, urls), call, settings);
  const policy = urlPolicyOf(call.peers.security, params, settings);
  const allowed = allowedRequest(prepared, policy, undefined, limits, clock);
  if (allowed instanceof Promise) return allowed.then((request) => ({ request, policy, limits }));
  return { request: allowed, policy, limits };
}

/** What came back, and from where. */
export interface Performed<Result> {
  readonly result: Result;
  /** The URL that answered, when redirects were followed. */
  readonly redirectedTo: string | undefined;
}

/** Sends, follows redirects, and tells metrics and log how it went. */
export async function perform<Result extends Received>(
  { request: first, policy, limits }: CheckedRequest,
  receiverFor: ReceiverFactory<Result>,
  call: Call<HttpPorts>,
  context: RequestContext,
): Promise<Performed<Result>> {
  const { pools, counts, known, clock } = context;
  const { metrics, singleton } = call.peers;
  counts.requests += 1;
  let request = first;
  let tries = triesOf(request);
  let followed = 0;
  // One loop for retries and redirects: each function that waits costs about as much as all the checks before it.
  try {
    for (;;) {
      const opening = pools.poolFor(request.route, singleton);
      const pool = opening instanceof Promise ? await opening : opening;
      const outcome = await attemptOn(pool, request, limits, clock, receiverFor);
      const waitMs = waitMsBeforeNext(outcome, pool, request, tries, limits, context);
      if (waitMs !== undefined) {
        if (!(outcome instanceof ExchangeFailure)) outcome.discard();
        if (waitMs > 0) await pause(waitMs, clock, request.signal);
        counts.retries += 1;
        metrics.recordMetric({ name: 'HttpRetries', value: 1 });
        continue;
      }
      if (outcome instanceof ExchangeFailure) throw outcome;
      const forgetting = outcome.status < 400 ? forgetKept(call.peers, request, known) : undefined;
      if (forgetting !== undefined) await inTimeOrNot(forgetting, request, limits, clock);
      const next = nextOf(request, outcome, followed);
      if (next === undefined) return { result: outcome, redirectedTo: followed === 0 ? undefined : request.href };
      request = await allowedRequest(next, policy, request.href, limits, clock);
      tries = triesOf(request);
      followed += 1;
    }
  } catch (error) {
    throw reported(error, request, limits, call, context);
  } finally {
    metrics.recordMetric({ name: 'HttpDuration', value: clock.elapsed() - limits.startedAt, unit: 'Milliseconds' });
  }
}

/** The request that the answer leads to. Unless there is none, nobody reads the answer any more, refused or not. */
function nextOf(request: PreparedRequest, answer: Received, followed: number): PreparedRequest | undefined {
  let next: PreparedRequest | undefined;
  try {
    next = redirectedRequest(request, answer, followed);
  } catch (error) {
    answer.discard();
    throw error;
  }
  if (next !== undefined) answer.discard();
  return next;
}

/** The error as the caller gets it, counted and told to metrics and log. */
export function reported(
  error: unknown,
  { method, host, port }: PreparedRequest,
  limits: Limits,
  { peers: { logging, metrics } }: Call<HttpPorts>,
  { counts, clock }: RequestContext,
): unknown {
  const ms = clock.elapsed() - limits.startedAt;
  const failure = error instanceof ExchangeFailure ? toGatewayError(error, { host, port }, ms) : error;
  counts.failures += 1;
  metrics.recordMetric({ name: 'HttpFailures', value: 1 });
  if (failure instanceof GatewayError) {
    const { code, message, data } = failure;
    logging.warning({ message: `${method} to ${host}:${port} failed: ${message}`, data: { code, ...data } });
  }
  return failure;
}

/** The request with the correlation id in the header that the options name, unless the caller has set it. */
function identified(request: PreparedRequest, call: Call<HttpPorts>, settings: HttpSettings): PreparedRequest {
  const header = settings.correlationHeader;
  if (header === undefined || request.headers[header] !== undefined) return request;
  return { ...request, headers: { ...request.headers, [header]: call.correlationId } };
}
