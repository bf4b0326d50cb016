import type { HttpRequestParams, HttpResponse } from '@hearthgate/contracts';
import { type Call, GatewayError } from '@hearthgate/kernel';
import { type KeptResponse, responseCacheFor } from './caching/response-cache.ts';
import { collecting } from './exchange/receiver.ts';
import { checkRequest, perform, type RequestContext } from './perform.ts';
import type { HttpPorts } from './ports.ts';
import { inTime, inTimeOrNot } from './request/in-time.ts';
import { type Limits, limitsOf } from './request/limits.ts';

/** The operation: check, ask the cache, send, keep, count. */
export async function makeRequest(
  params: HttpRequestParams,
  call: Call<HttpPorts>,
  context: RequestContext,
): Promise<HttpResponse> {
  const { settings, clock } = context;
  const limits = limitsOf(
    params ?? {},
    settings,
    clock,
    call.invocation,
    params?.maxResponseBytes ?? settings.maxResponseBytes,
  );
  const checking = checkRequest(params, limits, call, context);
  // Nothing is waited for that is there already: each wait costs about as much as the check itself.
  const checked = checking instanceof Promise ? await checking : checking;
  const { request } = checked;
  const wantsBytes = readResponseType(params.responseType) === 'bytes';

  // What is kept is text.
  const cache = wantsBytes
    ? undefined
    : responseCacheFor(call.peers, request, context.known, settings.correlationHeader);
  if (cache !== undefined) {
    const finding = cache.find(limits.maxBytes, clock.now());
    const kept = await inTime(finding, 'its cache was asked', 'start', request, limits, clock);
    call.cacheHit = kept !== undefined;
    if (kept !== undefined) return answerOf(kept, true, limits, context);
  }

  const { result, redirectedTo } = await perform(checked, collecting, call, context);
  const { status, headers, chunks } = result;
  const bytes = wantsBytes ? Buffer.concat(chunks) : undefined;
  const body = bytes === undefined ? textOf(chunks) : '';
  // What another URL answered is not kept under this one.
  if (redirectedTo === undefined) {
    // A copy, because a cache may keep what it was given by reference.
    const keeping = cache?.keep({ status, headers: { ...headers }, body, bytes: lengthOf(chunks) });
    if (keeping !== undefined) await inTimeOrNot(keeping, request, limits, clock);
  }
  const answer = answerOf({ status, headers, body }, false, limits, context);
  if (bytes === undefined && redirectedTo === undefined) return answer;
  return {
    ...answer,
    ...(bytes === undefined ? {} : { bytes }),
    ...(redirectedTo === undefined ? {} : { redirectedTo }),
  };
}

function answerOf(
  { status, headers, body }: Pick<KeptResponse, 'status' | 'headers' | 'body'>,
  fromCache: boolean,
  { startedAt }: Limits,
  { clock }: RequestContext,
): HttpResponse {
  return { status, headers, body, fromCache, durationMs: clock.elapsed() - startedAt };
}

function readResponseType(value: unknown): 'text' | 'bytes' {
  if (value === undefined || value === 'text') return 'text';
  if (value === 'bytes') return value;
  throw new GatewayError('HTTP_INVALID_REQUEST', "responseType is 'text' or 'bytes'.");
}

/** UTF-8, without the mark that some servers put before it and JSON.parse refuses. */
function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  // Most answers come in one piece, which needs no copy.
  const whole = first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
  const text = whole.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function lengthOf(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0);
}
