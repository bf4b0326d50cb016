import { GatewayError } from '@hearthgate/kernel';
import type { ExchangeFailure, ExchangeFailureDetails, Phase } from './exchange-failure.ts';
import type { TlsReason } from './tls-reason.ts';

/** Whom the request was for. Neither path nor query: both may hold secrets. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

const WHILE: Readonly<Record<Phase, string>> = {
  start: 'nothing had been sent yet; begin earlier, or allow more time',
  queue: 'waiting for a free connection; allow more connections, or ask less at once',
  dns: 'looking up the name; the name server is slow',
  connect: 'connecting; check firewall, port forwarding and address family',
  proxy: 'waiting for the proxy; it cannot reach the server, or is no proxy',
  tls: 'in the TLS handshake; check that the port speaks TLS',
  headers: 'waiting for the answer; the server is slow or the deadline short',
  body: 'reading the answer; the server is slow or the answer long',
};

const TLS: Readonly<Record<TlsReason['reason'], string>> = {
  'self-signed':
    'it is self-signed; get one from a public authority, pass its certificate as ca, or pin its fingerprint with trustPinned',
  'unknown-issuer': 'its issuer is unknown; let the server send the whole chain, or pass the issuer as ca',
  expired: 'it has expired; renew it on the server',
  'not-yet-valid': 'it is not valid yet; check the clock of the server',
  'wrong-host': 'it is for another name; call the server by a name that it is for',
  revoked: 'it was revoked; get a new one',
  'wrong-fingerprint': 'it is not the pinned one; if it was renewed, pin the new one',
  'client-certificate': 'the server did not accept the certificate of the client; pass the right clientCertificate',
  'unusable-certificate':
    'clientCertificate or ca cannot be used; check that key and certificate fit together and the passphrase is right',
  'not-tls': 'the port does not speak TLS; use http://, or the port that does',
  'handshake-failed': 'the handshake failed; check protocol versions, and whether it asks for a clientCertificate',
};

/** The error that a caller receives: a code, a sentence that says what to do, and facts for programs. */
export function toGatewayError(failure: ExchangeFailure, { host, port }: Target, ms: number): GatewayError {
  const { phase, reason, limit, certificate } = failure.details;
  const data = {
    host,
    port,
    phase,
    ms: Math.round(ms),
    ...(reason === undefined ? {} : { reason }),
    ...(limit === undefined ? {} : { limit: Math.round(limit) }),
    ...(certificate === undefined ? {} : { certificate }),
  };
  const message = messageOf(failure, { host, port }, Math.round(limit ?? ms));
  // Without the right credentials the proxy will refuse the next time too.
  const isFinal = failure.code === 'HTTP_PROXY_FAILED' && reason === 'credentials';
  return new GatewayError(failure.code, message, {
    cause: failure.cause,
    data,
    ...(isFinal ? { retryable: false } : {}),
  });
}

function messageOf({ code, details }: ExchangeFailure, { host, port }: Target, limit: number): string {
  const server = `${host}:${port}`;
  const because = details.reason === undefined ? '' : ` (${details.reason})`;
  switch (code) {
    case 'HTTP_DNS_FAILED':
      return details.reason === 'EAI_AGAIN'
        ? `No name server answered for ${host}${because}; check the network, then try again.`
        : `${host} has no address${because}; check its spelling and that it is in public DNS.`;
    case 'HTTP_CONNECT_REFUSED':
      return details.reason === 'ECONNREFUSED'
        ? `Nothing listens at ${server}${because}; check port, port forwarding and that the server runs.`
        : `There is no way to ${server}${because}; check address family, network and firewall.`;
    case 'HTTP_CONNECT_TIMEOUT':
      return `No connection to ${server} within ${limit} ms while ${WHILE[details.phase]}.`;
    case 'HTTP_PROXY_FAILED':
      return proxyMessage(server, details.reason ?? 'failure');
    case 'HTTP_ABORTED':
      return details.reason === 'body-stream'
        ? `The stream of the body failed, so the request to ${server} was not sent to its end.`
        : `The request to ${server} was ended by the caller.`;
    case 'HTTP_TLS_FAILED':
      return tlsMessage(server, details);
    case 'HTTP_HEADERS_TIMEOUT':
      return `${server} took the request but sent no answer within ${limit} ms; it is busy or hangs.`;
    case 'HTTP_BODY_TIMEOUT':
      return `${server} began to answer and was then silent for ${limit} ms; try again, or look at the server.`;
    case 'HTTP_DEADLINE_EXCEEDED':
      return `The ${Math.max(0, limit)} ms for the request to ${server} were over while ${WHILE[details.phase]}.`;
    case 'HTTP_CONNECTION_LOST':
      return details.reason === 'not-http'
        ? `${server} answered something that is not HTTP; check that the port is the one of the server.`
        : `The connection to ${server} ended in the middle of the ${details.phase === 'tls' ? 'TLS handshake' : 'exchange'}${because}; the server or a proxy closed it.`;
    case 'HTTP_RESPONSE_TOO_LARGE':
      return details.phase === 'headers'
        ? `${server} answered with more headers than are read; ask it for less.`
        : `The answer of ${server} is longer than ${limit} bytes; ask for less, or raise maxResponseBytes.`;
    case 'HTTP_DECODE_FAILED':
      return `The answer of ${server} does not decompress as its content-encoding says${because}; look at the server or a proxy before it.`;
  }
}

function tlsMessage(server: string, { reason, detail }: ExchangeFailureDetails): string {
  const known = TLS[reason as TlsReason['reason']] ?? TLS['handshake-failed'];
  const isConnection = ['not-tls', 'handshake-failed', 'client-certificate', 'unusable-certificate'].includes(
    reason ?? '',
  );
  const subject = isConnection ? `No TLS with ${server}` : `The certificate of ${server} was not accepted`;
  const names = detail === undefined ? '' : ` (${detail.slice(0, 200)})`;
  return `${subject}: ${known}${names}.`;
}

function proxyMessage(server: string, reason: string): string {
  switch (reason) {
    case 'credentials':
      return 'The proxy does not accept user name and password; put the right ones into its URL.';
    case 'not-a-proxy':
      return 'What answers at the address of the proxy is none of its kind; check scheme, host and port.';
    case 'connection-lost':
      return 'The proxy ended the connection; check that it is one of its kind and lets this client in.';
    case 'ECONNREFUSED':
      return 'Nothing listens at the address of the proxy (ECONNREFUSED); check host and port, or let proxyReadyMs wait for it to start.';
    default:
      return /^[A-Z]/.test(reason)
        ? `The proxy cannot be reached (${reason}); check host, port and network.`
        : `The proxy did not open the way to ${server} (${reason}); check that it allows and can reach it.`;
  }
}
