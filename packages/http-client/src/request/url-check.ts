import type { CheckUrlParams, UrlCheck } from '@hearthgate/contracts';

const ALLOWED: UrlCheck = { allowed: true };

/**
 * What can be said of a URL without the security gateway: whether its host name is on the list. Which names lead to
 * private addresses cannot be said, so a request that forbids them is refused rather than let through unchecked.
 */
export function checkUrlAlone({ url, allowedHosts = [], allowPrivate }: CheckUrlParams): UrlCheck {
  if (allowPrivate === false) {
    return {
      allowed: false,
      reason:
        'Private addresses can be told apart only by the security gateway; compose it, or allow private addresses.',
    };
  }
  if (allowedHosts.length === 0) return ALLOWED;
  const host = new URL(url).hostname;
  if (!allowedHosts.some((pattern) => matchesHost(host, pattern.toLowerCase()))) {
    return { allowed: false, reason: `${host} is not among the allowed hosts; add it to allowedHosts if it is yours.` };
  }
  return ALLOWED;
}

function matchesHost(host: string, pattern: string): boolean {
  return pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1
    : host === pattern;
}
