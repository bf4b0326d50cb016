import { hasCode } from '@hearthgate/kernel';
import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';

function cacheAt(options = {}) {
  const environment = createTestEnvironment();
  return { clock: environment.clock, ...createCacheGateway(options, { environment }).operations };
}

describe('several keys at once', () => {
  it('are answered in the order they were asked for, with gaps where there is nothing', async () => {
    const { bulkSet, bulkGet, clock, getStats } = cacheAt();
    await bulkSet({
      entries: [
        { key: 'a', value: 1 },
        { key: 'b', value: 2, ttlMs: 10 },
        { key: 'c', value: null },
      ],
    });
    await clock.advance(11);
    const entries = await bulkGet({ keys: ['c', 'nobody', 'b', 'a', 'a'] });
    expect(entries.map((entry) => entry && [entry.key, entry.value])).toEqual([
      ['c', null],
      undefined,
      undefined,
      ['a', 1],
      ['a', 1],
    ]);
    expect(getStats()).toMatchObject({ hits: 3, misses: 2 });
  });

  it('answer long keys under their own names', async () => {
    const { bulkSet, bulkGet } = cacheAt();
    const long = 'k'.repeat(2_000);
    await bulkSet({ entries: [{ key: long, value: 1 }] });
    expect((await bulkGet({ keys: [long] }))[0]).toMatchObject({ key: long, value: 1 });
  });

  it('are stored all or, when one of them is refused, none', async () => {
    const { bulkSet, getKeys } = cacheAt();
    const refused = [
      [
        { key: 'a', value: 1 },
        { key: '', value: 1 },
      ],
      [
        { key: 'a', value: 1 },
        { key: 'b', value: undefined },
      ],
      [
        { key: 'a', value: 1 },
        { key: 'b', value: 1, ttlMs: -1 },
      ],
      [
        { key: 'a', value: 1 },
        { key: 'b', value: 1, tags: [''] },
      ],
    ];
    for (const entries of refused)
      await expect(bulkSet({ entries })).rejects.toMatchObject({ code: expect.stringMatching(/^CACHE_/) });
    expect(await getKeys()).toEqual([]);
  });

  it('are removed together, each counted once and only when it could have been served', async () => {
    const { bulkSet, bulkDelete, getKeys, clock } = cacheAt();
    await bulkSet({ entries: ['a', 'b', 'c'].map((key) => ({ key, value: 1, ttlMs: key === 'c' ? 5 : 500 })) });
    await clock.advance(6);
    expect(await bulkDelete({ keys: ['a', 'a', 'c', 'nobody'] })).toBe(1);
    expect(await getKeys()).toEqual(['b']);
  });

  it('refuse what is no list', async () => {
    const { bulkGet, bulkSet, bulkDelete } = cacheAt();
    for (const refused of [
      bulkGet({ keys: 'a' as never }),
      bulkSet({ entries: {} as never }),
      bulkDelete({ keys: 7 as never }),
    ]) {
      const error = await refused.catch((caught: unknown) => caught);
      expect(hasCode(error, 'KERNEL_INVALID_PARAMS')).toBe(true);
    }
  });
});

describe('expire', () => {
  it('gives a key another time to live from now on, and keeps value and tags', async () => {
    const { set, expire, get, clock, invalidateTag } = cacheAt();
    await set({ key: 'a', value: { on: true }, ttlMs: 100, tags: ['home'] });
    await clock.advance(90);
    expect(await expire({ key: 'a', ttlMs: 100 })).toBe(true);
    await clock.advance(95);
    expect(await get({ key: 'a' })).toMatchObject({ value: { on: true }, tags: ['home'] });
    expect(await invalidateTag({ tag: 'home' })).toBe(1);
  });

  it('may shorten it, and says when there was nothing to change', async () => {
    const { set, expire, has, clock } = cacheAt();
    await set({ key: 'a', value: 1, ttlMs: 1_000 });
    await expire({ key: 'a', ttlMs: 5 });
    await clock.advance(6);
    expect(await has({ key: 'a' })).toBe(false);
    expect(await expire({ key: 'a', ttlMs: 5 })).toBe(false);
    expect(await has({ key: 'a' })).toBe(false);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5', undefined])('refuses %s', async (ttlMs) => {
    const { set, expire } = cacheAt();
    await set({ key: 'a', value: 1 });
    await expect(expire({ key: 'a', ttlMs: ttlMs as never })).rejects.toMatchObject({ code: 'CACHE_INVALID_TTL' });
  });
});

describe('getKeys', () => {
  it('lists what can be served, most recently used first, by prefix and by tag', async () => {
    const { set, get, getKeys, clock } = cacheAt();
    await set({ key: 'lamp/1', value: 1, tags: ['kitchen'] });
    await set({ key: 'lamp/2', value: 1, tags: ['hall'] });
    await set({ key: 'door/1', value: 1, tags: ['hall'] });
    await set({ key: 'gone', value: 1, ttlMs: 1 });
    await clock.advance(2);
    await get({ key: 'lamp/1' });
    expect(await getKeys()).toEqual(['lamp/1', 'door/1', 'lamp/2']);
    expect(await getKeys({ prefix: 'lamp/' })).toEqual(['lamp/1', 'lamp/2']);
    expect(await getKeys({ tag: 'hall' })).toEqual(['door/1', 'lamp/2']);
    expect(await getKeys({ limit: 1 })).toEqual(['lamp/1']);
  });
});
