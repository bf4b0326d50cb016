import { createTestEnvironment } from '@hearthgate/testing';
import Keyv from 'keyv';
import { describe, expect, it, vi } from 'vitest';
import { type CacheStore, createCacheGateway } from '../src/index.ts';
import { environments } from './support/environments.ts';
import { KEY, startCache } from './support/temp-directory.ts';

describe('a store of the user as last tier', () => {
  it('gives every environment what one of them stored', async () => {
    const { start, clock } = environments();
    const value = { at: new Date(7), set: new Set(['a']) };
    await start().cache.set({ key: 'a', value, ttlMs: 1_000, tags: ['home'] });
    await clock.advance(400);
    const { cache, warnings } = start();
    expect(await cache.get({ key: 'a' })).toMatchObject({ key: 'a', value, tags: ['home'] });
    expect(await cache.getTtl({ key: 'a' })).toBe(600);
    expect(cache.getStats().tiers).toMatchObject([
      { tier: 'memory', hits: 0, misses: 1 },
      { tier: 'external', hits: 1, misses: 0, failures: 0 },
    ]);
    await cache.get({ key: 'a' });
    expect(cache.getStats().tiers).toMatchObject([{ hits: 1 }, { hits: 1 }]);
    expect(warnings()).toEqual([]);
  });

  it('shares what create made, and asks nobody for it again', async () => {
    const { start } = environments();
    const create = vi.fn(async () => 'made');
    expect(await start().cache.getOrSet({ key: 'a', create })).toBe('made');
    const { cache } = start();
    expect(await Promise.all([1, 2].map(() => cache.getOrSet({ key: 'a', create })))).toEqual(['made', 'made']);
    expect(create).toHaveBeenCalledTimes(1);
    expect(cache.getStats()).toMatchObject({ hits: 2, misses: 0, creations: 0 });
  });

  it('answers a key that was cut within a character with its own value or none', async () => {
    const { cache } = environments().start();
    const [one, other] = ['party 😀', 'party 🤖'].map((text) => text.slice(0, -1)) as [string, string];
    await cache.set({ key: one, value: 1 });
    expect(await cache.get({ key: other, scope: 'shared' })).toBeUndefined();
    expect(await cache.get({ key: one, scope: 'shared' })).toMatchObject({ key: one, value: 1 });
    expect(await cache.getOrSet({ key: other, create: () => 2 })).toBe(2);
  });

  it('forgets for all what one environment removed, invalidated or cleared', async () => {
    const { start } = environments();
    const fill = async () => {
      const entries = ['a', 'b', 'c'].map((key) => ({ key, value: key, tags: [`tag ${key}`] }));
      await start().cache.bulkSet({ entries });
    };
    await fill();
    expect(await start().cache.delete({ key: 'a' })).toBe(true);
    expect(await start().cache.delete({ key: 'a' })).toBe(false);
    await start().cache.invalidateTag({ tag: 'tag b' });
    const left = await start().cache.bulkGet({ keys: ['a', 'b', 'c'] });
    expect(left.map((entry) => entry?.value)).toEqual([undefined, undefined, 'c']);
    await start().cache.clear();
    expect(await start().cache.get({ key: 'c' })).toBeUndefined();
    await fill();
    expect(await start().cache.has({ key: 'b' })).toBe(true);
  });

  it('leaves alone what others keep in the same store', async () => {
    const { start, store } = environments();
    store.set('theirs', 'value');
    await start().cache.clear();
    await start({ namespace: 'other' }).cache.set({ key: 'a', value: 1 });
    expect(await start().cache.get({ key: 'a' })).toBeUndefined();
    expect(store.get('theirs')).toBe('value');
  });

  it('misses what depends on a tag whose record the store lost, rather than serve it wrongly', async () => {
    const { start, store } = environments();
    await start().cache.set({ key: 'a', value: 1, tags: ['home'] });
    for (const name of [...store.keys()]) if (name.includes(':tag:')) store.delete(name);
    expect(await start().cache.get({ key: 'a' })).toBeUndefined();
  });

  it('brings what it answers into the nearer tiers, and not what was deleted meanwhile', async () => {
    const store = new Map<string, string>();
    const gate = Promise.withResolvers<void>();
    let slow = false;
    const reader = {
      get: async (key: string) => {
        const text = store.get(key);
        if (slow) await gate.promise;
        return text;
      },
      set: (key: string, text: string) => store.set(key, text),
      delete: (key: string) => store.delete(key),
    };
    const { start } = environments({}, reader);
    await start().cache.set({ key: 'a', value: 'old' });
    const { cache } = start();
    slow = true;
    const asked = cache.get({ key: 'a' });
    await cache.set({ key: 'a', value: 'new', scope: 'memory' });
    gate.resolve();
    await asked;
    expect(await cache.get({ key: 'a', scope: 'memory' })).toMatchObject({ value: 'new' });
  });

  it('may be made on first use, once, and is ended with the instances of the environment', async () => {
    const disconnect = vi.fn();
    const make = vi.fn(async () => Object.assign(new Map<string, string>(), { disconnect }));
    const made: { key: string; create: () => Promise<never>; dispose: (instance: never) => unknown }[] = [];
    const singleton = {
      get: (params: (typeof made)[number]) => {
        made.push(params);
        return params.create();
      },
    };
    const environment = createTestEnvironment();
    const options = { store: make, encryptionKey: KEY };
    const { operations } = createCacheGateway(options, { environment, peers: { singleton: singleton as never } });
    expect(make).not.toHaveBeenCalled();
    await Promise.all([operations.set({ key: 'a', value: 1 }), operations.get({ key: 'b' })]);
    expect(make).toHaveBeenCalledTimes(1);
    expect([...new Set(made.map(({ key }) => key))]).toEqual([expect.stringMatching(/^cache:external:[0-9a-f]{8}$/)]);
    const [first] = made;
    await first?.dispose(await first.create());
    expect(disconnect).toHaveBeenCalledTimes(1);
    await operations.get({ key: 'c' });
    expect(make).toHaveBeenCalledTimes(2);
  });

  it('is not mistaken for that of another cache that hands its client to the same singleton gateway', async () => {
    const instances = new Map<string, unknown>();
    const singleton = {
      async get({ key, create }: { key: string; create: () => unknown }) {
        if (!instances.has(key)) instances.set(key, await create());
        return instances.get(key);
      },
    };
    const stores = [new Map<string, string>(), new Map<string, string>()];
    for (const store of stores) {
      const peers = { singleton: singleton as never };
      const { operations } = createCacheGateway({ store, encryptionKey: KEY }, { peers });
      await operations.set({ key: 'a', value: 1 });
    }
    expect(stores.map(({ size }) => size)).toEqual([2, 2]);
  });

  it('serves what lives for ever also when the versions of its tags have lived longer than any tag does', async () => {
    const { clock } = startCache({});
    // As DynamoDB's adapter, it forgets after six hours what comes without a time to live.
    const kept = new Map<string, { text: string; untilMs: number }>();
    const store: CacheStore = {
      get: (key) => {
        const found = kept.get(key);
        return found !== undefined && clock.now() <= found.untilMs ? found.text : undefined;
      },
      set: (key, text, ttlMs = 6 * 3_600_000) => kept.set(key, { text, untilMs: clock.now() + ttlMs }),
      delete: (key) => kept.delete(key),
    };
    const options = { store, encryptionKey: KEY, defaultTtlMs: Number.POSITIVE_INFINITY };
    await startCache(options, clock).cache.set({ key: 'a', value: 1 });
    await clock.advance(400 * 86_400_000);
    expect((await startCache(options, clock).cache.get({ key: 'a' }))?.value).toBe(1);
  });

  it('is asked for no more than 100 keys at once, and for none of them twice, as DynamoDB demands', async () => {
    const texts = new Map<string, string>();
    const asked: number[] = [];
    const store: CacheStore = {
      get: (key) => texts.get(key),
      set: (key, text) => texts.set(key, text),
      delete: (key) => texts.delete(key),
      getMany(keys) {
        if (keys.length > 100 || new Set(keys).size < keys.length) throw new Error('ValidationException');
        asked.push(keys.length);
        return keys.map((key) => texts.get(key));
      },
    };
    const { start } = environments({}, store);
    const keys = Array.from({ length: 250 }, (_, index) => `${index}`);
    await start().cache.bulkSet({ entries: keys.map((key) => ({ key, value: key })) });
    asked.length = 0;
    const { cache } = start();
    const found = await cache.bulkGet({ keys: [...keys, ...keys] });
    expect(found.map((entry) => entry?.value)).toEqual([...keys, ...keys]);
    expect(asked).toEqual([100, 100, 50]);
  });

  it('may be a Keyv as well as an adapter of one', async () => {
    const { start } = environments({}, new Keyv());
    await start().cache.set({ key: 'a', value: { deep: [1] }, ttlMs: 5_000 });
    expect(await start().cache.get({ key: 'a' })).toMatchObject({ value: { deep: [1] } });
    expect(await start().cache.delete({ key: 'a' })).toBe(true);
    expect(await start().cache.get({ key: 'a' })).toBeUndefined();
  });

  it.each([{}, { get() {} }, 'redis://', 7])('is refused at once when it is none: %o', (store) => {
    const refused = expect.objectContaining({ code: 'CACHE_INVALID_OPTIONS' });
    expect(() => createCacheGateway({ store: store as never })).toThrow(refused);
  });
});

describe('scope shared', () => {
  it('is never answered from a nearer tier', async () => {
    const { start } = environments();
    const [one, other] = [start().cache, start().cache];
    for (const state of ['open', 'closed', 'open']) {
      await one.set({ key: 'breaker', value: state, scope: 'shared', tags: ['breakers'] });
      expect((await other.get({ key: 'breaker', scope: 'shared' }))?.value).toBe(state);
    }
    await one.invalidateTag({ tag: 'breakers' });
    expect(await other.get({ key: 'breaker', scope: 'shared' })).toBeUndefined();
    expect(one.getStats().entries + other.getStats().entries).toBe(0);
  });

  it('leaves no older value in the nearer tiers', async () => {
    const { start } = environments();
    const { cache } = start();
    await cache.set({ key: 'a', value: 'own' });
    await cache.set({ key: 'a', value: 'for all', scope: 'shared' });
    expect(await cache.get({ key: 'a' })).toMatchObject({ value: 'for all' });
  });

  it('keeps scope environment and memory out of the store', async () => {
    const { start, store } = environments();
    const { cache } = start();
    await cache.set({ key: 'a', value: 1, scope: 'environment' });
    await cache.getOrSet({ key: 'b', create: () => 1, scope: 'memory' });
    expect(store.size).toBe(0);
    expect(await cache.get({ key: 'a', scope: 'environment' })).toMatchObject({ value: 1 });
  });
});

describe('what lies in the store', () => {
  it('tells nobody keys, tags or values', async () => {
    const { start, store } = environments();
    await start().cache.set({ key: 's3cr3t-key', value: 's3cr3t-value', tags: ['s3cr3t-tag'] });
    expect(store.size).toBe(3);
    expect(JSON.stringify([...store])).not.toContain('s3cr3t');
  });

  it('is encrypted by the security gateway when the cache has no key of its own', async () => {
    const store = new Map<string, string>();
    const seen: { data: string; context?: string | undefined }[] = [];
    const security = {
      encryptData: async (params: { data: string; context?: string | undefined }) => {
        seen.push(params);
        return `sealed:${Buffer.from(params.data).toString('base64')}`;
      },
      decryptData: async ({ data }: { data: string }) => Buffer.from(data.slice(7), 'base64').toString(),
    };
    const make = () =>
      createCacheGateway({ store }, { environment: createTestEnvironment(), peers: { security } }).operations;
    await make().set({ key: 'a', value: 's3cr3t' });
    expect(await make().get({ key: 'a' })).toMatchObject({ value: 's3cr3t' });
    expect(JSON.stringify([...store])).not.toContain('s3cr3t');
    expect(seen[0]?.context).toMatch(/^external hearthgate:key:[0-9a-f]{64}$/);
  });

  it('is nothing at all without a key, and the status says why', async () => {
    const { start, store } = environments({ encryptionKey: undefined });
    const { cache, warnings } = start();
    await cache.set({ key: 'a', value: 's3cr3t' });
    expect(await cache.get({ key: 'a' })).toMatchObject({ value: 's3cr3t' });
    expect(JSON.stringify([...store])).not.toContain(':key:');
    expect(warnings()).toHaveLength(1);
    expect(cache.getStatus()).toMatchObject({ state: 'degraded', reasons: [expect.stringContaining('encryptionKey')] });
  });

  it('is a miss and a warning when a bit flips, a value moves, or the key is another', async () => {
    const { start, store } = environments();
    await start().cache.bulkSet({
      entries: [
        { key: 'a', value: 1 },
        { key: 'b', value: 2 },
      ],
    });
    const names = [...store.keys()].filter((name) => name.includes(':key:')) as [string, string];
    const intact = store.get(names[0]) as string;
    for (const text of [
      store.get(names[1]),
      `${intact.slice(0, -4)}AAAA`,
      `x${intact.slice(1)}`,
      '',
      'p{}',
      intact.slice(0, 30),
    ]) {
      store.set(names[0], text as string);
      const { cache, warnings } = start();
      expect(await cache.get({ key: 'a' })).toBeUndefined();
      expect(warnings()).toHaveLength(1);
    }
    store.set(names[0], intact);
    expect(await start({ encryptionKey: 'other'.repeat(9) }).cache.get({ key: 'a' })).toBeUndefined();
    expect(await start().cache.get({ key: 'a' })).toMatchObject({ value: 1 });
  });
});
