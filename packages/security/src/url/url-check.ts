import type { CheckUrlParams, UrlCheck } from '@hearthgate/contracts';
import { canonicalHost, isListedHost } from './host-list.ts';

/** What the verdict on a URL depends on; path, query and credentials themselves do not matter. */
interface UrlFacts {
  readonly protocol: string;
  readonly host: string;
  readonly hasUserinfo: boolean;
}

const ALLOWED: UrlCheck = { allowed: true };

/** Whether a URL may be called, by its text alone: host names are not resolved. */
export function checkUrlText(params: CheckUrlParams, privateHosts: { has(host: string): boolean }): UrlCheck {
  const facts = factsOf(params.url);
  if (facts === undefined)
    return refused('The text is no absolute URL; give scheme and host, as in https://home.example.');
  const { protocol, host, hasUserinfo } = facts;
  if (protocol !== 'https:' && protocol !== 'http:') {
    return refused(`The scheme ${protocol} is not allowed; use https.`);
  }
  if (protocol === 'http:' && params.redirectedFrom !== undefined && isHttps(params.redirectedFrom)) {
    return refused(`The redirect leads from https to plain http at ${host}; let the server redirect to https.`);
  }
  if (protocol === 'http:' && params.allowHttp !== true) {
    return refused(`Plain http to ${host} is not allowed; use https or set allowHttp.`);
  }
  if (hasUserinfo) return refused('The URL carries a user name or password; send them in the Authorization header.');
  const { allowedHosts = [] } = params;
  if (allowedHosts.length > 0 && !isListedHost(host, allowedHosts)) {
    return refused(`${host} is not among the allowed hosts; add it to allowedHosts if it is yours.`);
  }
  if (params.allowPrivate !== true && privateHosts.has(host)) {
    return refused(`${host} is a loopback, private or link-local host; set allowPrivate if that is meant.`);
  }
  return ALLOWED;
}

/** Whether credentials may follow a redirect. */
export function isSameOrigin(url: string, other: string): boolean {
  const origin = URL.parse(url)?.origin;
  return origin !== undefined && origin !== 'null' && origin === URL.parse(other)?.origin;
}

/**
 * The key under which a verdict is kept: a hash of what the verdict depends on. Tokens in a URL have no part in it, and
 * two URLs of one host share a verdict.
 */
export function verdictKey(params: CheckUrlParams): string {
  const { url, allowedHosts, allowPrivate, allowHttp, resolve, redirectedFrom } = params;
  const redirect =
    redirectedFrom === undefined ? undefined : [isHttps(redirectedFrom), isSameOrigin(url, redirectedFrom)];
  const flags = [allowPrivate === true, allowHttp === true, resolve === true];
  const facts = JSON.stringify([factsOf(url), allowedHosts, flags, redirect]);
  return process.getBuiltinModule('node:crypto').hash('sha256', facts, 'hex');
}

function isHttps(url: string): boolean {
  return URL.parse(url)?.protocol === 'https:';
}

function factsOf(text: unknown): UrlFacts | undefined {
  const url = typeof text === 'string' ? URL.parse(text) : null;
  if (url === null) return undefined;
  return { protocol: url.protocol, host: canonicalHost(url), hasUserinfo: url.username !== '' || url.password !== '' };
}

function refused(reason: string): UrlCheck {
  return { allowed: false, reason };
}
