import type { HttpMethod, HttpRequestParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { encodeBody } from './request-body.ts';
import { checkHeaders, type Headers } from './request-headers.ts';

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const ACCEPTED_ENCODINGS = 'gzip, deflate, br, zstd';

/** A request that can be sent. */
export interface PreparedRequest {
  readonly method: HttpMethod;
  readonly href: string;
  /** `https://host:port`, the port only when it is not the scheme's own. */
  readonly origin: string;
  /** Path with query. */
  readonly path: string;
  readonly host: string;
  readonly port: number;
  readonly headers: Headers;
  readonly body: string | Uint8Array | undefined;
  /** Certificates to trust instead of the system's; empty for the system's. */
  readonly ca: readonly string[];
}

/**
 * Checks what a caller wants to send. What is thrown names the part that is wrong and never quotes the URL.
 *
 * @throws GatewayError `HTTP_INVALID_REQUEST`
 */
export function prepareRequest(params: HttpRequestParams, userAgent: string): PreparedRequest {
  if (typeof params !== 'object' || params === null) {
    throw invalid('makeRequest takes one object with method and url.');
  }
  const { method } = params;
  if (!METHODS.has(method)) throw invalid(`method is one of ${[...METHODS].join(', ')}.`);
  const url = parseUrl(params.url);
  const { bytes, contentType } = encodeBody(params.body);
  if (bytes !== undefined && (method === 'GET' || method === 'HEAD')) {
    throw invalid(`${method} carries no body; use POST, or put the parameters into the URL.`);
  }
  const headers = checkHeaders(params.headers);
  headers['user-agent'] ??= userAgent;
  headers['accept-encoding'] ??= ACCEPTED_ENCODINGS;
  if (contentType !== undefined) headers['content-type'] ??= contentType;
  return {
    method,
    href: `${url.origin}${url.pathname}${url.search}`,
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    host: url.hostname,
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    headers,
    body: bytes,
    ca: checkCertificates(params.ca),
  };
}

function parseUrl(text: unknown): URL {
  const url = typeof text === 'string' ? URL.parse(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw invalid('url is an absolute URL that starts with https:// or http://.');
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid('url holds a user name or password; send them in an authorization header instead.');
  }
  return url;
}

function checkCertificates(ca: unknown): readonly string[] {
  if (ca === undefined) return [];
  const list: readonly unknown[] = Array.isArray(ca) ? ca : [ca];
  if (
    list.length === 0 ||
    !list.every((one) => typeof one === 'string' && one.includes('-----BEGIN CERTIFICATE-----'))
  ) {
    throw invalid('ca is one or more certificates in PEM form (-----BEGIN CERTIFICATE-----).');
  }
  return list as readonly string[];
}

function invalid(message: string): GatewayError {
  return new GatewayError('HTTP_INVALID_REQUEST', message);
}
