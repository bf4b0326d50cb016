import type { HttpSeenCertificate } from '@hearthgate/contracts';
import { ProxyError } from '../connect/proxy-error.ts';
import { BODY_STREAM_FAILED } from '../request/request-body.ts';
import { ExchangeFailure, type Phase } from './exchange-failure.ts';
import { tlsReasonOf } from './tls-reason.ts';

/** Codes of Node and undici for a connection that ended where it should not have. */
const LOST: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'UND_ERR_SOCKET',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
  'UND_ERR_ABORTED',
  'UND_ERR_INFO',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/** Why a connection could not be had although the name has an address. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
]);

/**
 * What an error of the transport means, told from the codes that it carries. An attempt over several addresses
 * (IPv6 and IPv4) fails with one error for each; a refusal among them says more than the rest.
 */
export function transportFailure(
  error: unknown,
  phase: Phase,
  certificate?: HttpSeenCertificate | undefined,
): ExchangeFailure {
  if (error instanceof ProxyError) return new ExchangeFailure('HTTP_PROXY_FAILED', { phase, reason: error.reason });
  const codes = codesOf(error);
  if (codes[0] === BODY_STREAM_FAILED) return new ExchangeFailure('HTTP_ABORTED', { phase, reason: 'body-stream' });
  const cause = safeCause(error);
  const first = codes[0];
  const found = (test: (code: string) => boolean) => codes.find(test);

  const dns = found((code) => code === 'ENOTFOUND' || code === 'ENODATA' || code.startsWith('EAI_'));
  if (dns !== undefined) return new ExchangeFailure('HTTP_DNS_FAILED', { phase: 'dns', reason: dns, cause });

  const tls = tlsReasonOf(error);
  if (tls !== undefined) return new ExchangeFailure('HTTP_TLS_FAILED', { phase: 'tls', ...tls, certificate, cause });

  // A connection that stood can break with the same codes, when its server has vanished.
  if (phase !== 'headers' && phase !== 'body') {
    const refused = found((code) => code === 'ECONNREFUSED') ?? found((code) => UNREACHABLE.has(code));
    if (refused !== undefined) {
      return new ExchangeFailure('HTTP_CONNECT_REFUSED', { phase: 'connect', reason: refused, cause });
    }
    if (found((code) => code === 'ETIMEDOUT') !== undefined) {
      return new ExchangeFailure('HTTP_CONNECT_TIMEOUT', { phase, reason: 'ETIMEDOUT', cause });
    }
  }
  if (first === 'UND_ERR_HEADERS_OVERFLOW') {
    return new ExchangeFailure('HTTP_RESPONSE_TOO_LARGE', { phase: 'headers', reason: first, cause });
  }
  const reason = isParserError(error) ? 'not-http' : (found((code) => LOST.has(code)) ?? first);
  return new ExchangeFailure('HTTP_CONNECTION_LOST', { phase, reason, cause });
}

/** Of undici's parser; it is told by its name, because its code is not always set. */
function isParserError(error: unknown): boolean {
  return error instanceof Error && error.name === 'HTTPParserError';
}

/** The codes of an error, of its causes and of what it sums up, outermost first. */
function codesOf(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const { code } = error as { code?: unknown };
  const own = typeof code === 'string' ? [code] : [];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [...own, ...inner.flatMap((one) => codesOf(one, depth + 1))];
}

/**
 * The cause without what libraries hang on their errors: a parser error carries bytes of the answer, a certificate
 * error the certificate.
 */
function safeCause(error: unknown): Error {
  const { message, code } =
    error instanceof Error ? (error as Error & { code?: unknown }) : { message: 'unknown', code: undefined };
  return Object.assign(new Error(message), typeof code === 'string' ? { code } : {});
}
