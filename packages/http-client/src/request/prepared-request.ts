import type { HttpMethod, HttpRequestParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { readProxy } from '../connect/proxy-server.ts';
import type { Route } from '../connect/route.ts';
import { readTlsSettings } from '../connect/tls-settings.ts';
import { type HttpSettings, isCount, isDuration, isFamily } from '../options.ts';
import { type BodyStream, encodeBody, isBodyStream } from './request-body.ts';
import { checkHeaders, type Headers } from './request-headers.ts';
import type { UrlReader } from './url-reader.ts';

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Methods that may be sent twice with the effect of once (RFC 9110, 9.2.2). */
export const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
const ACCEPTED_ENCODINGS = 'gzip, deflate, br, zstd';

/** A request that can be sent. */
export interface PreparedRequest {
  readonly method: HttpMethod;
  readonly href: string;
  /** Path with query. */
  readonly path: string;
  readonly host: string;
  readonly port: number;
  readonly headers: Headers;
  readonly body: string | Uint8Array | BodyStream | undefined;
  readonly route: Route;
  readonly signal: AbortSignal | undefined;
  readonly isIdempotent: boolean;
  /** Whether the body can be sent more than once. */
  readonly isReplayable: boolean;
  readonly retries: number;
  readonly maxRedirects: number;
  /** How long after its beginning the request still waits for a proxy that is starting. */
  readonly proxyReadyMs: number;
  /** The protocol that the connection is to change to. */
  readonly upgrade?: 'websocket';
}

/**
 * Checks what a caller wants to send. What is thrown names the part that is wrong and never quotes the URL.
 *
 * @throws GatewayError `HTTP_INVALID_REQUEST`
 */
export function prepareRequest(params: HttpRequestParams, settings: HttpSettings, urls: UrlReader): PreparedRequest {
  if (typeof params !== 'object' || params === null) {
    throw invalid('A request is one object with method and url.');
  }
  const { method } = params;
  if (!METHODS.has(method)) throw invalid(`method is one of ${[...METHODS].join(', ')}.`);
  const { protocol, origin, href, path, host, port } = urls.read(params.url);
  const { bytes, contentType } = encodeBody(params.body);
  if (bytes !== undefined && (method === 'GET' || method === 'HEAD')) {
    throw invalid(`${method} carries no body; use POST, or put the parameters into the URL.`);
  }
  const headers = checkHeaders(params.headers);
  headers['user-agent'] ??= settings.userAgent;
  headers['accept-encoding'] ??= ACCEPTED_ENCODINGS;
  if (contentType !== undefined) headers['content-type'] ??= contentType;
  const { retries = settings.retries, maxRedirects = settings.maxRedirects, family = settings.family } = params;
  if (!isCount(retries)) throw invalid('retries is a whole number from 0 to 20.');
  if (!isCount(maxRedirects)) throw invalid('maxRedirects is a whole number from 0 to 20.');
  const { proxyReadyMs = settings.proxyReadyMs } = params;
  if (proxyReadyMs !== 0 && !isDuration(proxyReadyMs)) throw invalid('proxyReadyMs is zero or a positive number.');
  const tls = readTlsSettings(params, settings.ca);
  if (protocol === 'http:' && tls.fingerprints.length > 0) {
    throw invalid('pinnedFingerprint is for https URLs: a server of plain http shows no certificate.');
  }
  if (!isFamily(family)) throw invalid("family is 4, 6, 'prefer-4' or 'prefer-6'.");
  return {
    method,
    href,
    path,
    host,
    port,
    headers,
    body: bytes,
    route: {
      origin,
      tls,
      proxy: params.proxy === undefined ? settings.proxy : readProxy(params.proxy, 'HTTP_INVALID_REQUEST'),
      family,
      addresses: undefined,
    },
    signal: readSignal(params.signal),
    isIdempotent: params.idempotent ?? IDEMPOTENT.has(method),
    isReplayable: !isBodyStream(bytes),
    retries,
    maxRedirects,
    proxyReadyMs,
  };
}

/** Told by what it can do, so that signals of other realms and libraries are taken too. */
function readSignal(value: unknown): AbortSignal | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value) {
    return value as AbortSignal;
  }
  throw invalid('signal is an AbortSignal.');
}

function invalid(message: string): GatewayError {
  return new GatewayError('HTTP_INVALID_REQUEST', message);
}
