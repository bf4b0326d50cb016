import { describe, expect, it } from 'vitest';
import type { CacheStore } from '../src/index.ts';
import { environments } from './support/environments.ts';

describe('a value whose tag another environment invalidates while it is made', () => {
  it.each([false, true])(
    'is stored for nobody, also when the store failed before it was made: %s',
    async (hasHiccup) => {
      const kept = new Map<string, string>();
      let isHiccup = false;
      const store: CacheStore = {
        get: (key: string) => {
          if (!isHiccup) return kept.get(key);
          isHiccup = false;
          throw new Error('ECONNRESET');
        },
        set: (key: string, value: string) => void kept.set(key, value),
        delete: (key: string) => kept.delete(key),
      };
      const { start, clock } = environments({}, store);
      const [here, there] = [start().cache, start().cache];
      await there.set({ key: 'warm', value: 1, tags: ['prices'] });
      isHiccup = hasHiccup;
      let finish = (_price: string) => {};
      const create = () =>
        new Promise<string>((resolve) => {
          finish = resolve;
        });
      const made = here.getOrSet({ key: 'price', tags: ['prices'], create });
      await expect.poll(() => finish.length).toBe(1);
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      await clock.advance(1_500);
      await there.invalidateTag({ tag: 'prices' });
      finish('old price');
      expect(await made).toBe('old price');
      expect(await start().cache.get({ key: 'price' })).toBeUndefined();
    },
  );
});

describe('a new time to live, with a store that others share', () => {
  it.each(['delete', 'invalidateTag'] as const)(
    'gives no new time to what another environment has taken away by %s, however much is kept here',
    async (operation) => {
      const { start, clock } = environments();
      const [here, there] = [start().cache, start().cache];
      await here.set({ key: 'session', value: 'old rights', tags: ['user'], ttlMs: 60_000 });
      expect(await there.get({ key: 'session' })).toMatchObject({ value: 'old rights' });
      await (operation === 'delete' ? here.delete({ key: 'session' }) : here.invalidateTag({ tag: 'user' }));
      await clock.advance(5_000);
      expect(await there.expire({ key: 'session', ttlMs: 3_600_000 })).toBe(false);
      expect(await here.get({ key: 'session' })).toBeUndefined();
      expect(await start().cache.get({ key: 'session', scope: 'shared' })).toBeUndefined();
    },
  );

  it('gives a new time for all, and here alone to what is here alone or while the store is away', async () => {
    let isAway = false;
    const kept = new Map<string, string>();
    const reach = () => {
      if (isAway) throw new Error('away');
      return kept;
    };
    const store: CacheStore = {
      get: (key: string) => reach().get(key),
      set: (key: string, value: string) => void reach().set(key, value),
      delete: (key: string) => reach().delete(key),
    };
    const { start, clock } = environments({}, store);
    const { cache } = start();
    await cache.set({ key: 'shared', value: 1, ttlMs: 1_000 });
    await cache.set({ key: 'local', value: 2, ttlMs: 1_000, scope: 'memory' });
    await cache.set({ key: 'function', value: () => 3, ttlMs: 1_000 });
    await cache.set({ key: 'buffer', value: Buffer.from('small'), ttlMs: 1_000, scope: 'memory' });
    for (const key of ['shared', 'local', 'function', 'buffer'])
      expect(await cache.expire({ key, ttlMs: 60_000 })).toBe(true);
    await clock.advance(2_000);
    expect(await start().cache.get({ key: 'shared' })).toMatchObject({ value: 1 });
    expect(await start().cache.get({ key: 'local' })).toBeUndefined();
    expect(await cache.get({ key: 'local' })).toMatchObject({ value: 2 });
    isAway = true;
    expect(await cache.expire({ key: 'shared', ttlMs: 600_000 })).toBe(true);
    await clock.advance(120_000);
    isAway = false;
    expect(await cache.get({ key: 'shared' })).toMatchObject({ value: 1 });
    expect(await start().cache.get({ key: 'shared' })).toBeUndefined();
    expect(await cache.expire({ key: 'shared', ttlMs: 600_000 })).toBe(false);
  });
});
