import type { HttpPreconnectParams } from '@hearthgate/contracts';
import type { Call } from '@hearthgate/kernel';
import { checkRequest, type RequestContext } from './perform.ts';
import type { HttpPorts } from './ports.ts';
import { limitsOf } from './request/limits.ts';

/** The operation: the checks and the route of a request, and no request. */
export async function preconnect(
  params: HttpPreconnectParams,
  call: Call<HttpPorts>,
  context: RequestContext,
): Promise<boolean> {
  const { settings, clock, pools } = context;
  const limits = limitsOf(params ?? {}, settings, clock, call.invocation, settings.maxResponseBytes);
  const { request } = await checkRequest({ ...params, method: 'HEAD' }, limits, call, context);
  const pool = await pools.poolFor(request.route, call.peers.singleton);
  return pool.preconnect(Math.min(limits.connectMs, limits.totalMs));
}
