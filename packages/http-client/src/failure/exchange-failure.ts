import type { ErrorCode, HttpSeenCertificate } from '@hearthgate/contracts';

/**
 * Where an exchange was: `start` had not begun, `queue` waits for a free connection, `dns`, `connect`, `proxy` and `tls`
 * open one.
 */
export type Phase = 'start' | 'queue' | 'dns' | 'connect' | 'proxy' | 'tls' | 'headers' | 'body';

/** The codes with which an exchange can fail. */
export type ExchangeCode = Extract<
  ErrorCode,
  | 'HTTP_DNS_FAILED'
  | 'HTTP_CONNECT_REFUSED'
  | 'HTTP_CONNECT_TIMEOUT'
  | 'HTTP_PROXY_FAILED'
  | 'HTTP_TLS_FAILED'
  | 'HTTP_HEADERS_TIMEOUT'
  | 'HTTP_BODY_TIMEOUT'
  | 'HTTP_DEADLINE_EXCEEDED'
  | 'HTTP_ABORTED'
  | 'HTTP_CONNECTION_LOST'
  | 'HTTP_RESPONSE_TOO_LARGE'
  | 'HTTP_DECODE_FAILED'
>;

export interface ExchangeFailureDetails {
  readonly phase: Phase;
  /** What was at work: a system or TLS code, an encoding. */
  readonly reason?: string | undefined;
  /** A fact for the message, such as the names that a certificate is for. */
  readonly detail?: string | undefined;
  /** What the server showed in the handshake. */
  readonly certificate?: HttpSeenCertificate | undefined;
  /** The limit that was passed, in milliseconds or bytes. */
  readonly limit?: number | undefined;
  readonly cause?: unknown;
}

/** An exchange that failed, with what is needed to explain it and to decide whether it may be tried again. */
export class ExchangeFailure extends Error {
  readonly code: ExchangeCode;
  readonly details: ExchangeFailureDetails;
  /** Whether the request was handed to an open connection, so that the server may have seen it. */
  started = false;
  /** Whether that connection had served other requests before. */
  reused = false;
  /** Which generation of the pool's connections it was. */
  generation = 0;

  constructor(code: ExchangeCode, details: ExchangeFailureDetails) {
    super(code, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}
