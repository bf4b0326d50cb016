/** Codes of the http-client gateway. */
export const httpErrors = {
  HTTP_INVALID_OPTIONS: {
    meaning: 'Times are positive milliseconds, sizes and counts whole numbers from 1; the message names the option.',
    retryable: false,
  },
  HTTP_INVALID_REQUEST: {
    meaning: 'Method, URL or headers cannot be sent; the message says which.',
    retryable: false,
  },
  HTTP_URL_REFUSED: {
    meaning: 'The URL may not be called; the message says which rule refused it.',
    retryable: false,
  },
  HTTP_DNS_FAILED: {
    meaning: 'The host name has no address; check its spelling and that it is in public DNS.',
    retryable: true,
  },
  HTTP_CONNECT_REFUSED: {
    meaning: 'Nothing listens there; check port, port forwarding and that the server runs.',
    retryable: true,
  },
  HTTP_CONNECT_TIMEOUT: {
    meaning: 'No connection in time; check firewall, port forwarding and address family.',
    retryable: true,
  },
  HTTP_TLS_FAILED: {
    meaning: 'The certificate was not accepted; check chain, name and expiry, or configure the CA.',
    retryable: false,
  },
  HTTP_HEADERS_TIMEOUT: {
    meaning: 'Connected, but no answer in time; the server is busy or hangs.',
    retryable: true,
  },
  HTTP_BODY_TIMEOUT: { meaning: 'The answer began and then stalled.', retryable: true },
  HTTP_DEADLINE_EXCEEDED: {
    meaning: 'The time for the whole request was over; the server is slow or the deadline short.',
    retryable: true,
  },
  HTTP_CONNECTION_LOST: {
    meaning: 'The connection ended in the middle of the exchange; the server or a proxy closed it.',
    retryable: true,
  },
  HTTP_RESPONSE_TOO_LARGE: {
    meaning: 'The body is longer than maxResponseBytes; ask for less or raise the limit.',
    retryable: false,
  },
  HTTP_DECODE_FAILED: {
    meaning: 'The body does not decompress as its Content-Encoding says.',
    retryable: false,
  },
  HTTP_PROXY_FAILED: {
    meaning:
      'The proxy did not open the way; the message says whether it refused, asked for credentials or is no proxy.',
    retryable: true,
  },
  HTTP_REDIRECT_REFUSED: {
    meaning: 'The redirect may not be followed: too many, from https to http, or a body to another origin.',
    retryable: false,
  },
  HTTP_UPGRADE_REFUSED: {
    meaning: 'The server opens no WebSocket at that URL; let a proxy before it pass on the upgrade.',
    retryable: false,
  },
  HTTP_ABORTED: { meaning: 'The signal of the caller ended the request.', retryable: false },
  HTTP_NO_CREDENTIALS: {
    meaning: 'There are no credentials for AWS; pass credentials, or give the function a role.',
    retryable: false,
  },
} as const;
