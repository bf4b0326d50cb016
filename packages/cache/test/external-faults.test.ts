import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { CacheStore } from '../src/index.ts';
import { KEY, startCache } from './support/temp-directory.ts';

/** A store that fails when it is told to, and counts what it was asked. */
class MoodyStore implements CacheStore {
  readonly texts = new Map<string, string>();
  mood: 'well' | 'throws' | 'rejects' | 'hangs' | 'refuses' = 'well';
  calls = 0;

  get(key: string): unknown {
    return this.#answer(() => this.texts.get(key));
  }

  set(key: string, text: string): unknown {
    return this.#answer(() => this.texts.set(key, text));
  }

  delete(key: string): unknown {
    return this.#answer(() => this.texts.delete(key));
  }

  #answer(run: () => unknown): unknown {
    this.calls += 1;
    if (this.mood === 'throws') throw new Error('ECONNREFUSED');
    if (this.mood === 'rejects') return Promise.reject(new Error('ECONNREFUSED'));
    if (this.mood === 'hangs') return new Promise(() => {});
    return this.mood === 'refuses' ? false : Promise.resolve(run());
  }
}

function moody(options = {}) {
  const store = new MoodyStore();
  const first = startCache({ store, encryptionKey: KEY, ...options });
  return { store, ...first, another: () => startCache({ store, encryptionKey: KEY, ...options }, first.clock).cache };
}

describe('a store that fails', () => {
  it.each(['throws', 'rejects'] as const)('%s: a warning, never an error, and memory goes on', async (mood) => {
    const { store, cache, warnings } = moody();
    store.mood = mood;
    await cache.set({ key: 'a', value: 1, tags: ['home'] });
    expect(await cache.get({ key: 'a' })).toMatchObject({ value: 1 });
    expect(await cache.getOrSet({ key: 'b', create: () => 2 })).toBe(2);
    expect(await cache.get({ key: 'c' })).toBeUndefined();
    expect(await cache.invalidateTag({ tag: 'home' })).toBe(1);
    expect(await cache.delete({ key: 'b' })).toBe(true);
    await cache.clear();
    expect(warnings()).toHaveLength(1);
    expect(cache.getStatus()).toMatchObject({ state: 'degraded', reasons: [expect.stringContaining('ECONNREFUSED')] });
  });

  it('is not asked again for a while, longer each time, and then used as before', async () => {
    const { store, cache, clock } = moody();
    store.mood = 'rejects';
    await cache.get({ key: 'a' });
    const { calls } = store;
    for (let index = 0; index < 20; index += 1) await cache.get({ key: `${index}` });
    expect(store.calls).toBe(calls);
    await clock.advance(1_000);
    await cache.get({ key: 'a' });
    expect(store.calls).toBe(calls + 1);
    await clock.advance(1_000);
    await cache.get({ key: 'a' });
    expect(store.calls).toBe(calls + 1);
    store.mood = 'well';
    await clock.advance(1_000);
    await cache.set({ key: 'a', value: 1 });
    expect(cache.getStatus().state).toBe('healthy');
    expect(store.texts.size).toBeGreaterThan(0);
  });

  it('that hangs costs storeTimeoutMs once', async () => {
    const { store, cache, clock, warnings } = moody({ storeTimeoutMs: 200 });
    store.mood = 'hangs';
    let made: unknown;
    const asked = cache.getOrSet({ key: 'a', create: () => 'made' }).then((value) => {
      made = value;
    });
    await clock.advance(199);
    expect(made).toBeUndefined();
    await clock.advance(1);
    await asked;
    expect(made).toBe('made');
    expect(await cache.getOrSet({ key: 'b', create: () => 'made' })).toBe('made');
    expect(String(warnings()[0]?.error)).toContain('200 ms');
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([
    ['settles', undefined],
    ['opens in the end', new Map<string, string>()],
  ])('that is being opened and never %s costs storeTimeoutMs once', async (_, opened) => {
    const opening = Promise.withResolvers<CacheStore>();
    const { cache, clock, warnings } = startCache({
      store: () => opening.promise,
      encryptionKey: KEY,
      storeTimeoutMs: 200,
    });
    const asked = cache.getOrSet({ key: 'a', create: () => 'made' });
    await clock.advance(200);
    expect(await asked).toBe('made');
    expect(await cache.getOrSet({ key: 'b', create: () => 'made' })).toBe('made');
    expect(String(warnings()[0]?.error)).toContain('could not be opened within 200 ms');
    expect(clock.pendingTimers).toBe(0);
    if (opened === undefined) return;
    opening.resolve(opened);
    await clock.advance(60_000);
    await cache.set({ key: 'c', value: 1 });
    expect(opened.size).toBeGreaterThan(0);
    expect(cache.getStatus().state).toBe('healthy');
  });

  it('is not waited for long when it comes back after many removals that it did not take', async () => {
    const { store, cache, clock } = moody();
    const keys = Array.from({ length: 1_000 }, (_, index) => `${index}`);
    await cache.bulkSet({ entries: keys.map((key) => ({ key, value: 1 })) });
    store.mood = 'rejects';
    await cache.bulkDelete({ keys });
    store.mood = 'well';
    store.calls = 0;
    await clock.advance(60_000);
    expect(await cache.bulkGet({ keys: keys.slice(0, 2) })).toEqual([undefined, undefined]);
    expect(store.calls).toBeLessThan(110);
    expect(await cache.has({ key: '999' })).toBe(false);
  });

  it('cannot bring back what was overwritten, deleted or invalidated while it failed', async () => {
    const { store, cache, clock, another } = moody();
    await cache.bulkSet({ entries: ['set', 'deleted', 'tagged'].map((key) => ({ key, value: 'old', tags: [key] })) });
    store.mood = 'rejects';
    await cache.set({ key: 'set', value: 'new', scope: 'shared' });
    await cache.delete({ key: 'deleted' });
    await cache.invalidateTag({ tag: 'tagged' });
    store.mood = 'well';
    await clock.advance(60_000);
    const keys = ['set', 'deleted', 'tagged'];
    expect(await cache.bulkGet({ keys })).toEqual([undefined, undefined, undefined]);
    expect(await another().bulkGet({ keys })).toEqual([undefined, undefined, undefined]);
  });

  it('says so by answering false, as Keyv does', async () => {
    const { store, cache, warnings } = moody();
    store.mood = 'refuses';
    await cache.set({ key: 'a', value: 1 });
    expect(warnings()).toHaveLength(1);
  });

  it('says so by an event, as Keyv does', async () => {
    const events = new EventEmitter();
    const failing = {
      get: async () => {
        events.emit('error', new Error('connection lost'));
      },
      set: async () => true,
      delete: async () => true,
      on: (event: 'error', listener: (error: unknown) => void) => events.on(event, listener),
    };
    const { cache, warnings } = startCache({ store: failing, encryptionKey: KEY });
    expect(await cache.get({ key: 'a' })).toBeUndefined();
    expect(String(warnings()[0]?.error)).toContain('connection lost');
  });

  it('may say so before it is first used, which must not end the process', async () => {
    const methods = { get: async () => undefined, set: async () => true, delete: async () => true };
    const store = Object.assign(new EventEmitter(), methods);
    const { cache } = startCache({ store: store as CacheStore, encryptionKey: KEY });
    store.emit('error', new Error('no such table'));
    await cache.set({ key: 'a', value: 1 });
    expect(cache.getStatus().state).toBe('healthy');
  });

  it('is not believed when its event came while other calls were under way', async () => {
    const events = new EventEmitter();
    const texts = new Map<string, string>();
    let fails = false;
    const store = {
      get: async (key: string) => texts.get(key),
      set: async (key: string, text: string) => texts.set(key, text),
      async delete(key: string) {
        if (!fails) return texts.delete(key);
        events.emit('error', new Error('connection lost'));
        await new Promise(setImmediate);
        return false;
      },
      on: (event: 'error', listener: (error: unknown) => void) => events.on(event, listener),
    };
    const { cache, clock } = startCache({ store, encryptionKey: KEY });
    await cache.set({ key: 'a', value: 'old' });
    await cache.set({ key: 'b', value: 'old', scope: 'shared' });
    fails = true;
    const deleted = cache.delete({ key: 'a' });
    await new Promise(process.nextTick);
    await Promise.all([deleted, cache.get({ key: 'b', scope: 'shared' })]);
    fails = false;
    await clock.advance(60_000);
    expect(await cache.get({ key: 'a' })).toBeUndefined();
  });

  it('that cannot even be made is tried again later', async () => {
    const texts = new Map<string, string>();
    let broken = true;
    const store = () => {
      if (broken) throw new Error('no credentials');
      return texts;
    };
    const { cache, clock, warnings } = startCache({ store, encryptionKey: KEY });
    await cache.set({ key: 'a', value: 1 });
    expect(String(warnings()[0]?.error)).toContain('no credentials');
    broken = false;
    await clock.advance(1_000);
    await cache.set({ key: 'a', value: 2 });
    expect(texts.size).toBeGreaterThan(0);
  });

  it.each([7, null, { not: 'a text' }, []])('or answers nonsense (%o) is a miss', async (nonsense) => {
    const store = { get: () => nonsense, set: () => true, delete: () => true };
    const { cache } = startCache({ store, encryptionKey: KEY });
    expect(await cache.get({ key: 'a' })).toBeUndefined();
    const many = { ...store, getMany: () => nonsense };
    const keys = ['a', 'b'];
    expect(await startCache({ store: many, encryptionKey: KEY }).cache.bulkGet({ keys })).toEqual([
      undefined,
      undefined,
    ]);
  });
});
