import type { ErrorCode, HttpResponse } from '@hearthgate/contracts';
import { type GatewayError, hasCode } from '@hearthgate/kernel';
import { type FailureKind, HomeFailure } from './failure.ts';

const KIND_BY_CODE: Partial<Record<ErrorCode, FailureKind>> = {
  HTTP_DNS_FAILED: 'dns-failed',
  HTTP_CONNECT_REFUSED: 'connect-refused',
  HTTP_CONNECT_TIMEOUT: 'connect-timeout',
  HTTP_PROXY_FAILED: 'proxy-failed',
  HTTP_TLS_FAILED: 'tls-failed',
  HTTP_HEADERS_TIMEOUT: 'too-slow',
  HTTP_BODY_TIMEOUT: 'too-slow',
  HTTP_DEADLINE_EXCEEDED: 'too-slow',
  HTTP_CONNECTION_LOST: 'connection-lost',
  HTTP_RESPONSE_TOO_LARGE: 'answer-too-large',
  HTTP_DECODE_FAILED: 'unexpected-answer',
  HTTP_URL_REFUSED: 'url-refused',
  HTTP_INVALID_REQUEST: 'url-refused',
  CIRCUIT_BREAKER_OPEN: 'breaker-open',
  CIRCUIT_BREAKER_TIMEOUT: 'too-slow',
  SECURITY_UNKNOWN_SKILL: 'unknown-skill',
  SECURITY_NOT_ALEXA: 'invalid-directive',
};

/** What an error thrown on the way means. */
export function failureOfError(error: unknown): HomeFailure {
  if (error instanceof HomeFailure) return error;
  const code = (error as { code?: unknown } | undefined)?.code;
  const known = typeof code === 'string' && Object.hasOwn(KIND_BY_CODE, code);
  const kind =
    kindOfDeadline(error) ?? kindOfRefusedUpgrade(error) ?? (known ? KIND_BY_CODE[code as ErrorCode] : undefined);
  return new HomeFailure(kind ?? 'unexpected', error instanceof Error ? error.message : undefined, { cause: error });
}

/**
 * What it means that the time was over before a connection stood, which with a short deadline comes before the connect
 * timeout; in the phase `start` it was over before anything was tried.
 */
function kindOfDeadline(error: unknown): FailureKind | undefined {
  if (!hasCode(error, 'HTTP_DEADLINE_EXCEEDED')) return undefined;
  const phase = (error as GatewayError).data?.phase;
  if (phase === 'start') return 'no-time-left';
  return WITHOUT_CONNECTION.has(phase) ? 'connect-timeout' : undefined;
}

/** Of all that comes before a connection stands, on which alone something can have been sent. */
const WITHOUT_CONNECTION: ReadonlySet<unknown> = new Set(['queue', 'dns', 'connect', 'proxy', 'tls']);

/** The status that came in the place of a WebSocket; 101 is one that was opened otherwise than the protocol wants. */
function kindOfRefusedUpgrade(error: unknown): FailureKind | undefined {
  if (!hasCode(error, 'HTTP_UPGRADE_REFUSED')) return undefined;
  const { status } = (error as GatewayError).data ?? {};
  return typeof status === 'number' ? kindOfStatus(status) : 'unexpected-answer';
}

/** 520 to 530 are Cloudflare's own (developers.cloudflare.com, 5xx errors): all but 520 and 524 before the home was asked. */
const KIND_BY_STATUS: Readonly<Record<number, FailureKind>> = {
  400: 'bad-request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-found',
  429: 'rate-limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
  520: 'unavailable',
  521: 'unavailable',
  522: 'unavailable',
  523: 'unavailable',
  524: 'too-slow',
  525: 'unavailable',
  526: 'unavailable',
  530: 'unavailable',
};

function kindOfStatus(status: number): FailureKind {
  if (status >= 300 && status <= 399) return 'redirected';
  return KIND_BY_STATUS[status] ?? (status >= 500 ? 'server-error' : 'unexpected-answer');
}

/** A web page that came in place of an answer. */
interface Page {
  readonly seen: string;
  /** Whether somebody before the home made it, so that its status says nothing about the home. */
  readonly isBarrier: boolean;
}

/** What tells a page. The home's own comes first: Cloudflare puts its scripts into pages that it lets through, too. */
const PAGES: readonly (Page & { readonly sign: RegExp })[] = [
  { sign: /<title>\s*home assistant/i, seen: 'the Home Assistant web page', isBarrier: false },
  { sign: /just a moment|cf-chl|challenge-platform/i, seen: 'a Cloudflare challenge', isBarrier: true },
  { sign: /cloudflare access|cloudflareaccess/i, seen: 'a Cloudflare Access login', isBarrier: true },
  { sign: /nginx/i, seen: 'a page of nginx', isBarrier: false },
];

/**
 * The JSON of an answer. Throws `HomeFailure` when it is none, saying what came instead: a status, a page, nothing.
 */
export function jsonOf(response: HttpResponse): unknown {
  const { status, body } = response;
  const page = findPage(response);
  if (status < 200 || status > 299) {
    const seen = [`status ${status}`, page?.seen, leadsTo(response)].filter((part) => part !== undefined);
    throw new HomeFailure(page?.isBarrier ? 'html-answer' : kindOfStatus(status), seen.join(', '));
  }
  if (page !== undefined) throw new HomeFailure('html-answer', page.seen);
  if (body.trim() === '') throw new HomeFailure('empty-answer', `status ${status}`);
  try {
    return JSON.parse(body);
  } catch {
    // The parser's own message quotes the text, which may hold anything.
    throw new HomeFailure('invalid-json', `${body.length} characters`);
  }
}

function findPage({ headers, body }: HttpResponse): Page | undefined {
  // Cloudflare's documented mark of a challenge, whatever its page looks like.
  if (headers['cf-mitigated'] === 'challenge') return { seen: 'a Cloudflare challenge', isBarrier: true };
  const isPage = /text\/html/i.test(headers['content-type'] ?? '') || /^\s*<(!doctype|html)/i.test(body);
  if (!isPage) return undefined;
  const start = body.slice(0, 20_000);
  return PAGES.find(({ sign }) => sign.test(start)) ?? { seen: 'a web page', isBarrier: false };
}

/** Scheme and host of a redirection, which is what the person has to know; the rest may hold anything. */
function leadsTo({ status, headers }: HttpResponse): string | undefined {
  const target = status >= 300 && status <= 399 ? URL.parse(headers.location ?? '') : null;
  return target === null || target.host === '' ? undefined : `to ${target.protocol}//${target.host}`;
}
