import { isObject } from '../bridge/json.ts';

/** What a token says of itself, without asking anybody. */
export type TokenForm =
  | { readonly kind: 'usable' }
  | { readonly kind: 'not-a-token' }
  | { readonly kind: 'expired'; readonly atMs: number };

/** Every access token of Home Assistant is a JSON Web Token (developers.home-assistant.io, Authentication API). */
export function tokenForm(token: string, nowMs: number): TokenForm {
  const claims = claimsIn(token);
  if (claims === undefined) return { kind: 'not-a-token' };
  const expiresAtMs = typeof claims.exp === 'number' ? claims.exp * 1_000 : Infinity;
  return expiresAtMs < nowMs ? { kind: 'expired', atMs: expiresAtMs } : { kind: 'usable' };
}

function claimsIn(token: string): Readonly<Record<string, unknown>> | undefined {
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every((part) => /^[\w-]+$/.test(part))) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString());
    return isObject(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}
