import type { HttpRequestParams, HttpResponse } from '@hearthgate/contracts';
import type { Call, Clock } from '@hearthgate/kernel';
import { type KeptResponse, responseCacheFor } from './caching/response-cache.ts';
import { send } from './exchange/send.ts';
import { ExchangeFailure } from './failure/exchange-failure.ts';
import { toGatewayError } from './failure/failure-message.ts';
import type { HttpSettings } from './options.ts';
import type { PoolRegistry } from './pool/pool-registry.ts';
import type { HttpPorts } from './ports.ts';
import { type Limits, limitsOf } from './request/limits.ts';
import { type PreparedRequest, prepareRequest } from './request/prepared-request.ts';
import { requireAllowedUrl } from './request/url-policy.ts';
import type { RequestCounts } from './status.ts';

/** What a request stands on, besides its call. */
export interface RequestContext {
  readonly settings: HttpSettings;
  readonly pools: PoolRegistry;
  readonly counts: RequestCounts;
  readonly clock: Clock;
}

/** The operation: check, ask the cache, send, keep, count. */
export async function makeRequest(
  params: HttpRequestParams,
  call: Call<HttpPorts>,
  context: RequestContext,
): Promise<HttpResponse> {
  const { settings, clock } = context;
  const startedAt = clock.elapsed();
  const request = identified(prepareRequest(params, settings.userAgent), call, settings);
  const limits = limitsOf(params, settings, clock, call.invocation);
  await requireAllowedUrl(call.peers.security, request, params, settings);

  const answer = ({ status, headers, body }: KeptResponse, fromCache: boolean): HttpResponse => ({
    status,
    // A copy, because a cache may keep what it was given by reference.
    headers: { ...headers },
    body,
    fromCache,
    durationMs: clock.elapsed() - startedAt,
  });
  const cache = responseCacheFor(call.peers, request);
  const kept = await cache?.find(limits.maxBytes);
  if (cache !== undefined) call.cacheHit = kept !== undefined;
  if (kept !== undefined) return answer(kept, true);

  const response = await sendCounted(request, limits, call, context);
  const result = answer(response, false);
  await cache?.keep(response);
  return result;
}

/** Sends, and tells metrics and log how it went. */
async function sendCounted(
  request: PreparedRequest,
  limits: Limits,
  call: Call<HttpPorts>,
  { pools, counts, clock }: RequestContext,
): Promise<KeptResponse> {
  const { logging, metrics, singleton } = call.peers;
  counts.requests += 1;
  try {
    const { status, headers, body } = await send(() => pools.poolFor(request, singleton), request, limits, clock);
    return { status, headers, body: textOf(body), bytes: body.length };
  } catch (error) {
    counts.failures += 1;
    metrics.recordMetric({ name: 'HttpFailures', value: 1 });
    if (!(error instanceof ExchangeFailure)) throw error;
    const failure = toGatewayError(error, request, clock.elapsed() - limits.startedAt);
    logging.warning({
      message: `${request.method} to ${request.host}:${request.port} failed: ${failure.message}`,
      data: { code: failure.code, ...failure.data },
    });
    throw failure;
  } finally {
    metrics.recordMetric({ name: 'HttpDuration', value: clock.elapsed() - limits.startedAt, unit: 'Milliseconds' });
  }
}

/** The request with the correlation id in the header that the options name, unless the caller has set it. */
function identified(request: PreparedRequest, call: Call<HttpPorts>, settings: HttpSettings): PreparedRequest {
  const header = settings.correlationHeader;
  if (header === undefined || request.headers[header] !== undefined) return request;
  return { ...request, headers: { ...request.headers, [header]: call.correlationId } };
}

/** UTF-8, without the mark that some servers put before it and JSON.parse refuses. */
function textOf(body: Buffer): string {
  const text = body.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
