import type { HttpRequestParams, UrlCheck } from '@hearthgate/contracts';
import { type Clock, GatewayError, hasCode } from '@hearthgate/kernel';
import type { HttpSettings } from '../options.ts';
import { alone, type HttpPorts } from '../ports.ts';
import { inTime } from './in-time.ts';
import type { Limits } from './limits.ts';
import type { PreparedRequest } from './prepared-request.ts';
import { checkUrlAlone } from './url-check.ts';

/** What a URL is judged by. */
export interface UrlPolicy {
  readonly security: HttpPorts['security'];
  /** Each list has to have the host; an empty one has every host. */
  readonly hostLists: readonly (readonly string[])[];
  readonly allowPrivate: boolean;
}

/**
 * The policy for a request. It can narrow what the gateway allows, never widen it.
 *
 * @throws GatewayError `HTTP_INVALID_REQUEST`
 */
export function urlPolicyOf(
  security: HttpPorts['security'],
  params: HttpRequestParams,
  settings: Pick<HttpSettings, 'allowedHosts' | 'allowPrivate'>,
): UrlPolicy {
  const allowPrivate = settings.allowPrivate && params.allowPrivate !== false;
  return { security, hostLists: hostListsOf(settings.allowedHosts, params.allowedHosts), allowPrivate };
}

const ANY_HOST: UrlPolicy['hostLists'] = [[]];

function hostListsOf(standard: readonly string[], own: unknown): UrlPolicy['hostLists'] {
  const given = own ?? [];
  if (!Array.isArray(given) || !given.every((name) => typeof name === 'string')) {
    throw new GatewayError('HTTP_INVALID_REQUEST', 'allowedHosts is a list of host names.');
  }
  if (standard.length === 0) return given.length === 0 ? ANY_HOST : [given];
  return given.length === 0 ? [standard] : [standard, given];
}

/**
 * Lets the security peer (or what stands in for it) decide whether the URL may be called. Where private addresses may
 * not, it also says which addresses the name has; the request is then bound to those, so that a name which changes its
 * address after the check leads nowhere else.
 *
 * @throws GatewayError `HTTP_URL_REFUSED`, `HTTP_DNS_FAILED`, `HTTP_DEADLINE_EXCEEDED`, `HTTP_ABORTED`
 */
export function allowedRequest(
  request: PreparedRequest,
  policy: UrlPolicy,
  redirectedFrom: string | undefined,
  limits: Limits,
  clock: Clock,
): PreparedRequest | Promise<PreparedRequest> {
  if (policy.security !== alone.security) return allowedByPeer(request, policy, redirectedFrom, limits, clock);
  const { hostLists, allowPrivate } = policy;
  for (const allowedHosts of hostLists) {
    refuseUnlessAllowed(checkUrlAlone({ url: request.href, allowedHosts, allowPrivate }), request);
  }
  return request;
}

async function allowedByPeer(
  request: PreparedRequest,
  policy: UrlPolicy,
  redirectedFrom: string | undefined,
  limits: Limits,
  clock: Clock,
): Promise<PreparedRequest> {
  const { security, hostLists, allowPrivate } = policy;
  const { href: url } = request;
  let addresses: UrlCheck['addresses'];
  for (const allowedHosts of hostLists) {
    const asked = { url, allowedHosts, allowPrivate, allowHttp: true };
    const check = await checkInTime(
      security.checkUrl({
        ...asked,
        ...(allowPrivate ? {} : { resolve: true }),
        ...(redirectedFrom === undefined ? {} : { redirectedFrom }),
      }),
      request,
      limits,
      clock,
    );
    refuseUnlessAllowed(check, request);
    addresses = check.addresses;
  }
  return allowPrivate ? request : { ...request, route: { ...request.route, addresses } };
}

function refuseUnlessAllowed({ allowed, reason }: UrlCheck, { host }: PreparedRequest): void {
  if (allowed) return;
  const why = reason ?? 'the security gateway refused it without a reason.';
  throw new GatewayError('HTTP_URL_REFUSED', `${host} may not be called: ${why}`, { data: { host } });
}

/** The check may ask a name server, which may be slow. */
async function checkInTime(
  check: Promise<UrlCheck>,
  request: PreparedRequest,
  limits: Limits,
  clock: Clock,
): Promise<UrlCheck> {
  const { host, port } = request;
  try {
    return await inTime(check, 'its URL was checked', 'dns', request, limits, clock);
  } catch (error) {
    if (!hasCode(error, 'SECURITY_DNS_FAILED')) throw error;
    const data = { host, port, phase: 'dns', ms: Math.round(clock.elapsed() - limits.startedAt) };
    throw new GatewayError('HTTP_DNS_FAILED', `${host} has no address; check its spelling and public DNS.`, {
      cause: error,
      data,
    });
  }
}
