import type { JsonWebKeySet } from '@hearthgate/contracts';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** When the clock of the test environment starts. */
export const NOW_MS: number = Date.UTC(2026, 0, 1);
const HOUR_S = 3_600;

/** An issuer: a private key, and the key set that has its public half. */
export interface Issuer {
  readonly keySet: JsonWebKeySet;
  sign(claims?: JWTPayload, header?: Record<string, unknown>): Promise<string>;
}

/** Tokens of it last an hour from `NOW_MS`, unless they say otherwise. */
export async function createIssuer(keyId: string | undefined = 'key-1', algorithm = 'ES256'): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), alg: algorithm, use: 'sig', ...(keyId === '' ? {} : { kid: keyId }) };
  return {
    keySet: { keys: [jwk] },
    sign: (claims = {}, header = {}) =>
      new SignJWT({ iat: NOW_MS / 1_000, exp: NOW_MS / 1_000 + HOUR_S, ...claims })
        .setProtectedHeader({ alg: algorithm, ...(keyId === '' ? {} : { kid: keyId }), ...header })
        .sign(privateKey),
  };
}

/** A token with these claims, and the key set that it can be checked with. */
export async function createSignedToken(
  claims: JWTPayload = {},
): Promise<{ readonly token: string; readonly keySet: JsonWebKeySet }> {
  const issuer = await createIssuer();
  return { token: await issuer.sign(claims), keySet: issuer.keySet };
}
