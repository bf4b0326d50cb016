import type { AwsClient, AwsClientParams } from './http-aws.ts';
import type {
  HttpDefaults,
  HttpPreconnectParams,
  HttpRequestParams,
  HttpResponse,
  HttpStream,
  HttpWebSocket,
  HttpWebSocketParams,
} from './http-request.ts';
import type { Gateway, OperationNames } from './operation.ts';
import type { GatewayStatus } from './status.ts';

export type * from './http-aws.ts';
export type * from './http-request.ts';

/** What can be changed while the gateway runs. What is not named stays. */
export interface ConfigureHttpParams extends HttpDefaults {
  /** Connections kept to one origin. Default 8. */
  readonly connections?: number | undefined;
  /** Origins with kept connections; beyond it the least recently used pool is closed. Default 32. */
  readonly maxOrigins?: number | undefined;
  /**
   * How long an idle connection may be used again. Default 60,000: below the 75 s after which nginx and aiohttp close
   * it. A shorter time that the server announces in `Keep-Alive` is kept.
   */
  readonly keepAliveMs?: number | undefined;
  /** What is left of the invocation for everything after the request. Default 200. */
  readonly deadlineMarginMs?: number | undefined;
  /** Mean of the wait before the first retry, doubled for each further one. Default 100. */
  readonly retryDelayMs?: number | undefined;
  /** Longest wait before a retry unless `Retry-After` asks for more. Default 2,000. */
  readonly maxRetryDelayMs?: number | undefined;
  /** Host names that may be called, besides what a request allows. Default: any. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Whether private and loopback addresses may be called at all. Default true. */
  readonly allowPrivate?: boolean | undefined;
  /** Default `hearthgate`. */
  readonly userAgent?: string | undefined;
  /**
   * Header in which each request carries the correlation id, for instance `x-correlation-id`. Default: none, so that
   * other people's servers learn nothing that they did not ask for.
   */
  readonly correlationHeader?: string | undefined;
}

export interface ResetPoolParams {
  /** `https://host:port`; absent for all. */
  readonly origin?: string | undefined;
}

export interface HttpStatus extends GatewayStatus {
  readonly requests: number;
  readonly failures: number;
  /** Requests that were sent again, dead connections included. */
  readonly retries: number;
  /** Origins with an open pool. */
  readonly origins: readonly string[];
  /** Connections over all pools, and how many of them wait for a request. */
  readonly connections: { readonly open: number; readonly idle: number };
}

/** Calls other servers inside the deadline, over connections that are kept. */
export interface HttpOperations {
  /**
   * One request. Every status is an answer, also 3xx, 4xx and 5xx, unless redirects are to be followed. Without
   * `retries` a request is sent twice only when the first connection turned out to be dead and the request is idempotent
   * or nothing had been sent. The data of an error has `host`, `port`, `phase` and `ms`, never path, query or headers;
   * that of `HTTP_TLS_FAILED` also `reason` and the `certificate` that was seen (`HttpSeenCertificate`).
   * Throws `HTTP_INVALID_REQUEST`, `HTTP_URL_REFUSED`, `HTTP_DNS_FAILED`, `HTTP_CONNECT_REFUSED`, `HTTP_CONNECT_TIMEOUT`,
   * `HTTP_PROXY_FAILED`, `HTTP_TLS_FAILED`, `HTTP_HEADERS_TIMEOUT`, `HTTP_BODY_TIMEOUT`, `HTTP_DEADLINE_EXCEEDED`,
   * `HTTP_ABORTED`, `HTTP_CONNECTION_LOST`, `HTTP_REDIRECT_REFUSED`, `HTTP_RESPONSE_TOO_LARGE`, `HTTP_DECODE_FAILED`.
   */
  makeRequest(params: HttpRequestParams): Promise<HttpResponse>;
  /**
   * One request, answered as soon as its headers are there; the body comes as it is read, and the deadline holds to its
   * end. Nothing is kept in a cache. Throws as `makeRequest`; what goes wrong later ends the body.
   */
  openStream(params: HttpRequestParams): Promise<HttpStream>;
  /**
   * A WebSocket (RFC 6455), opened as any request is: over the same connections, proxies and certificates. Its times hold
   * until it is open, and the deadline until it is closed. Throws as `makeRequest`, and `HTTP_UPGRADE_REFUSED` with the
   * `status` of the answer when the server opens none.
   */
  openWebSocket(params: HttpWebSocketParams): Promise<HttpWebSocket>;
  /**
   * Opens a connection for a request to come, where none is open: while a function starts, say, so that its first request
   * waits for no handshake. It is closed when nobody asks for it within `keepAliveMs`. Answers whether one stands; why none
   * does, the request says. Throws `HTTP_INVALID_REQUEST`, `HTTP_URL_REFUSED`, `HTTP_DNS_FAILED`.
   */
  preconnect(params: HttpPreconnectParams): Promise<boolean>;
  /** A client that signs its requests to a service of AWS (Signature Version 4). Throws `HTTP_INVALID_REQUEST`. */
  getAwsClient(params: AwsClientParams): AwsClient;
  /** Changes settings from the next request on. Throws `HTTP_INVALID_OPTIONS` and changes nothing. */
  configure(params: ConfigureHttpParams): void;
  /** Closes kept connections; answers how many pools were closed. */
  resetPool(params?: ResetPoolParams): Promise<number>;
  /** State, with counts of requests and the origins that have connections. */
  getStatus(): HttpStatus;
}

/** Names of the HTTP operations. */
export const HttpOperation: OperationNames<HttpOperations> = {
  MAKE_REQUEST: 'makeRequest',
  OPEN_STREAM: 'openStream',
  OPEN_WEB_SOCKET: 'openWebSocket',
  PRECONNECT: 'preconnect',
  GET_AWS_CLIENT: 'getAwsClient',
  CONFIGURE: 'configure',
  RESET_POOL: 'resetPool',
  GET_STATUS: 'getStatus',
};

export interface HttpGateway extends Gateway<HttpOperations> {}
