import type { PreparedRequest } from '../request/prepared-request.ts';
import { type Headers, IMPERSONAL } from '../request/request-headers.ts';

/**
 * Headers with which the answer is the same for everybody. A list of what is harmless, as a credential can be in a header of
 * any name, and so can what asks for a part, for a condition or for another site.
 */
const HARMLESS: ReadonlySet<string> = new Set(IMPERSONAL);

/** What a request may have of the cache. */
export interface CacheUse {
  /** Whether it may be answered from it; what is sent instead is kept all the same. */
  readonly mayFind: boolean;
  /** How old an answer it takes. */
  readonly maxAgeMs: number;
}

/**
 * What a request may have of the cache; nothing unless it is a GET without anything that could be a credential. Another
 * person's answer must not be found under the same URL.
 *
 * @param correlationHeader the header that tells requests apart and changes no answer
 */
export function cacheUseOf(
  { method, headers }: Pick<PreparedRequest, 'method' | 'headers'>,
  correlationHeader?: string | undefined,
): CacheUse | undefined {
  if (method !== 'GET') return undefined;
  for (const name of Object.keys(headers)) if (!HARMLESS.has(name) && name !== correlationHeader) return undefined;
  const control = directivesOf(headers['cache-control']);
  if (control.has('no-store')) return undefined;
  const maxAge = control.get('max-age');
  const maxAgeMs = maxAge === undefined ? Infinity : secondsOf(maxAge) * 1_000;
  // What is to be fresh for some time yet is asked for so rarely that the server may as well answer it.
  const mayFind = maxAgeMs > 0 && !control.has('no-cache') && !control.has('min-fresh');
  return { mayFind, maxAgeMs };
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
  return Math.max(0, lifetimeS * 1_000 - ageMsOf(headers));
}

/** How old an answer was when it came. Of several ages the first counts (RFC 9111, 5.1); one that is none is beyond all. */
export function ageMsOf({ age }: Headers): number {
  if (age === undefined) return 0;
  const [first = ''] = age.split(',', 1);
  return /^\d{1,10}$/.test(first.trim()) ? Number(first) * 1_000 : Infinity;
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
