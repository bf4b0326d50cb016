import type { Gateway, OperationNames } from './operation.ts';
import type { GatewayStatus } from './status.ts';

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** Limits of one request in milliseconds. Each is cut to what remains of the invocation less the margin. */
export interface HttpTimeouts {
  /** Until the TCP and TLS connection stands. Default 2,000. */
  readonly connectMs?: number | undefined;
  /** Until the response's headers are there. Default 10,000. */
  readonly headersMs?: number | undefined;
  /** Longest silence within the body. Default 5,000. */
  readonly bodyMs?: number | undefined;
  /** For everything. Default 15,000. */
  readonly totalMs?: number | undefined;
}

export interface HttpRequestParams {
  readonly method: HttpMethod;
  /** An absolute http or https URL without user name and password. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as it is when a string or bytes; anything else is sent as JSON. */
  readonly body?: unknown;
  readonly timeouts?: HttpTimeouts | undefined;
  /** Epoch milliseconds by which an answer must be there, besides the invocation's own deadline. */
  readonly deadlineAtMs?: number | undefined;
  /** Longest body that is read, in bytes after decompression. Default 6,291,456. */
  readonly maxResponseBytes?: number | undefined;
  /** Certificates (PEM) to trust instead of the system's. */
  readonly ca?: string | readonly string[] | undefined;
  /** Whether a private or loopback address may be called. Default true; the security peer decides. */
  readonly allowPrivate?: boolean | undefined;
  /** Host names that may be called, as for `checkUrl`. Default: any. */
  readonly allowedHosts?: readonly string[] | undefined;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed body as UTF-8 text. */
  readonly body: string;
  /** Whether the cache answered. */
  readonly fromCache: boolean;
  /** Milliseconds from the call to the last byte. */
  readonly durationMs: number;
}

export interface ResetPoolParams {
  /** `https://host:port`; absent for all. */
  readonly origin?: string | undefined;
}

export interface HttpStatus extends GatewayStatus {
  readonly requests: number;
  readonly failures: number;
  /** Origins with an open pool. */
  readonly origins: readonly string[];
}

/** Calls other servers inside the deadline, over connections that are kept. */
export interface HttpOperations {
  /**
   * One request. Every status is an answer, also 3xx (not followed), 4xx and 5xx. A request is sent twice only when the
   * first connection turned out to be dead and the method is idempotent or nothing had been sent. The data of an error
   * has `host`, `port`, `phase` and `ms`, never path, query or headers. Throws `HTTP_INVALID_REQUEST`, `HTTP_URL_REFUSED`,
   * `HTTP_DNS_FAILED`, `HTTP_CONNECT_REFUSED`, `HTTP_CONNECT_TIMEOUT`, `HTTP_TLS_FAILED`, `HTTP_HEADERS_TIMEOUT`,
   * `HTTP_BODY_TIMEOUT`, `HTTP_DEADLINE_EXCEEDED`, `HTTP_CONNECTION_LOST`, `HTTP_RESPONSE_TOO_LARGE`,
   * `HTTP_DECODE_FAILED`.
   */
  makeRequest(params: HttpRequestParams): Promise<HttpResponse>;
  /** Closes kept connections; answers how many pools were closed. */
  resetPool(params?: ResetPoolParams): Promise<number>;
  /** State, with counts of requests and the origins that have connections. */
  getStatus(): HttpStatus;
}

/** Names of the HTTP operations. */
export const HttpOperation: OperationNames<HttpOperations> = {
  MAKE_REQUEST: 'makeRequest',
  RESET_POOL: 'resetPool',
  GET_STATUS: 'getStatus',
};

export interface HttpGateway extends Gateway<HttpOperations> {}
