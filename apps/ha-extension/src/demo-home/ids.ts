/** A source of numbers in [0, 1), like `Math.random`. */
export type Random = () => number;

const HEX = '0123456789abcdef';
/** Crockford's base 32, the alphabet of ULIDs. */
const BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE64_URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const TEN_YEARS_SECONDS = 10 * 365 * 24 * 60 * 60;

/** `length` characters of `alphabet`, each drawn alone. */
function draw(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
}

/** A UUID of version 4, as Home Assistant puts into `messageId`. */
export function createUuid(random: Random): string {
  const hex = draw(random, HEX, 31);
  const variant = draw(random, '89ab', 1);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
}

/** A ULID (ten characters of time, sixteen of chance), as in state contexts and conversation ids. */
export function createUlid(random: Random, nowMs: number): string {
  let time = '';
  for (let rest = Math.floor(nowMs), left = 10; left > 0; left -= 1, rest = Math.floor(rest / 32)) {
    time = `${BASE32[rest % 32]}${time}`;
  }
  return `${time}${draw(random, BASE32, 16)}`;
}

/**
 * A token that looks like a long-lived access token: three base64url parts, valid for ten years by its own account.
 * The signature is chance; the demo home compares whole tokens and never verifies one.
 */
export function createLongLivedToken(random: Random, nowMs: number): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const issuedAt = Math.floor(nowMs / 1000);
  const header = encode({ alg: 'HS256', typ: 'JWT' });
  const claims = encode({ iss: draw(random, HEX, 32), iat: issuedAt, exp: issuedAt + TEN_YEARS_SECONDS });
  return `${header}.${claims}.${draw(random, BASE64_URL, 43)}`;
}
