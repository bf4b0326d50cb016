import { claimsOf } from '../bridge/token.ts';

/** What a token says of itself, without asking anybody. */
export type TokenForm =
  | { readonly kind: 'usable' }
  | { readonly kind: 'not-a-token' }
  | { readonly kind: 'expired'; readonly atMs: number };

/** Three parts in base64url. */
const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Every access token of Home Assistant is a JSON Web Token (developers.home-assistant.io, Authentication API). */
export function tokenForm(token: string, nowMs: number): TokenForm {
  const claims = FORM.test(token) ? claimsOf(token) : undefined;
  if (claims === undefined) return { kind: 'not-a-token' };
  const expiresAtMs = typeof claims.exp === 'number' ? claims.exp * 1_000 : Infinity;
  return expiresAtMs < nowMs ? { kind: 'expired', atMs: expiresAtMs } : { kind: 'usable' };
}
