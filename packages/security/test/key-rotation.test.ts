import { randomUUID } from 'node:crypto';
import type { JsonWebKeySet } from '@hearthgate/contracts';
import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway, type SecurityOptions } from '../src/index.ts';
import { createSharedStore } from './shared-store.ts';
import { createIssuer, NOW_MS } from './tokens.ts';

const keysUrl = 'https://id.example/.well-known/jwks.json';
const [first, second] = [await createIssuer('first'), await createIssuer('second')];

function createGateway(options: SecurityOptions = {}) {
  const environment = createTestEnvironment();
  const published: { keySet: JsonWebKeySet | Error; fetches: string[] } = { keySet: first.keySet, fetches: [] };
  const fetchKeys = async (url: string) => {
    published.fetches.push(url);
    if (published.keySet instanceof Error) throw published.keySet;
    return published.keySet;
  };
  const store = createSharedStore(environment.clock.now);
  const logging = createRecorder({ warning: (_params: { readonly message: string }) => {} });
  const peers = { cache: store.cache, logging: logging.operations };
  const gateway = createSecurityGateway({ fetchKeys, ...options }, { environment, peers });
  const check = async (token: string) => {
    const response = await gateway.execute('authenticateToken', { token, keysUrl });
    return response.success ? 'taken' : response.error.code;
  };
  return { environment, published, store, logging, gateway, check };
}

/** Tokens that differ, so that none is answered from memory. */
const fresh = (issuer = first) => issuer.sign({ jti: randomUUID(), exp: NOW_MS / 1_000 + 864_000 });

describe('the key set of an issuer', () => {
  it('is fetched once for all who wait, and then kept', async () => {
    const { check, published } = createGateway();
    expect(await Promise.all([check(await fresh()), check(await fresh())])).toEqual(['taken', 'taken']);
    expect(await check(await fresh())).toBe('taken');
    expect(published.fetches).toEqual([keysUrl]);
  });

  it('is fetched anew after its time', async () => {
    const { check, published, environment } = createGateway({ keySetTtlMs: 60_000 });
    await check(await fresh());
    await environment.clock.advance(60_000);
    await check(await fresh());
    expect(published.fetches).toHaveLength(2);
  });

  it('is fetched anew for a key that it has not, so that rotation needs no waiting', async () => {
    const { check, published, environment } = createGateway();
    await check(await fresh());
    published.keySet = { keys: [...second.keySet.keys, ...first.keySet.keys] };
    await environment.clock.advance(30_000);
    expect(await check(await fresh(second))).toBe('taken');
    expect(await check(await fresh(first))).toBe('taken');
    published.keySet = second.keySet;
    await environment.clock.advance(600_000);
    expect(await check(await fresh(first))).toBe('SECURITY_TOKEN_INVALID');
    expect(published.fetches).toHaveLength(3);
  });

  it('is not fetched for each unknown key, whoever makes them up', async () => {
    const { check, published, environment } = createGateway();
    await check(await fresh());
    for (let time = 0; time < 10; time += 1) expect(await check(await fresh(second))).toBe('SECURITY_TOKEN_INVALID');
    expect(published.fetches).toHaveLength(1);
    await environment.clock.advance(30_000);
    for (let time = 0; time < 10; time += 1) await check(await fresh(second));
    expect(published.fetches).toHaveLength(2);
  });

  it('is used beyond its time while the issuer is away, which shows in line and status', async () => {
    const { check, published, environment, gateway, logging } = createGateway({ keySetKeepMs: 3_600_000 });
    await check(await fresh());
    published.keySet = new Error('connect ECONNREFUSED');
    await environment.clock.advance(600_000);
    expect(await check(await fresh())).toBe('taken');
    expect(await check(await fresh())).toBe('taken');
    expect(published.fetches).toHaveLength(2);
    expect(logging.paramsOf('warning')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('id.example') }),
    ]);
    expect(gateway.operations.getStatus()).toMatchObject({
      state: 'degraded',
      reasons: [expect.stringContaining('id.example')],
    });
    expect((await gateway.operations.healthCheck()).state).toBe('degraded');

    published.keySet = first.keySet;
    await environment.clock.advance(30_000);
    expect(await check(await fresh())).toBe('taken');
    expect(gateway.operations.getStatus()).toMatchObject({ state: 'healthy', reasons: [] });

    published.keySet = new Error('connect ECONNREFUSED');
    await environment.clock.advance(3_600_000);
    expect(await check(await fresh())).toBe('SECURITY_KEYS_UNAVAILABLE');
  });

  it.each([
    ['fails', async () => Promise.reject(new Error('down'))],
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
    ['answers no set', async () => ({}) as never],
    ['answers too many', async () => ({ keys: new Array(101).fill({ kty: 'EC' }) })],
  ])('is unavailable when fetching %s', async (_what, fetchKeys) => {
    expect(await createGateway({ fetchKeys }).check(await fresh())).toBe('SECURITY_KEYS_UNAVAILABLE');
  });

  it('is unavailable when fetching takes too long', async () => {
    const { check, environment } = createGateway({ fetchKeys: () => new Promise(() => {}), fetchKeysTimeoutMs: 1_000 });
    const checking = check(await fresh());
    while (environment.clock.pendingTimers === 0) await new Promise((resolve) => setImmediate(resolve));
    await environment.clock.advance(1_000);
    expect(await checking).toBe('SECURITY_KEYS_UNAVAILABLE');
    expect(environment.clock.pendingTimers).toBe(0);
  });

  it('needs a way to be fetched, and a URL that nobody can listen in on', async () => {
    const { operations } = createSecurityGateway();
    const token = await fresh();
    await expect(operations.authenticateToken({ token, keysUrl })).rejects.toThrow(/fetchKeys/);
    const { gateway } = createGateway();
    for (const url of ['http://id.example/jwks', 'file:///jwks', 'jwks', 7 as never]) {
      await expect(gateway.operations.authenticateToken({ token, keysUrl: url })).rejects.toThrow(/https URL/);
    }
    expect(await gateway.execute('authenticateToken', { token, keysUrl: 'http://127.0.0.1:8080/' })).toMatchObject({
      success: true,
    });
  });
});

describe('a verified token', () => {
  it('is remembered in this process by its hash, until it expires or the rules change', async () => {
    const { gateway, environment, store } = createGateway({ verifiedTokenTtlMs: 3_600_000 });
    const token = await first.sign({ exp: NOW_MS / 1_000 + 600 });
    const hit = async (more = {}) => (await gateway.execute('authenticateToken', { token, keysUrl, ...more })).cacheHit;
    expect([await hit(), await hit(), await hit({ algorithms: ['ES256'] })]).toEqual([false, true, false]);
    const kept = [...store.entries.values()].filter(({ key }) => key.startsWith('security:token:'));
    expect(kept).toHaveLength(2);
    expect(kept[0]).toMatchObject({ scope: 'memory', ttlMs: 600_000 });
    expect(JSON.stringify(kept)).not.toContain(token.slice(-20));
    await environment.clock.advance(610_000);
    expect(await gateway.execute('authenticateToken', { token, keysUrl })).toMatchObject({
      error: { code: 'SECURITY_TOKEN_EXPIRED' },
    });
  });

  it('is not remembered longer than its rules allow, or at all where that is asked', async () => {
    const { gateway, store } = createGateway();
    const token = await fresh();
    await gateway.operations.authenticateToken({ token, keysUrl, maxAgeMs: 10_000 });
    await gateway.operations.authenticateToken({ token, keysUrl });
    const ttls = [...store.entries.values()]
      .filter(({ key }) => key.startsWith('security:token:'))
      .map(({ ttlMs }) => ttlMs);
    expect(ttls).toEqual([10_000, 300_000]);

    const careful = createGateway({ verifiedTokenTtlMs: 0 });
    await careful.check(token);
    expect([...careful.store.entries.keys()].filter((key) => key.startsWith('security:token:'))).toEqual([]);
  });

  it('is verified each time when the cache fails', async () => {
    const failing = async () => Promise.reject(new Error('down'));
    const { operations } = createSecurityGateway(
      {},
      { environment: createTestEnvironment(), peers: { cache: { get: failing, set: failing } } },
    );
    expect(await operations.authenticateToken({ token: await fresh(), keys: first.keySet })).toMatchObject({
      keyId: 'first',
    });
  });
});

it.each([{ keySetTtlMs: 0 }, { fetchKeysTimeoutMs: Number.NaN }, { verifiedTokenTtlMs: -1 }, { fetchKeys: 'url' }])(
  'the options %j are refused by name',
  (options) => {
    expect(() => createSecurityGateway(options as never)).toThrow(
      expect.objectContaining({
        code: 'SECURITY_INVALID_OPTIONS',
        message: expect.stringContaining(Object.keys(options)[0] ?? ''),
      }),
    );
  },
);
