import type { HttpRequestParams, HttpResponse } from '@hearthgate/contracts';
import { type Call, GatewayError } from '@hearthgate/kernel';
import { type KeptResponse, responseCacheFor } from './caching/response-cache.ts';
import { collecting } from './exchange/receiver.ts';
import { checkRequest, perform, type RequestContext } from './perform.ts';
import type { HttpPorts } from './ports.ts';
import { limitsOf } from './request/limits.ts';

/** The operation: check, ask the cache, send, keep, count. */
export async function makeRequest(
  params: HttpRequestParams,
  call: Call<HttpPorts>,
  context: RequestContext,
): Promise<HttpResponse> {
  const { settings, clock } = context;
  const startedAt = clock.elapsed();
  const limits = limitsOf(
    params ?? {},
    settings,
    clock,
    call.invocation,
    params?.maxResponseBytes ?? settings.maxResponseBytes,
  );
  const checked = await checkRequest(params, limits, call, context);
  const wantsBytes = readResponseType(params.responseType) === 'bytes';

  const answer = (
    { status, headers, body }: Omit<KeptResponse, 'bytes'>,
    more: Pick<HttpResponse, 'fromCache' | 'bytes' | 'redirectedTo'>,
  ): HttpResponse => ({
    status,
    // A copy, because a cache may keep what it was given by reference.
    headers: { ...headers },
    body,
    ...more,
    durationMs: clock.elapsed() - startedAt,
  });
  // What is kept is text.
  const cache = wantsBytes ? undefined : responseCacheFor(call.peers, checked.request);
  const kept = await cache?.find(limits.maxBytes);
  if (cache !== undefined) call.cacheHit = kept !== undefined;
  if (kept !== undefined) return answer(kept, { fromCache: true });

  const { result, redirectedTo } = await perform(checked, collecting, call, context);
  const { status, headers, body } = result;
  const text = wantsBytes ? '' : textOf(body);
  // What another URL answered is not kept under this one.
  if (redirectedTo === undefined) await cache?.keep({ status, headers, body: text, bytes: body.length });
  return answer(
    { status, headers, body: text },
    {
      fromCache: false,
      ...(wantsBytes ? { bytes: body } : {}),
      ...(redirectedTo === undefined ? {} : { redirectedTo }),
    },
  );
}

function readResponseType(value: unknown): 'text' | 'bytes' {
  if (value === undefined || value === 'text') return 'text';
  if (value === 'bytes') return value;
  throw new GatewayError('HTTP_INVALID_REQUEST', "responseType is 'text' or 'bytes'.");
}

/** UTF-8, without the mark that some servers put before it and JSON.parse refuses. */
function textOf(body: Buffer): string {
  const text = body.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
