export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** Limits of one request in milliseconds. Each is cut to what remains of the invocation less the margin. */
export interface HttpTimeouts {
  /** Until the TCP and TLS connection stands, the tunnel through a proxy included. Default 2,000. */
  readonly connectMs?: number | undefined;
  /** Until the response's headers are there. Default 10,000. */
  readonly headersMs?: number | undefined;
  /** Longest silence within the body. Default 5,000. */
  readonly bodyMs?: number | undefined;
  /** For everything, retries and redirects included. Default 15,000. */
  readonly totalMs?: number | undefined;
}

/** Which addresses of a name are used: only those of one family, or all with one family first. */
export type HttpFamily = 4 | 6 | 'prefer-4' | 'prefer-6';

/** With what a client shows who it is (mTLS): certificate and key in PEM, or both in one PFX (PKCS #12). */
export type HttpClientCertificate =
  | { readonly cert: string; readonly key: string; readonly passphrase?: string | undefined }
  | { readonly pfx: Uint8Array; readonly passphrase?: string | undefined };

/** What a request can say for itself and the gateway for all. */
export interface HttpDefaults {
  readonly timeouts?: HttpTimeouts | undefined;
  /** Longest body that is read, in bytes after decompression. Default 6,291,456; for `openStream` no limit. */
  readonly maxResponseBytes?: number | undefined;
  /**
   * How often a request is sent again after a failure that may pass: no connection; a lost connection, a timeout or
   * status 408, 429, 500, 502, 503 or 504 when the request is idempotent. Waits with jitter and as long as `Retry-After`
   * says, and only when that ends before the deadline. Default 0; 2 for AWS.
   */
  readonly retries?: number | undefined;
  /** How many redirects are followed. Default 0: a redirect is an answer. */
  readonly maxRedirects?: number | undefined;
  /**
   * The proxy, as `http://`, `https://` or `socks5h://` with host, port and, if need be, user name and password. All
   * requests go through a tunnel, and the proxy looks up the names. `false`: none. Default none.
   */
  readonly proxy?: string | false | undefined;
  /**
   * How long a request waits, from its beginning, for a proxy that is still starting: that refuses connections, or says
   * that it fails itself (the general failure of SOCKS, status 503). Nothing has been sent to the server then, so it
   * holds for every method. Default 0; 0 to 2,147,483,647.
   */
  readonly proxyReadyMs?: number | undefined;
  /**
   * Default: all addresses in the order of the resolver, tried side by side (RFC 8305). With a proxy it is about the
   * addresses of the proxy, which looks up the server's by itself.
   */
  readonly family?: HttpFamily | undefined;
  /** Certificates (PEM) to trust instead of the system's. */
  readonly ca?: string | readonly string[] | undefined;
}

export interface HttpRequestParams extends HttpDefaults {
  readonly method: HttpMethod;
  /** An absolute http or https URL without user name and password. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Sent as it is when a string or bytes, as a form when `URLSearchParams`, chunk by chunk when an async iterable of
   * strings or bytes (a Node stream, say; such a request is never sent twice, and when it fails the stream is destroyed);
   * anything else is sent as JSON.
   */
  readonly body?: unknown;
  /** `bytes` leaves `body` empty and answers `bytes`. Default `text`. */
  readonly responseType?: 'text' | 'bytes' | undefined;
  /** Epoch milliseconds by which an answer must be there, besides the invocation's own deadline. */
  readonly deadlineAtMs?: number | undefined;
  /** Ends the request with `HTTP_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Whether sending it twice does no harm. Default: what RFC 9110 says of the method; true for GET, PUT and DELETE. */
  readonly idempotent?: boolean | undefined;
  /** The client's certificate, shown to this origin only. */
  readonly clientCertificate?: HttpClientCertificate | undefined;
  /**
   * SHA-256 of the server's certificate in hex, with or without colons, one or more. The server must have one of them,
   * besides all other checks. For https only.
   */
  readonly pinnedFingerprint?: string | readonly string[] | undefined;
  /**
   * Whether the pinned fingerprint takes the place of the other checks, for servers that sign their own certificate: one
   * that has it is trusted whoever issued it, for which name and until when. Not taken along to another origin. Default
   * false.
   */
  readonly trustPinned?: boolean | undefined;
  /** The name that the server's certificate must be for. Default: the host of the URL. */
  readonly serverName?: string | undefined;
  /** Whether a private or loopback address may be called. Default true; the security peer decides. */
  readonly allowPrivate?: boolean | undefined;
  /** Host names that may be called, as for `checkUrl`. Default: any. */
  readonly allowedHosts?: readonly string[] | undefined;
}

/** What a WebSocket is opened with: a request without method and body. */
export interface HttpWebSocketParams
  extends Omit<HttpRequestParams, 'method' | 'body' | 'responseType' | 'idempotent' | 'maxResponseBytes'> {
  /** The URL at which the server offers it: https for `wss`, http for `ws`. */
  readonly url: string;
  /** Longest message that is taken, after decompression, and most that waits to be read. Default 6,291,456. */
  readonly maxResponseBytes?: number | undefined;
}

/** Where a connection is to go, and how. */
export type HttpPreconnectParams = Pick<
  HttpRequestParams,
  | 'url'
  | 'timeouts'
  | 'proxy'
  | 'family'
  | 'ca'
  | 'clientCertificate'
  | 'pinnedFingerprint'
  | 'trustPinned'
  | 'serverName'
  | 'allowPrivate'
  | 'allowedHosts'
>;

/** The certificate that a server showed, in `data.certificate` of `HTTP_TLS_FAILED` when the handshake got that far. */
export interface HttpSeenCertificate {
  /** `CN=home.example, O=Home`, at most 200 characters. */
  readonly subject: string;
  readonly issuer: string;
  /** `DNS:home.example, IP Address:192.0.2.7`; empty when there are none. */
  readonly names: string;
  /** Epoch milliseconds. */
  readonly validFromMs: number;
  readonly validToMs: number;
  /** SHA-256 as `openssl x509 -fingerprint -sha256` prints it: what `pinnedFingerprint` takes. */
  readonly fingerprint: string;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed body as UTF-8 text. */
  readonly body: string;
  /** Decompressed body, when `responseType` asked for it. */
  readonly bytes?: Uint8Array | undefined;
  /** Whether the cache answered. */
  readonly fromCache: boolean;
  /** Milliseconds from the call to the last byte. */
  readonly durationMs: number;
  /** The URL that answered, when redirects were followed. */
  readonly redirectedTo?: string | undefined;
}

/** A response whose body is still coming. Read it to its end or cancel it: until then it holds a connection. */
export interface HttpStream {
  readonly status: number;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The URL that answered, when redirects were followed. */
  readonly redirectedTo?: string | undefined;
  /** Decompressed, a Node stream; it ends with a `GatewayError` of this gateway when the body cannot be had. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Ends the connection; nothing more comes. */
  cancel(): void;
}

/** An open WebSocket. Close it, or leave the loop over its messages, which closes it: nothing else does before the deadline. */
export interface HttpWebSocket {
  /** Sends one message, as text or as bytes. What is sent after the end goes nowhere. */
  send(message: string | Uint8Array): void;
  /**
   * What comes, text as a string; read by one reader. It ends when the server closes, and with a `GatewayError` of this
   * gateway when the connection is lost, the deadline is over, or a message is too long or malformed.
   */
  readonly messages: AsyncIterable<string | Uint8Array>;
  /** Says goodbye and waits until the connection is gone, which it is after a second at the latest. */
  close(): Promise<void>;
}
