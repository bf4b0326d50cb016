import type { HomeSettingsOn, TokenSource } from '../settings/home-settings.ts';
import { HomeFailure } from './failure.ts';
import { isObject, type JsonObject } from './json.ts';

/** A token that may be sent to the home, and whose it is. */
export interface Credential {
  readonly source: TokenSource;
  readonly token: string;
}

const OWN_ONLY: readonly TokenSource[] = ['directive'];

/** Visible ASCII only (RFC 6750, 2.1 allows even less): anything else could not be sent and would blame the address. */
const USABLE = /^[!-~]+$/;

/**
 * The tokens to try, in order. A caller that is not trusted has to bring its own: the configured one is never used for it.
 *
 * @throws HomeFailure `no-token` when there is none
 */
export function credentialsFor(
  { token, tokenSources }: Pick<HomeSettingsOn, 'token' | 'tokenSources'>,
  own: string | undefined,
  trusted: boolean,
): readonly [Credential, ...Credential[]] {
  const usable: Credential[] = [];
  for (const source of trusted ? tokenSources : OWN_ONLY) {
    const candidate = source === 'configured' ? token : own;
    if (candidate !== undefined && USABLE.test(candidate)) usable.push({ source, token: candidate });
  }
  if (!isSome(usable)) throw new HomeFailure('no-token');
  return usable;
}

function isSome(credentials: readonly Credential[]): credentials is readonly [Credential, ...Credential[]] {
  return credentials.length > 0;
}

/**
 * Who a token was issued to. An access token of Home Assistant is a JWT that lives for half an hour; what stays is its
 * `iss`, the random id of the refresh token that account linking made (homeassistant/auth/__init__.py). Only the home can
 * check the signature, so this decides nothing but where to look.
 */
export function ownerOf(token: string): string {
  const iss = claimsOf(token)?.iss;
  return typeof iss === 'string' && iss.length >= 16 ? `iss ${iss}` : token;
}

/** What a JSON Web Token says of itself, unchecked; undefined when it is none. */
export function claimsOf(token: string): JsonObject | undefined {
  const [, claims = '', signature] = token.split('.');
  if (signature === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
