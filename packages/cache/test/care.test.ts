import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';

function cacheAt(options = {}, peers = {}) {
  const environment = createTestEnvironment();
  return { clock: environment.clock, ...createCacheGateway(options, { environment, peers }).operations };
}

describe('backup and restore', () => {
  it('bring back values, times, tags and the order of use', async () => {
    const before = cacheAt();
    const value = { when: new Date(5), seen: new Set([1, 2n]), bytes: Buffer.from('x') };
    await before.set({ key: 'a', value, tags: ['home'], ttlMs: 500 });
    await before.set({ key: 'b', value: 'B' });
    await before.get({ key: 'a' });
    const backup = await before.backup();
    expect(backup).toMatchObject({ entries: 2, skipped: 0 });

    const after = cacheAt();
    expect(await after.restore(backup)).toBe(2);
    expect(await after.getKeys()).toEqual(['a', 'b']);
    expect(await after.get({ key: 'a' })).toEqual(await before.get({ key: 'a' }));
    expect(await after.getTtl({ key: 'a' })).toBe(500);
    expect(await after.invalidateTag({ tag: 'home' })).toBe(1);
  });

  it('leave out what expired meanwhile and what is newer in the cache', async () => {
    const before = cacheAt();
    await before.set({ key: 'short', value: 1, ttlMs: 10 });
    await before.set({ key: 'a', value: 'old' });
    const { data } = await before.backup();
    const after = cacheAt();
    await after.clock.advance(11);
    await after.set({ key: 'a', value: 'new' });
    expect(await after.restore({ data })).toBe(0);
    expect(await after.get({ key: 'a' })).toMatchObject({ value: 'new' });
    expect(await after.has({ key: 'short' })).toBe(false);
  });

  it('say how many values cannot be written as text', async () => {
    const { set, backup } = cacheAt();
    class Lamp {}
    await set({ key: 'f', value: () => 1 });
    await set({ key: 'c', value: new Lamp() });
    await set({ key: 'a', value: 1 });
    expect(await backup()).toMatchObject({ entries: 1, skipped: 2 });
  });

  it('take nothing readable back either while the security gateway cannot use its key', async () => {
    const { set, backup } = cacheAt();
    await set({ key: 'a', value: 1 });
    const { data } = await backup();
    const encryptData = () => Promise.reject(new Error('the key service is down'));
    const peers = { security: { encryptData, decryptData: encryptData } };
    const { operations } = createCacheGateway({}, { environment: createTestEnvironment(), peers });
    await expect(operations.restore({ data })).rejects.toMatchObject({ code: 'CACHE_INVALID_BACKUP' });
    expect(await operations.has({ key: 'a' })).toBe(false);
  });

  it('are encrypted when there is a key, and then nothing readable is taken back', async () => {
    const key = 'k'.repeat(32);
    const keyed = cacheAt({ encryptionKey: key });
    await keyed.set({ key: 'a', value: 's3cr3t' });
    const { data } = await keyed.backup();
    expect(data).not.toContain('s3cr3t');
    expect(await cacheAt({ encryptionKey: key }).restore({ data })).toBe(1);
    const open = cacheAt();
    await open.set({ key: 'a', value: 1 });
    const readable = (await open.backup()).data;
    for (const [options, text] of [
      [{ encryptionKey: key }, readable],
      [{ encryptionKey: 'other'.repeat(8) }, data],
      [{}, data],
      [{}, data.slice(0, -3)],
      [{}, ''],
      [{}, 'nonsense'],
      [{}, 'hearthgate-cache-backup:open:[7]'],
      [{}, 7],
    ] as const) {
      const { restore, getKeys } = cacheAt(options);
      await expect(restore({ data: text as string })).rejects.toMatchObject({ code: 'CACHE_INVALID_BACKUP' });
      expect(await getKeys()).toEqual([]);
    }
  });
});

describe('cleanupExpired', () => {
  it('removes what is over and says how many', async () => {
    const { set, cleanupExpired, clock, getStats } = cacheAt();
    for (const ttlMs of [5, 6, 500]) await set({ key: `${ttlMs}`, value: 1, ttlMs });
    await clock.advance(7);
    expect(await cleanupExpired()).toBe(2);
    expect(await cleanupExpired()).toBe(0);
    expect(getStats().entries).toBe(1);
  });
});

describe('optimizeMemory', () => {
  const fill = async (cache: ReturnType<typeof cacheAt>) => {
    for (let index = 0; index < 10; index += 1) await cache.set({ key: `${index}`, value: 'x'.repeat(1_000) });
    return cache.getStats().bytes;
  };

  it('drops only what has expired while there is memory enough', async () => {
    const cache = cacheAt();
    await cache.set({ key: 'over', value: 1, ttlMs: 1 });
    await fill(cache);
    await cache.clock.advance(2);
    expect(await cache.optimizeMemory()).toMatchObject({ entriesDropped: 1, underPressure: false });
  });

  it('drops the least recently used half when memory is short', async () => {
    const memoryStatus = () => ({ residentBytes: 90, heapUsedBytes: 50, limitBytes: 100, usedRatio: 0.9 });
    const initialization = createRecorder({ memoryStatus, registerStage() {} });
    const cache = cacheAt({}, { initialization: initialization.operations });
    const bytes = await fill(cache);
    expect(await cache.optimizeMemory()).toEqual({ entriesDropped: 5, bytesFreed: bytes / 2, underPressure: true });
    expect(await cache.getKeys()).toEqual(['9', '8', '7', '6', '5']);
  });

  it('knows the limit of the function from its environment when it is alone', async () => {
    const environment = createTestEnvironment({ variables: { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1' } });
    const { optimizeMemory } = createCacheGateway({}, { environment }).operations;
    expect((await optimizeMemory()).underPressure).toBe(true);
  });

  it('shrinks to what it is told', async () => {
    const cache = cacheAt();
    await fill(cache);
    await cache.optimizeMemory({ targetBytes: 6_000 });
    expect(cache.getStats().bytes).toBeLessThanOrEqual(6_000);
    expect(cache.getStats().entries).toBeGreaterThan(0);
  });
});

describe('configure', () => {
  it('changes bounds of the running cache, keeps what fits, most recently used first', async () => {
    const cache = cacheAt({ maxBytes: 100_000 });
    for (let index = 0; index < 10; index += 1)
      await cache.set({ key: `${index}`, value: 'x'.repeat(1_000), ttlMs: 50 });
    expect(cache.configure({ maxBytes: 8_000 })).toMatchObject({ maxBytes: 8_000, maxEntryBytes: 2_000 });
    expect(cache.getStats()).toMatchObject({ maxBytes: 8_000, entries: 0 });
    cache.configure({ maxBytes: 20_000 });
    for (let index = 0; index < 8; index += 1)
      await cache.set({ key: `${index}`, value: 'x'.repeat(1_000), ttlMs: 50 });
    await cache.get({ key: '0' });
    cache.configure({ maxBytes: 12_000 });
    expect(await cache.getKeys()).toEqual(['0', '7', '6', '5', '4']);
    await cache.clock.advance(51);
    expect(await cache.getKeys()).toEqual([]);
  });

  it('changes how long values live from then on, and answers all settings', async () => {
    const { configure, set, getTtl } = cacheAt();
    expect(configure({ defaultTtlMs: 40, staleMs: undefined })).toEqual({
      maxBytes: 16_777_216,
      maxEntryBytes: 4_194_304,
      defaultTtlMs: 40,
      staleMs: 0,
      graceMs: 0,
      absentTtlMs: 0,
      createTimeoutMs: 30_000,
      maxTtlFactor: 1,
    });
    await set({ key: 'a', value: 1 });
    expect(await getTtl({ key: 'a' })).toBe(40);
  });

  it.each([{ maxBytes: 0 }, { defaultTtlMs: -1 }, { graceMs: Number.NaN }, { maxTtlFactor: 0.5 }, { staleMs: '1' }])(
    'refuses %o and changes nothing',
    (params) => {
      const { configure } = cacheAt();
      expect(() => configure(params as never)).toThrow(expect.objectContaining({ code: 'CACHE_INVALID_OPTIONS' }));
      expect(configure({})).toMatchObject({ maxBytes: 16_777_216, defaultTtlMs: 300_000, graceMs: 0 });
    },
  );
});
