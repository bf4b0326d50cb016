import { isObject } from './json.ts';

/** Shorter texts stand in ordinary words, too. */
const MIN_LENGTH = 8;
const HIDDEN = '[redacted]';

/** JSON in which a token stands nowhere, neither in a text nor in a name: a proxy may echo what it was sent. */
export function hideToken(value: unknown, token: string | undefined): unknown {
  if (token === undefined || token.length < MIN_LENGTH) return value;
  const isThere = JSON.stringify(value).includes(JSON.stringify(token).slice(1, -1));
  return isThere ? withoutToken(value, token) : value;
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
