import type { CacheEntry, CacheSetParams } from '@hearthgate/contracts';
import { createRecorder } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createClient, rejection } from './client.ts';
import { serve } from './loopback.ts';

/** A cache that keeps everything for ever, and tells what it was asked. */
function createCache(storedAtMs = () => Date.now()) {
  const entries = new Map<string, unknown>();
  return createRecorder({
    async get<Value>({ key }: { readonly key: string }): Promise<CacheEntry<Value> | undefined> {
      const value = entries.get(key) as Value | undefined;
      return value === undefined ? undefined : { key, value, storedAtMs: storedAtMs(), tags: [] };
    },
    async set({ key, value }: CacheSetParams): Promise<void> {
      entries.set(key, value);
    },
    delete: async ({ key }: { readonly key: string }): Promise<boolean> => entries.delete(key),
  });
}

async function serveCounting(headers: Record<string, string>, status = 200) {
  let count = 0;
  return serve((_request, response) => {
    count += 1;
    response.writeHead(status, headers).end(`answer ${count}`);
  });
}

async function askTwice(
  answerHeaders: Record<string, string>,
  requestHeaders: Record<string, string> = {},
  status = 200,
) {
  const { origin } = await serveCounting(answerHeaders, status);
  const cache = createCache();
  const gateway = createClient({}, { peers: { cache: cache.operations } });
  const ask = () =>
    gateway.execute('makeRequest', { method: 'GET', url: `${origin}/list?token=opaque`, headers: requestHeaders });
  return { cache, origin, answers: [await ask(), await ask()] as const };
}

describe('a safe GET', () => {
  it('is answered from the cache for as long as the server allows, and says so', async () => {
    const { answers, cache, origin } = await askTwice({ 'cache-control': 'public, max-age=60', age: '10' });
    expect(answers[0]).toMatchObject({ success: true, cacheHit: false, data: { body: 'answer 1', fromCache: false } });
    expect(answers[1]).toMatchObject({ success: true, cacheHit: true, data: { body: 'answer 1', fromCache: true } });
    expect(cache.paramsOf('set')).toEqual([expect.objectContaining({ ttlMs: 50_000, tags: [`http:${origin}`] })]);
  });

  it('is not changed for others by a caller who changes it', async () => {
    const { origin } = await serveCounting({ 'cache-control': 'max-age=60' });
    const { operations } = createClient({}, { peers: { cache: createCache().operations } });
    for (let count = 0; count < 3; count += 1) {
      const { headers } = await operations.makeRequest({ method: 'GET', url: origin });
      expect(headers['cache-control']).toBe('max-age=60');
      (headers as Record<string, string>)['cache-control'] = 'changed';
    }
  });

  it('is kept under a key that does not give the URL away', async () => {
    const { cache } = await askTwice({ 'cache-control': 'max-age=60' });
    const [{ key }] = cache.paramsOf('set') as [CacheSetParams];
    expect(key).toMatch(/^http:[0-9a-f]{64}$/);
  });

  it.each<[string, Record<string, string>, number?]>([
    ['says nothing of it', {}],
    ['says no-store', { 'cache-control': 'max-age=60, no-store' }],
    ['says no-cache', { 'cache-control': 'No-Cache, max-age=60' }],
    ['says private', { 'cache-control': 'private="x", max-age=60' }],
    ['gives no time', { 'cache-control': 'max-age=0' }],
    ['gives a time that is none', { 'cache-control': 'max-age=soon' }],
    ['allows it to browsers only', { 'cache-control': 'max-age=60, s-maxage=0' }],
    ['varies it by language', { 'cache-control': 'max-age=60', vary: 'Accept-Encoding, Accept-Language' }],
    ['varies it by anything', { 'cache-control': 'max-age=60', vary: '*' }],
    ['sets a cookie', { 'cache-control': 'max-age=60', 'set-cookie': 'a=b' }],
    ['is old already', { 'cache-control': 'max-age=60', age: '60' }],
    ['did not find it', { 'cache-control': 'max-age=60' }, 404],
  ])('is not kept when the server %s', async (_what, headers, status) => {
    const { answers, cache } = await askTwice(headers, {}, status);
    expect(answers[1]).toMatchObject({ success: true, cacheHit: false, data: { body: 'answer 2', fromCache: false } });
    expect(cache.paramsOf('set')).toEqual([]);
  });

  it('may vary by encoding, because that has been undone', async () => {
    const { answers } = await askTwice({ 'cache-control': 'max-age="60"', vary: 'accept-encoding' });
    expect(answers[1]).toMatchObject({ data: { fromCache: true } });
  });

  it.each([
    ['authorization', 'Bearer abcdefgh'],
    ['cookie', 'session=1'],
    ['x-api-key', 'abcdefgh'],
    ['range', 'bytes=0-1'],
    ['if-none-match', '"1"'],
    ['cache-control', 'no-store'],
    // Of any name, as nobody knows where a site looks for who is asking.
    ['x-auth', 'alice'],
    ['x-session-id', '1'],
    ['remote-user', 'alice'],
  ])('with the header %s never touches the cache', async (name, value) => {
    const { answers, cache } = await askTwice({ 'cache-control': 'max-age=60' }, { [name]: value });
    expect(cache.calls).toEqual([]);
    expect(answers[1]).toMatchObject({ data: { body: 'answer 2' } });
    expect(answers[1].cacheHit).toBeUndefined();
  });

  it('is sent when the kept answer is longer than this request takes', async () => {
    const { origin } = await serveCounting({ 'cache-control': 'max-age=60' });
    const { operations } = createClient({}, { peers: { cache: createCache().operations } });
    await operations.makeRequest({ method: 'GET', url: origin });
    const promise = operations.makeRequest({ method: 'GET', url: origin, maxResponseBytes: 3 });
    await expect(promise).rejects.toMatchObject({ code: 'HTTP_RESPONSE_TOO_LARGE' });
  });

  it('is answered though the cache fails', async () => {
    const { origin } = await serveCounting({ 'cache-control': 'max-age=60' });
    const down = () => Promise.reject(new Error('down'));
    const broken = { get: down, set: down, delete: down };
    const { operations } = createClient({}, { peers: { cache: broken } });
    expect(await operations.makeRequest({ method: 'GET', url: origin })).toMatchObject({ body: 'answer 1' });
  });
});

describe('a GET that says how fresh its answer has to be', () => {
  it.each(['no-cache', 'max-age=0', 'min-fresh=5'])(
    'with %s is sent, and its answer kept for others',
    async (control) => {
      const { origin } = await serveCounting({ 'cache-control': 'max-age=60' });
      const { operations } = createClient({}, { peers: { cache: createCache().operations } });
      const ask = async (headers = {}) => (await operations.makeRequest({ method: 'GET', url: origin, headers })).body;
      expect([await ask(), await ask({ 'cache-control': control }), await ask()]).toEqual([
        'answer 1',
        'answer 2',
        'answer 2',
      ]);
    },
  );

  it('is answered from the cache only with what is no older, the age at which it came included', async () => {
    const { origin } = await serveCounting({ 'cache-control': 'max-age=60', age: '10' });
    const cache = createCache(() => Date.now() - 5_500);
    const { operations } = createClient({}, { peers: { cache: cache.operations } });
    const ask = (control: string) =>
      operations.makeRequest({ method: 'GET', url: origin, headers: { 'cache-control': control } });
    await ask('max-age=100');
    expect(await ask('max-age=20')).toMatchObject({ body: 'answer 1', headers: { age: '15' } });
    expect(await ask('max-age=14')).toMatchObject({ body: 'answer 2', fromCache: false });
  });

  it('may carry the header of the correlation', async () => {
    const { origin } = await serveCounting({ 'cache-control': 'max-age=60' });
    const { operations } = createClient(
      { correlationHeader: 'x-correlation-id' },
      { peers: { cache: createCache().operations } },
    );
    await operations.makeRequest({ method: 'GET', url: origin });
    expect(await operations.makeRequest({ method: 'GET', url: origin })).toMatchObject({ fromCache: true });
  });
});

describe('a cache that hangs', () => {
  const never = () => new Promise<never>(() => {});

  it('is asked no longer than the request may take, nor after its caller has ended it', async () => {
    const { origin } = await serveCounting({ 'cache-control': 'max-age=60' });
    const peers = { cache: { ...createCache().operations, get: never } };
    const { operations } = createClient({ timeouts: { totalMs: 100 } }, { peers });
    const error = await rejection(operations.makeRequest({ method: 'GET', url: origin }));
    expect(error).toMatchObject({ code: 'HTTP_DEADLINE_EXCEEDED', data: { phase: 'start' } });
    const signal = AbortSignal.abort();
    const ended = await rejection(operations.makeRequest({ method: 'GET', url: origin, signal }));
    expect(ended).toMatchObject({ code: 'HTTP_ABORTED' });
  });

  it('holds back no answer longer than that', async () => {
    const { origin } = await serveCounting({ 'cache-control': 'max-age=60' });
    const peers = { cache: { ...createCache().operations, set: never } };
    const { operations } = createClient({ timeouts: { totalMs: 200 } }, { peers });
    expect(await operations.makeRequest({ method: 'GET', url: origin })).toMatchObject({ body: 'answer 1' });
  });
});

describe('every other method', () => {
  it.each(['POST', 'HEAD', 'PUT'] as const)(
    '%s never touches the cache of a URL of which nothing is kept',
    async (method) => {
      const { origin } = await serveCounting({ 'cache-control': 'max-age=60' });
      const cache = createCache();
      const { operations } = createClient({}, { peers: { cache: cache.operations } });
      await operations.makeRequest({ method: 'GET', url: `${origin}/other` });
      const before = cache.calls.length;
      await operations.makeRequest({ method, url: origin });
      expect(cache.calls).toHaveLength(before);
    },
  );

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s makes the kept answer be forgotten', async (method) => {
    const { origin } = await serveCounting({ 'cache-control': 'max-age=60' });
    const { operations } = createClient({}, { peers: { cache: createCache().operations } });
    const ask = async () => (await operations.makeRequest({ method: 'GET', url: origin })).body;
    expect([await ask(), await ask()]).toEqual(['answer 1', 'answer 1']);
    await operations.makeRequest({ method, url: origin });
    expect(await ask()).toBe('answer 3');
  });

  it('that the server refuses changes nothing', async () => {
    let status = 200;
    const { origin } = await serve((_request, response) => {
      response.writeHead(status, { 'cache-control': 'max-age=60' }).end('answer');
    });
    const { operations } = createClient({}, { peers: { cache: createCache().operations } });
    await operations.makeRequest({ method: 'GET', url: origin });
    status = 403;
    await operations.makeRequest({ method: 'PUT', url: origin });
    expect(await operations.makeRequest({ method: 'GET', url: origin })).toMatchObject({ fromCache: true });
  });
});
