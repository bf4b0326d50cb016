import type { AuthenticateTokenParams, JsonWebKeySet, TokenAlgorithm, VerifiedToken } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import type { JWTVerifyOptions, JWTVerifyResult } from 'jose';

/** What a signature is checked with. */
export type TokenKey = { readonly keySet: JsonWebKeySet } | { readonly secret: string };

const BY_PUBLIC_KEY: readonly TokenAlgorithm[] = [
  ...(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const),
  ...(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const),
];
const BY_SECRET: readonly TokenAlgorithm[] = ['HS256', 'HS384', 'HS512'];
const LEAST_SECRET_BYTES = 32;
const DEFAULT_TOLERANCE_MS = 5_000;

/** The set has no key for this token: it may have one tomorrow, or now if it is an old copy. */
export class UnknownKey extends Error {}

/**
 * Signature, times, issuer, audience and claims of a token, by jose.
 *
 * @throws GatewayError `SECURITY_TOKEN_INVALID`, `SECURITY_TOKEN_EXPIRED`, `KERNEL_INVALID_PARAMS`; UnknownKey
 */
export async function verifyToken(
  token: string,
  params: AuthenticateTokenParams,
  key: TokenKey,
  nowMs: number,
): Promise<VerifiedToken> {
  const options = verifyOptions(params, key, nowMs);
  // Here and not above: it costs start-up, and most functions never see a token.
  const jose = await import('./jose.ts');
  try {
    if ('secret' in key) return tokenOf(await jose.jwtVerify(token, secretBytes(key.secret), options));
    const find = jose.createLocalJWKSet(key.keySet as never);
    return tokenOf(await verifyWithAny(token, find, options));
  } catch (error) {
    if (error instanceof GatewayError) throw error;
    if (codeOf(error) === 'ERR_JWKS_NO_MATCHING_KEY') throw new UnknownKey();
    throw refusalOf(error);
  }

  /** A token without a key id may fit several keys: one of them has to have signed it. */
  async function verifyWithAny(
    jwt: string,
    find: ReturnType<typeof jose.createLocalJWKSet>,
    rules: JWTVerifyOptions,
  ): Promise<JWTVerifyResult> {
    try {
      return await jose.jwtVerify(jwt, find, rules);
    } catch (error) {
      if (!(error instanceof jose.errors.JWKSMultipleMatchingKeys)) throw error;
      for await (const candidate of error) {
        try {
          return await jose.jwtVerify(jwt, candidate, rules);
        } catch (failure) {
          if (!(failure instanceof jose.errors.JWSSignatureVerificationFailed)) throw failure;
        }
      }
      throw new jose.errors.JWSSignatureVerificationFailed();
    }
  }
}

function verifyOptions(params: AuthenticateTokenParams, key: TokenKey, nowMs: number): JWTVerifyOptions {
  const { issuer, audience, type, requiredClaims = [], maxAgeMs, clockToleranceMs = DEFAULT_TOLERANCE_MS } = params;
  const isSecret = 'secret' in key;
  const possible = isSecret ? BY_SECRET : BY_PUBLIC_KEY;
  const { algorithms = isSecret ? ['HS256' as const] : BY_PUBLIC_KEY } = params;
  const foreign = algorithms.find((algorithm) => !possible.includes(algorithm));
  if (foreign !== undefined || algorithms.length === 0) {
    const message = `algorithms is a list of ${possible.join(', ')}, as the signature is checked with ${isSecret ? 'a secret' : 'public keys'}.`;
    throw new GatewayError('KERNEL_INVALID_PARAMS', message);
  }
  requireTime('clockToleranceMs', clockToleranceMs);
  if (maxAgeMs !== undefined) requireTime('maxAgeMs', maxAgeMs);
  return {
    algorithms: [...algorithms],
    requiredClaims: ['exp', ...requiredClaims],
    clockTolerance: clockToleranceMs / 1_000,
    currentDate: new Date(nowMs),
    ...(issuer === undefined ? {} : { issuer: [issuer].flat() as string[] }),
    ...(audience === undefined ? {} : { audience: [audience].flat() as string[] }),
    ...(type === undefined ? {} : { typ: type }),
    ...(maxAgeMs === undefined ? {} : { maxTokenAge: maxAgeMs / 1_000 }),
  };
}

function tokenOf({ payload, protectedHeader }: JWTVerifyResult): VerifiedToken {
  const { sub, iss, aud, exp, scope, scp } = payload;
  const scopes = scope ?? scp;
  return {
    ...(sub === undefined ? {} : { subject: sub }),
    ...(iss === undefined ? {} : { issuer: iss }),
    audience: aud === undefined ? [] : [aud].flat(),
    scopes:
      typeof scopes === 'string' ? scopes.split(' ').filter(Boolean) : Array.isArray(scopes) ? scopes.map(String) : [],
    expiresAtMs: (exp ?? 0) * 1_000,
    algorithm: protectedHeader.alg,
    ...(protectedHeader.kid === undefined ? {} : { keyId: protectedHeader.kid }),
    claims: payload,
  };
}

function refusalOf(error: unknown): GatewayError {
  const code = codeOf(error);
  const claim = (error as { readonly claim?: unknown }).claim;
  if (code === 'ERR_JWT_EXPIRED') {
    const what = claim === 'iat' ? 'is older than maxAgeMs' : 'has expired';
    return new GatewayError('SECURITY_TOKEN_EXPIRED', `The token ${what}; get a new one.`, { cause: error });
  }
  const reason =
    typeof claim === 'string' && code === 'ERR_JWT_CLAIM_VALIDATION_FAILED' ? claimReason(claim) : REASONS[code];
  return new GatewayError('SECURITY_TOKEN_INVALID', `The token ${reason ?? 'cannot be read'}.`, { cause: error });
}

const REASONS: Readonly<Record<string, string>> = {
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'is not signed by a known key',
  ERR_JOSE_ALG_NOT_ALLOWED: 'is signed with an algorithm that is not allowed',
  ERR_JOSE_NOT_SUPPORTED: 'is signed with an algorithm or a key that is not supported',
  ERR_JWT_INVALID: 'holds no claims',
  ERR_JWS_INVALID: 'is no signed JSON Web Token',
};

function claimReason(claim: string): string {
  if (claim === 'nbf') return 'is not valid yet; check the clocks';
  if (claim === 'typ') return 'is of another type than asked for';
  return `has no ${claim} or another one than asked for`;
}

function secretBytes(secret: string): Uint8Array {
  const bytes = Buffer.from(secret, 'utf8');
  if (bytes.length >= LEAST_SECRET_BYTES) return bytes;
  throw new GatewayError('KERNEL_INVALID_PARAMS', `secret is a text of at least ${LEAST_SECRET_BYTES} bytes.`);
}

function requireTime(name: string, value: number): void {
  if (Number.isFinite(value) && value >= 0) return;
  throw new GatewayError('KERNEL_INVALID_PARAMS', `${name} is a number of milliseconds from 0.`);
}

function codeOf(error: unknown): string {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
