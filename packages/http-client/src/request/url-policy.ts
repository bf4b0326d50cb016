import type { HttpRequestParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import type { HttpSettings } from '../options.ts';
import type { HttpPorts } from '../ports.ts';
import type { PreparedRequest } from './prepared-request.ts';

/**
 * Lets the security peer (or what stands in for it) decide whether the URL may be called. A request can narrow what
 * the gateway allows, never widen it.
 *
 * @throws GatewayError `HTTP_URL_REFUSED`, `HTTP_INVALID_REQUEST`
 */
export async function requireAllowedUrl(
  security: HttpPorts['security'],
  { href, host }: PreparedRequest,
  params: HttpRequestParams,
  settings: HttpSettings,
): Promise<void> {
  const own = params.allowedHosts ?? [];
  if (!Array.isArray(own) || !own.every((name) => typeof name === 'string')) {
    throw new GatewayError('HTTP_INVALID_REQUEST', 'allowedHosts is a list of host names.');
  }
  const allowPrivate = settings.allowPrivate && params.allowPrivate !== false;
  const lists = [settings.allowedHosts, own].filter((list) => list.length > 0);
  for (const allowedHosts of lists.length === 0 ? [[]] : lists) {
    const check = await security.checkUrl({ url: href, allowedHosts, allowPrivate, allowHttp: true });
    if (!check.allowed) {
      const reason = check.reason ?? 'the security gateway refused it without a reason.';
      throw new GatewayError('HTTP_URL_REFUSED', `${host} may not be called: ${reason}`, { data: { host } });
    }
  }
}
