import { isObject } from './json.ts';

/** Shorter texts stand in ordinary words, too. */
const MIN_LENGTH = 8;
const HIDDEN = '[redacted]';

/** JSON in which a token stands nowhere, neither in a text nor in a name: a proxy may echo what it was sent. */
export function hideToken(value: unknown, token: string | undefined): unknown {
  if (token === undefined || token.length < MIN_LENGTH) return value;
  return holds(value, token) ? withoutToken(value, token) : value;
}

/**
 * Whether JSON that was read from a text may hold a token. Where the text has no escape, what stands in it stands in the
 * JSON as it is, and one search tells as much as a walk over the whole.
 */
export function mayHold(text: string, token: string | undefined): boolean {
  return token !== undefined && (text.includes(token) || text.includes('\\'));
}

/** Looked for first, as it is hardly ever there: no text is written and nothing is copied for it. */
function holds(value: unknown, token: string): boolean {
  if (typeof value === 'string') return value.includes(token);
  if (Array.isArray(value)) return value.some((item) => holds(item, token));
  if (!isObject(value)) return false;
  return Object.keys(value).some((name) => name.includes(token) || holds(value[name], token));
}

function withoutToken(value: unknown, token: string): unknown {
  if (typeof value === 'string') return value.replaceAll(token, HIDDEN);
  if (Array.isArray(value)) return value.map((item) => withoutToken(item, token));
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [
    name.replaceAll(token, HIDDEN),
    withoutToken(member, token),
  ]);
  return Object.fromEntries(members);
}
