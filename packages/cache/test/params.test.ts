import { createHash } from 'node:crypto';
import { createRecorder } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCacheGateway, genericCacheOperation } from '../src/index.ts';

describe('keys', () => {
  const { execute, operations } = createCacheGateway();

  it.each([[''], [undefined], [null], [7], [{}], [['a']]])(
    'refuses %j with CACHE_INVALID_KEY everywhere',
    async (key) => {
      const wrong = { key: key as never, value: 1, create: () => 1 };
      for (const name of ['get', 'set', 'delete', 'has', 'getOrSet'] as const) {
        expect(await execute(name, wrong)).toMatchObject({ success: false, error: { code: 'CACHE_INVALID_KEY' } });
      }
    },
  );

  it('may be as short as one character, and be a name that every object has', async () => {
    for (const key of ['a', '__proto__', 'constructor', '\u0000', 'sha256:']) {
      await operations.set({ key, value: key });
      expect(await operations.get({ key })).toMatchObject({ key, value: key });
    }
  });

  it('may be long, and are then kept by their hash under the same name', async () => {
    const one = 'x'.repeat(1_025);
    const other = `${'x'.repeat(1_024)}y`;
    await operations.set({ key: one, value: 1 });
    expect(await operations.get({ key: one })).toMatchObject({ key: one, value: 1 });
    expect(await operations.get({ key: other })).toBeUndefined();
    expect(await operations.getOrSet({ key: one, create: () => 2 })).toBe(1);
    expect(await operations.delete({ key: one })).toBe(true);
  });

  it('cannot reach the entry of a long key by its hash', async () => {
    const long = 'x'.repeat(2_000);
    const guess = `sha256:${createHash('sha256').update(long).digest('hex')}`;
    await operations.set({ key: long, value: 'mine' });
    expect(await operations.has({ key: guess })).toBe(false);
    await operations.set({ key: guess, value: 'theirs' });
    expect(await operations.get({ key: guess })).toMatchObject({ key: guess, value: 'theirs' });
    expect(await operations.get({ key: long })).toMatchObject({ value: 'mine' });
  });

  it('are refused when they are long and have no honest hash', async () => {
    const error = { code: 'CACHE_INVALID_KEY' };
    expect(await execute('has', { key: `${'x'.repeat(1_024)}\ud800` })).toMatchObject({ success: false, error });
    expect(await execute('has', { key: '\ud800' })).toMatchObject({ success: true, data: false });
  });

  it('are hashed by the utility peer when there is one, and lead to the same entry without it', async () => {
    const hash = ({ value }: { value: unknown }) => createHash('sha256').update(String(value)).digest('hex');
    const utility = createRecorder({ hash });
    const cache = createCacheGateway({}, { peers: { utility: utility.operations } });
    await cache.operations.set({ key: 'short', value: 1 });
    expect(utility.calls).toEqual([]);
    const key = 'long '.repeat(400);
    await cache.operations.set({ key, value: 1 });
    expect(utility.calls).toEqual([{ operation: 'hash', params: { value: key } }]);
    expect(await cache.operations.get({ key })).toMatchObject({ key });
  });
});

describe('what else is refused', () => {
  const { execute } = createCacheGateway();

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5' as never])('refuses the time to live %s', async (ttlMs) => {
    const error = { code: 'CACHE_INVALID_TTL' };
    expect(await execute('set', { key: 'a', value: 1, ttlMs })).toMatchObject({ error });
    expect(await execute('getOrSet', { key: 'a', create: () => 1, ttlMs })).toMatchObject({ error });
    expect(await execute('has', { key: 'a' })).toMatchObject({ data: false });
  });

  it.each([['home' as never], [[''] as never], [[7] as never], [['x'.repeat(1_025)]], [null as never]])(
    'refuses the tags %j',
    async (tags) => {
      const error = { code: 'CACHE_INVALID_TAG' };
      expect(await execute('set', { key: 'a', value: 1, tags })).toMatchObject({ error });
      expect(await execute('getOrSet', { key: 'a', create: () => 1, tags })).toMatchObject({ error });
    },
  );

  it('refuses undefined as a value, and a getOrSet that cannot create', async () => {
    const error = { code: 'CACHE_VALUE_UNDEFINED' };
    expect(await execute('set', { key: 'a', value: undefined })).toMatchObject({ success: false, error });
    for (const create of [undefined, 7]) {
      const answer = await execute('getOrSet', { key: 'a', create: create as never });
      expect(answer).toMatchObject({ success: false, error: { code: 'KERNEL_INVALID_PARAMS' } });
    }
  });

  it.each([
    [{ maxBytes: 0 }],
    [{ maxBytes: 1.5 }],
    [{ maxBytes: Number.POSITIVE_INFINITY }],
    [{ maxEntryBytes: -1 }],
    [{ maxBytes: 10, maxEntryBytes: 11 }],
    [{ defaultTtlMs: 0 }],
    [{ defaultTtlMs: Number.NaN }],
  ])('refuses to be made with %j', (options) => {
    expect(() => createCacheGateway(options)).toThrow(expect.objectContaining({ code: 'CACHE_INVALID_OPTIONS' }));
  });
});

describe('the generic operation', () => {
  it('works by itself and keeps what it was given from call to call', async () => {
    expect(await genericCacheOperation('set', { key: 'a', value: 1 })).toMatchObject({ success: true });
    expect(await genericCacheOperation('get', { key: 'a' })).toMatchObject({ data: { value: 1 }, cacheHit: true });
  });
});
