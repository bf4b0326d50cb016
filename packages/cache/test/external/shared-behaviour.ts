import { describe, expect, it } from 'vitest';
import { type CacheOptions, type CacheStore, createCacheGateway } from '../../src/index.ts';

/** What users rely on, over a real server: each call of `start` is an execution environment of its own. */
export function describeSharedTier(name: string, makeStore: () => CacheStore): void {
  const encryptionKey = 'a key for tests '.repeat(3);
  const start = (options: CacheOptions = {}) =>
    createCacheGateway({ store: makeStore, namespace: 'shared', encryptionKey, ...options }).operations;

  describe(`the cache over ${name}`, () => {
    it('shares values of every kind between environments, until they expire', async () => {
      const value = { at: new Date(7), map: new Map([['a', 1n]]), bytes: Buffer.from('x'), text: 'ü€𝄞'.repeat(100) };
      await start().set({ key: 'kinds', value, ttlMs: 400, tags: ['a'] });
      const other = start();
      expect(await other.get({ key: 'kinds', scope: 'shared' })).toMatchObject({ value, tags: ['a'] });
      await new Promise((resolve) => setTimeout(resolve, 450));
      expect(await other.get({ key: 'kinds', scope: 'shared' })).toBeUndefined();
    });

    it('forgets for all what one environment deleted, invalidated or cleared', async () => {
      const keys = ['one', 'two', 'three'];
      await start().bulkSet({ entries: keys.map((key) => ({ key, value: key, tags: [`tag ${key}`] })) });
      const values = async () => (await start().bulkGet({ keys })).map((entry) => entry?.value);
      expect(await values()).toEqual(keys);
      await start().delete({ key: 'one' });
      await start().invalidateTag({ tag: 'tag two' });
      expect(await values()).toEqual([undefined, undefined, 'three']);
      await start().clear();
      expect(await values()).toEqual([undefined, undefined, undefined]);
    });

    it('gives back as many as were asked for, and any of them twice', async () => {
      const keys = Array.from({ length: 250 }, (_, index) => `many ${index}`);
      await start().bulkSet({ entries: keys.map((key) => ({ key, value: key })) });
      const found = await start().bulkGet({ keys: [...keys, 'many 0'] });
      expect(found.map((entry) => entry?.value)).toEqual([...keys, 'many 0']);
    });

    it('holds nothing readable, and takes nothing that was sealed under another key', async () => {
      const { set } = start();
      await set({ key: 's3cr3t-key', value: 's3cr3t-value' });
      const other = start({ encryptionKey: 'another key for tests'.repeat(2) });
      expect(await other.get({ key: 's3cr3t-key' })).toBeUndefined();
      expect(other.getStats().tiers.find(({ tier }) => tier === 'external')).toMatchObject({ failures: 1 });
      expect(await start().get({ key: 's3cr3t-key' })).toMatchObject({ value: 's3cr3t-value' });
    });

    it('fills the memory of a new environment with what was used most', async () => {
      const keys = Array.from({ length: 30 }, (_, index) => `key ${index}`);
      await start().bulkSet({ entries: keys.map((key) => ({ key, value: key })) });
      const { preload, get, getStats } = start();
      expect(await preload({ keys })).toMatchObject({ state: 'done', loaded: 30, missing: 0 });
      for (const key of keys) await get({ key });
      expect(getStats().tiers[0]).toMatchObject({ tier: 'memory', hits: 30, misses: 0 });
    });
  });
}
