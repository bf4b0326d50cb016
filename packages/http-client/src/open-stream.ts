import type { HttpRequestParams, HttpStream } from '@hearthgate/contracts';
import type { Call } from '@hearthgate/kernel';
import { streaming } from './exchange/receiver.ts';
import { checkRequest, perform, type RequestContext, reported } from './perform.ts';
import type { HttpPorts } from './ports.ts';
import { limitsOf } from './request/limits.ts';

/** The operation: as `makeRequest`, but answered with the headers; no cache, and no limit of size unless one is given. */
export async function openStream(
  params: HttpRequestParams,
  call: Call<HttpPorts>,
  context: RequestContext,
): Promise<HttpStream> {
  const { settings, clock } = context;
  const limits = limitsOf(params ?? {}, settings, clock, call.invocation, params?.maxResponseBytes ?? Infinity);
  const checked = await checkRequest(params, limits, call, context);
  const receiver = streaming((failure) => reported(failure, checked.request, limits, call, context) as Error);
  const { result, redirectedTo } = await perform(checked, receiver, call, context);
  const { status, headers, body, discard } = result;
  return { status, headers, body, cancel: discard, ...(redirectedTo === undefined ? {} : { redirectedTo }) };
}
