import { GatewayError } from '@hearthgate/kernel';
import type { TlsSettings } from '../connect/tls-settings.ts';
import type { PreparedRequest } from '../request/prepared-request.ts';
import { type Headers, IMPERSONAL } from '../request/request-headers.ts';
import { partsOf } from '../request/url-reader.ts';

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Headers that may go to another origin. A list of what is harmless, because a secret can be in a header of any name.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  ...IMPERSONAL,
  'if-modified-since',
  'if-none-match',
  'range',
  'sec-websocket-extensions',
  'sec-websocket-key',
  'sec-websocket-version',
]);

/** Headers that describe a body, which a redirect to a GET leaves behind. */
const OF_THE_BODY = ['content-type', 'content-language', 'content-location', 'content-encoding'];

/**
 * The request that a redirect asks for, or `undefined` when the answer is no redirect or none is to be followed. To
 * another origin go no credentials: neither headers of the caller's own, nor a body, nor the client's certificate.
 *
 * @throws GatewayError `HTTP_REDIRECT_REFUSED`
 */
export function redirectedRequest(
  request: PreparedRequest,
  { status, headers }: { readonly status: number; readonly headers: Headers },
  followed: number,
): PreparedRequest | undefined {
  if (request.maxRedirects === 0 || !REDIRECTS.has(status) || headers.location === undefined) return undefined;
  const refuse = (reason: string, message: string): GatewayError => {
    const { host, port } = request;
    return new GatewayError('HTTP_REDIRECT_REFUSED', message, { data: { host, port, status, reason } });
  };
  const server = `${request.host}:${request.port}`;
  if (followed >= request.maxRedirects) {
    throw refuse('too-many', `${server} redirects once more than the ${followed} times that are followed.`);
  }
  const url = URL.parse(headers.location, request.href);
  if (
    url === null ||
    (url.protocol !== 'https:' && url.protocol !== 'http:') ||
    url.username !== '' ||
    url.password !== ''
  ) {
    throw refuse('location', `${server} redirects to something that is no plain http or https URL.`);
  }
  if (url.protocol === 'http:' && request.href.startsWith('https:')) {
    throw refuse('downgrade', `${server} redirects from https to http, where everybody can read along.`);
  }
  const toGet = status === 303 ? request.method !== 'HEAD' : status < 303 && request.method === 'POST';
  const body = toGet ? undefined : request.body;
  const isSameOrigin = url.origin === request.route.origin;
  if (body !== undefined && (!isSameOrigin || !request.isReplayable)) {
    const where = isSameOrigin
      ? 'a body that comes from a stream can be sent only once'
      : 'it would take the body there';
    throw refuse(
      'body',
      `${server} redirects to ${url.origin} with method and body; that is not followed, as ${where}.`,
    );
  }
  const { href, path, host, port, origin } = partsOf(url);
  return {
    ...request,
    href,
    path,
    host,
    port,
    method: toGet ? 'GET' : request.method,
    isIdempotent: toGet || request.isIdempotent,
    body,
    headers: headersFor(request.headers, isSameOrigin, toGet),
    route: {
      ...request.route,
      origin,
      addresses: undefined,
      tls: isSameOrigin ? request.route.tls : tlsElsewhere(request.route.tls),
    },
  };
}

/** Who may be trusted for its fingerprint alone is the server that was called, not the one that it names. */
function tlsElsewhere(tls: TlsSettings): TlsSettings {
  return { ...tls, client: undefined, serverName: undefined, trustsPinned: false };
}

function headersFor(headers: Headers, isSameOrigin: boolean, toGet: boolean): Headers {
  const kept = Object.entries(headers).filter(
    ([name]) => (isSameOrigin || HARMLESS.has(name)) && !(toGet && OF_THE_BODY.includes(name)),
  );
  return Object.assign(Object.create(null), Object.fromEntries(kept));
}
