import { isSecretName } from '@hearthgate/kernel';
import type { PreparedRequest } from '../request/prepared-request.ts';
import type { Headers } from '../request/request-headers.ts';

/** Headers with which a caller asks for a part, for a condition, for another site, or for the origin itself. */
const BYPASS = [
  'host',
  'range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
  'pragma',
];

/**
 * Whether the cache may be asked: a GET without credentials, whichever header they are in. Another person's answer
 * must not be found under the same URL.
 */
export function mayAskCache({ method, headers }: Pick<PreparedRequest, 'method' | 'headers'>): boolean {
  if (method !== 'GET' || Object.keys(headers).some(isSecretName)) return false;
  if (BYPASS.some((name) => headers[name] !== undefined)) return false;
  const control = directivesOf(headers['cache-control']);
  return !control.has('no-store') && !control.has('no-cache') && control.get('max-age') !== '0';
}

/**
 * For how many milliseconds an answer may be served again; 0 for not at all. As RFC 9111 has it for a shared cache,
 * and stricter where it leaves a choice: no heuristics, nothing but 200, nothing that sets a cookie, and no `Vary`
 * except by the encoding, which has been undone.
 */
export function freshForMs(status: number, headers: Headers): number {
  if (status !== 200 || headers['set-cookie'] !== undefined) return 0;
  const vary = (headers.vary ?? '').toLowerCase().split(',');
  if (!vary.every((name) => ['', 'accept-encoding'].includes(name.trim()))) return 0;
  const control = directivesOf(headers['cache-control']);
  if (['no-store', 'no-cache', 'private'].some((directive) => control.has(directive))) return 0;
  const lifetimeS = secondsOf(control.get('s-maxage') ?? control.get('max-age'));
  return Math.max(0, lifetimeS - secondsOf(headers.age)) * 1_000;
}

/** Directives of a Cache-Control header by lower-case name; one without a value has an empty text. */
function directivesOf(header: string | undefined): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  for (const part of (header ?? '').split(',')) {
    const [name = '', value = ''] = part.split('=', 2);
    // Of contradicting values the first counts, so that a proxy cannot loosen what the server said.
    if (!directives.has(name.trim().toLowerCase())) directives.set(name.trim().toLowerCase(), unquote(value.trim()));
  }
  return directives;
}

function unquote(value: string): string {
  return value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}

/** Delta-seconds (RFC 9111, 1.2.2); what is not a number of them counts as 0, which keeps nothing. */
function secondsOf(value: string | undefined): number {
  return value !== undefined && /^\d{1,10}$/.test(value.trim()) ? Number(value) : 0;
}
