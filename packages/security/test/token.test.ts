import { createTestEnvironment, runInInvocation } from '@hearthgate/testing';
import { base64url, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { type AuthenticateTokenParams, createSecurityGateway } from '../src/index.ts';
import { createIssuer, NOW_MS } from './tokens.ts';

const issuer = await createIssuer();
const keys = issuer.keySet;

async function check(token: string, params: Partial<AuthenticateTokenParams> = {}) {
  const environment = createTestEnvironment();
  return await createSecurityGateway({}, { environment }).execute('authenticateToken', {
    token,
    keys,
    ...params,
  } as never);
}
async function refusalOf(token: string, params: Partial<AuthenticateTokenParams> = {}) {
  const response = await check(token, params);
  if (response.success) throw new Error('The token was taken.');
  return `${response.error.code}: ${response.error.message}`;
}

describe('a token that is right', () => {
  it('is answered with what it says', async () => {
    const token = await issuer.sign({
      sub: 'ada',
      iss: 'https://id.example',
      aud: ['app', 'api'],
      scope: 'read write',
      x: 1,
    });
    const params = { issuer: ['https://other.example', 'https://id.example'], audience: 'api', requiredClaims: ['x'] };
    expect(await check(`Bearer ${token}`, params)).toMatchObject({
      success: true,
      data: {
        subject: 'ada',
        issuer: 'https://id.example',
        audience: ['app', 'api'],
        scopes: ['read', 'write'],
        expiresAtMs: NOW_MS + 3_600_000,
        algorithm: 'ES256',
        keyId: 'key-1',
        claims: { x: 1 },
      },
    });
  });

  it('is answered the same, whatever a caller has done to the answer before', async () => {
    const { authenticateToken } = createSecurityGateway({}, { environment: createTestEnvironment() }).operations;
    const token = await issuer.sign({ scope: 'read', roles: ['guest'] });
    for (let count = 0; count < 3; count += 1) {
      const { scopes, claims } = await authenticateToken({ token, keys });
      expect([scopes, claims.roles]).toEqual([['read'], ['guest']]);
      (scopes as string[]).push('write');
      (claims.roles as string[]).push('owner');
    }
  });

  it.each(['RS256', 'PS384', 'ES384', 'ES512', 'Ed25519', 'EdDSA'])('may be signed with %s', async (algorithm) => {
    const other = await createIssuer('k', algorithm);
    expect(await check(await other.sign(), { keys: other.keySet })).toMatchObject({ success: true });
  });

  it('may name no key, when one of several fits', async () => {
    const nameless = await Promise.all([1, 2, 3].map(() => createIssuer('')));
    const keySet = { keys: nameless.flatMap((one) => one.keySet.keys) };
    const last = nameless[2] as (typeof nameless)[number];
    expect(await check(await last.sign(), { keys: keySet })).toMatchObject({ success: true });
    const stranger = await createIssuer('');
    expect(await refusalOf(await stranger.sign(), { keys: keySet })).toMatch(/not signed by a known key/);
  });

  it('may be signed with a shared secret', async () => {
    const secret = 'a-shared-secret-of-32-bytes-or-more';
    const token = await new SignJWT({ exp: NOW_MS / 1_000 + 60 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(secret));
    expect(await check(token, { keys: undefined, secret })).toMatchObject({
      success: true,
      data: { algorithm: 'HS256' },
    });
    expect(await refusalOf(token, { keys: undefined, secret: `${secret}x` })).toMatch(/not signed by a known key/);
    expect(await refusalOf(token, { keys: undefined, secret: 'too-short' })).toMatch(/KERNEL_INVALID_PARAMS.*32 bytes/);
  });

  it('may be a little over its time, as clocks differ', async () => {
    const token = await issuer.sign({ exp: NOW_MS / 1_000 - 4 });
    expect(await check(token)).toMatchObject({ success: true });
    expect(await refusalOf(token, { clockToleranceMs: 1_000 })).toMatch(/^SECURITY_TOKEN_EXPIRED/);
  });
});

describe('a token that is wrong', () => {
  it.each<[string, Record<string, unknown>, Partial<AuthenticateTokenParams>, RegExp]>([
    ['expired', { exp: NOW_MS / 1_000 - 60 }, {}, /^SECURITY_TOKEN_EXPIRED: The token has expired/],
    ['too old', { iat: NOW_MS / 1_000 - 600 }, { maxAgeMs: 60_000 }, /^SECURITY_TOKEN_EXPIRED.*older than maxAgeMs/],
    ['not valid yet', { nbf: NOW_MS / 1_000 + 60 }, {}, /^SECURITY_TOKEN_INVALID.*not valid yet/],
    ['without end', { exp: undefined }, {}, /has no exp/],
    ['of another issuer', { iss: 'https://evil.example' }, { issuer: 'https://id.example' }, /has no iss or another/],
    ['for another audience', { aud: 'other' }, { audience: 'api' }, /has no aud or another/],
    ['without a claim', {}, { requiredClaims: ['email'] }, /has no email/],
    ['of another type', {}, { type: 'at+jwt' }, /of another type/],
  ])('because it is %s, is refused', async (_what, claims, params, message) => {
    const refusal = await refusalOf(await issuer.sign(claims as never), params);
    expect(refusal).toMatch(message);
    expect(refusal).not.toContain('evil');
  });

  it('in its signature, its claims or its header is refused', async () => {
    const [header = '', claims = '', signature = ''] = (await issuer.sign({ sub: 'ada' })).split('.');
    const other = base64url.encode(JSON.stringify({ sub: 'eve', exp: NOW_MS / 1_000 + 60 }));
    const none = base64url.encode('{"alg":"none"}');
    for (const token of [
      `${header}.${other}.${signature}`,
      `${header}.${claims}.${signature.slice(0, -4)}AAAA`,
      `${none}.${claims}.`,
      `${header}.${claims}`,
      `${header}.${claims}.${signature}.x`,
      'opaque-token',
      '',
      'x'.repeat(20_000),
    ]) {
      expect(await refusalOf(token)).toMatch(/^SECURITY_TOKEN_INVALID/);
    }
    expect(await refusalOf(7 as never)).toMatch(/^SECURITY_TOKEN_INVALID/);
  });

  it('cannot make a public key into a shared secret', async () => {
    const rsa = await createIssuer('key-1', 'RS256');
    const forged = await new SignJWT({ exp: NOW_MS / 1_000 + 60 })
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(Buffer.from(JSON.stringify(rsa.keySet.keys[0])));
    expect(await refusalOf(forged, { keys: rsa.keySet })).toMatch(/algorithm that is not allowed/);
    expect(await refusalOf(forged, { keys: rsa.keySet, algorithms: ['HS256'] })).toMatch(/KERNEL_INVALID_PARAMS/);
  });

  it('is refused when its algorithm is not among those allowed, and without a rule to check it by', async () => {
    const token = await issuer.sign();
    expect(await refusalOf(token, { algorithms: ['RS256'] })).toMatch(/algorithm that is not allowed/);
    expect(await refusalOf(token, { algorithms: [] })).toMatch(/KERNEL_INVALID_PARAMS/);
    expect(await refusalOf(token, { keys: undefined })).toMatch(/exactly one of keysUrl, keys and secret/);
    expect(await refusalOf(token, { secret: 'x'.repeat(32) })).toMatch(/exactly one of/);
    expect(await refusalOf(token, { keys: { keys: 'none' } as never })).toMatch(/^SECURITY_KEYS_UNAVAILABLE/);
    for (const wrong of [{ clockToleranceMs: -1 }, { maxAgeMs: Number.NaN }]) {
      expect(await refusalOf(token, wrong)).toMatch(/KERNEL_INVALID_PARAMS.*Ms is a number/);
    }
  });

  it('is hidden for the rest of its invocation, and counted', async () => {
    const environment = createTestEnvironment();
    const { operations, execute } = createSecurityGateway({}, { environment });
    const token = await issuer.sign({ exp: 1 });
    await runInInvocation(environment, {}, async () => {
      await execute('authenticateToken', { token, keys });
      expect(operations.filterSensitive({ data: `sent ${token.slice(0, 5)} ${token}` })).toMatch(/\[redacted\]$/);
    });
    expect(operations.getStatus().rejectedTokens).toBe(1);
  });
});

const lasting = await issuer.sign();

describe('how long a token lasts', () => {
  const { checkTokenExpiry } = createSecurityGateway({}, { environment: createTestEnvironment() }).operations;

  it('is what it says of itself', () => {
    const facts = { expiresAtMs: NOW_MS + 3_600_000, remainingMs: 3_600_000 };
    expect(checkTokenExpiry({ token: lasting })).toEqual({ state: 'valid', ...facts });
    expect(checkTokenExpiry({ token: `bearer ${lasting}`, marginMs: 3_600_000 })).toEqual({
      state: 'expiring',
      ...facts,
    });
  });

  it('is over when it is over', async () => {
    const ended = await issuer.sign({ exp: NOW_MS / 1_000 - 1 });
    expect(checkTokenExpiry({ token: ended })).toMatchObject({ state: 'expired', remainingMs: -1_000 });
  });

  it.each(['opaque', '', 'a.b.c', 'e30.e30.', 'e30.bnVsbA.x', 7])('is unknown of %j', (other) => {
    expect(checkTokenExpiry({ token: other as string })).toEqual({ state: 'unknown' });
  });

  it('needs a margin that is one', () => {
    expect(() => checkTokenExpiry({ token: lasting, marginMs: -1 })).toThrow(/marginMs/);
  });
});
