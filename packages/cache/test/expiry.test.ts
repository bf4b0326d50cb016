import { Invocation } from '@hearthgate/kernel';
import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';

function cacheAt(startAtMs?: number, options = {}) {
  const environment = createTestEnvironment({ startAtMs });
  return { clock: environment.clock, ...createCacheGateway(options, { environment }).operations };
}

describe('an entry', () => {
  it('is answered with its value, the times of its life and its tags', async () => {
    const { set, get } = cacheAt(1_000);
    await set({ key: 'lamp', value: { on: true }, ttlMs: 500, tags: ['home', 'light', 'home'] });
    expect(await get({ key: 'lamp' })).toEqual({
      key: 'lamp',
      value: { on: true },
      storedAtMs: 1_000,
      expiresAtMs: 1_500,
      tags: ['home', 'light'],
    });
  });

  it.each([0, 1, Date.UTC(2026, 0, 1)])(
    'is served until its time is over and not after it, from epoch %i',
    async (at) => {
      const { clock, set, get, has } = cacheAt(at);
      await set({ key: 'lamp', value: 1, ttlMs: 500 });
      await clock.advance(500);
      expect(await has({ key: 'lamp' })).toBe(true);
      expect(await get({ key: 'lamp' })).toMatchObject({ value: 1 });
      await clock.advance(1);
      expect(await has({ key: 'lamp' })).toBe(false);
      expect(await get({ key: 'lamp' })).toBeUndefined();
    },
  );

  it('ages within an invocation and between two of them', async () => {
    const environment = createTestEnvironment();
    const { set, get, getOrSet } = createCacheGateway({}, { environment }).operations;
    const invoke = (work: () => Promise<unknown>) =>
      environment.invocations.run(new Invocation({ correlationId: 'a' }, environment.clock), work);
    await invoke(async () => {
      await set({ key: 'lamp', value: 1, ttlMs: 500 });
      await environment.clock.advance(500);
      expect(await get({ key: 'lamp' })).toMatchObject({ value: 1 });
      await environment.clock.advance(1);
      expect(await get({ key: 'lamp' })).toBeUndefined();
      await set({ key: 'lamp', value: 2, ttlMs: 500 });
    });
    await environment.clock.advance(501);
    await invoke(async () => expect(await getOrSet({ key: 'lamp', create: () => 3 })).toBe(3));
  });

  it('lives for five minutes when nothing else was said', async () => {
    const { clock, set, has } = cacheAt();
    await set({ key: 'lamp', value: 1 });
    await clock.advance(300_000);
    expect(await has({ key: 'lamp' })).toBe(true);
    await clock.advance(1);
    expect(await has({ key: 'lamp' })).toBe(false);
  });

  it('never expires when the default says so', async () => {
    const { clock, set, get } = cacheAt(0, { defaultTtlMs: Number.POSITIVE_INFINITY });
    await set({ key: 'lamp', value: 1 });
    await clock.advance(1e12);
    expect(await get({ key: 'lamp' })).toMatchObject({ value: 1, expiresAtMs: undefined });
  });

  it('is not kept alive by being read, but by being written again', async () => {
    const { clock, set, get, has } = cacheAt();
    await set({ key: 'lamp', value: 1, ttlMs: 100 });
    await set({ key: 'door', value: 1, ttlMs: 100 });
    await clock.advance(80);
    await get({ key: 'lamp' });
    await set({ key: 'door', value: 2, ttlMs: 100 });
    await clock.advance(80);
    expect(await has({ key: 'lamp' })).toBe(false);
    expect(await has({ key: 'door' })).toBe(true);
  });

  it('holds the very value that was given', async () => {
    const { set, get, getOrSet } = cacheAt();
    const value = { on: true };
    await set({ key: 'lamp', value });
    expect((await get({ key: 'lamp' }))?.value).toBe(value);
    expect(await getOrSet({ key: 'lamp', create: () => ({ on: false }) })).toBe(value);
  });

  it('may hold null, false, 0 and the empty text', async () => {
    const { set, get } = cacheAt();
    for (const value of [null, false, 0, '']) {
      await set({ key: 'lamp', value });
      expect((await get({ key: 'lamp' }))?.value).toBe(value);
    }
  });

  it('cannot be changed by whoever it was given to', async () => {
    const { set, get, invalidateTag } = cacheAt();
    const tags = ['home'];
    await set({ key: 'lamp', value: 1, tags });
    tags[0] = 'garden';
    const entry = await get({ key: 'lamp' });
    expect(() => Object.assign(entry as object, { tags: [] })).toThrow(TypeError);
    expect(await invalidateTag({ tag: 'home' })).toBe(1);
  });

  it('is gone after delete and clear, and both may be repeated', async () => {
    const { set, has, clear, clock, delete: remove } = cacheAt();
    await set({ key: 'lamp', value: 1, ttlMs: 10 });
    await set({ key: 'door', value: 1 });
    expect(await remove({ key: 'door' })).toBe(true);
    expect(await remove({ key: 'door' })).toBe(false);
    await clock.advance(11);
    expect(await remove({ key: 'lamp' })).toBe(false);
    await set({ key: 'lamp', value: 2 });
    await clear();
    await clear();
    expect(await has({ key: 'lamp' })).toBe(false);
  });
});

describe('getTtl', () => {
  it('counts down to nothing, and is not a lookup', async () => {
    const { clock, set, getTtl, getStats } = cacheAt(1_000);
    await set({ key: 'lamp', value: 1, ttlMs: 500 });
    expect(await getTtl({ key: 'lamp' })).toBe(500);
    await clock.advance(200);
    expect(await getTtl({ key: 'lamp' })).toBe(300);
    await clock.advance(301);
    expect(await getTtl({ key: 'lamp' })).toBeUndefined();
    expect(getStats()).toMatchObject({ hits: 0, misses: 0 });
  });

  it('is endless for an entry that does not expire, and absent for one that is not there', async () => {
    const { set, getTtl } = cacheAt(1_000, { defaultTtlMs: Number.POSITIVE_INFINITY });
    await set({ key: 'lamp', value: 1 });
    expect(await getTtl({ key: 'lamp' })).toBe(Number.POSITIVE_INFINITY);
    expect(await getTtl({ key: 'door' })).toBeUndefined();
  });

  it('does not keep an entry from being the next to go', async () => {
    const { set, getTtl, has } = cacheAt(1_000, { maxBytes: 2_000, maxEntryBytes: 1_000 });
    const value = 'x'.repeat(250);
    await set({ key: 'oldest', value });
    await set({ key: 'newer', value });
    await getTtl({ key: 'oldest' });
    await set({ key: 'newest', value });
    expect([await has({ key: 'oldest' }), await has({ key: 'newer' })]).toEqual([false, true]);
  });
});

describe('a time to live that the value tells', () => {
  const token = (expiresInMs: number) => async () => ({ text: 'token', expiresInMs });
  const ttlMsOf = (made: { expiresInMs: number }) => made.expiresInMs - 100;

  it('is that of the entry', async () => {
    const { getOrSet, getTtl } = cacheAt();
    await getOrSet({ key: 'token', ttlMsOf, create: token(1_000) });
    expect(await getTtl({ key: 'token' })).toBe(900);
  });

  it('of 0 or less is not stored', async () => {
    const { getOrSet, has } = cacheAt();
    expect(await getOrSet({ key: 'token', ttlMsOf, create: token(50) })).toMatchObject({ text: 'token' });
    expect(await has({ key: 'token' })).toBe(false);
  });

  it('of 0 or less takes away the value before, which is no longer true', async () => {
    const { getOrSet, has, clock } = cacheAt();
    let expiresInMs = 1_000;
    let made = 0;
    const create = async () => ({ expiresInMs, made: ++made });
    const ask = () => getOrSet({ key: 'token', ttlMsOf, graceMs: 60_000, create });
    await ask();
    expiresInMs = 0;
    await clock.advance(2_000);
    expect([await ask(), await ask()]).toMatchObject([{ made: 2 }, { made: 3 }]);
    expect(await has({ key: 'token' })).toBe(false);
    const broken = getOrSet({ key: 'token', graceMs: 60_000, create: () => Promise.reject(new Error('down')) });
    await expect(broken).rejects.toThrow('down');
  });

  it('that is no number is an error', async () => {
    const { getOrSet } = cacheAt();
    const asked = getOrSet({ key: 'token', ttlMsOf: () => Number.NaN, create: token(1) });
    await expect(asked).rejects.toMatchObject({ code: 'CACHE_INVALID_TTL' });
  });
});
