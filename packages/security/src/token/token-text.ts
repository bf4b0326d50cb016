/** Longer texts are no token of an issuer that Lambda's own limits on headers would let through. */
const MAX_TOKEN_LENGTH = 16_384;

/** The token without `Bearer `, or `undefined` for what cannot be one. */
export function bareToken(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > MAX_TOKEN_LENGTH) return undefined;
  const token = given.replace(/^\s{0,8}bearer\s{1,8}/i, '').trim();
  return token === '' ? undefined : token;
}

/** The claims of a JSON Web Token, unverified; `undefined` for what is none. */
export function readClaims(token: string): Readonly<Record<string, unknown>> | undefined {
  const parts = token.split('.', 4);
  const payload = parts.length === 3 ? parts[1] : undefined;
  if (payload === undefined || !/^[\w-]+$/.test(payload)) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
      ? (claims as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
