import { GatewayError } from '@hearthgate/kernel';
import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';
import { KEY, startCache, temporaryDirectory } from './support/temp-directory.ts';

const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Environments over one store; the first has used some keys more than others. */
async function usedBefore() {
  const store = new Map<string, string>();
  const options = { store, encryptionKey: KEY };
  const { cache, clock } = startCache(options);
  expect(await cache.preload()).toEqual({ state: 'done', loaded: 0, made: 0, missing: 0 });
  for (let index = 0; index < 20; index += 1) await cache.set({ key: `key ${index}`, value: index, ttlMs: 1e9 });
  for (let index = 0; index < 20; index += 1) {
    for (let uses = 0; uses < index; uses += 1) await cache.get({ key: `key ${index}` });
  }
  await clock.advance(30_000);
  await cache.get({ key: 'key 19' });
  await turn();
  return { store, clock, start: () => startCache(options, clock).cache };
}

describe('preload', () => {
  it('brings the most used keys of earlier environments into memory', async () => {
    const { start } = await usedBefore();
    const cache = start();
    expect(await cache.preload({ limit: 5 })).toEqual({ state: 'done', loaded: 5, made: 0, missing: 0 });
    expect([...(await cache.getKeys())].sort()).toEqual(['key 15', 'key 16', 'key 17', 'key 18', 'key 19']);
    for (let index = 15; index < 20; index += 1) await cache.get({ key: `key ${index}` });
    expect(cache.getStats().tiers[0]).toMatchObject({ tier: 'memory', hits: 5, misses: 0 });
  });

  it('asks for long keys by what the caller calls them, and for none of which only the hash is known', async () => {
    const long = `https://example.org/?q=${'x'.repeat(1_100)}`;
    const asked: string[] = [];
    const load = (key: string) => {
      asked.push(key);
      return `body of ${key}`;
    };
    const { cache } = startCache({});
    expect(await cache.preload({ keys: [long], load })).toMatchObject({ made: 1 });
    expect(asked).toEqual([long]);
    expect(await cache.get({ key: long })).toMatchObject({ value: `body of ${long}` });

    const store = new Map<string, string>();
    const first = startCache({ store, encryptionKey: KEY });
    await first.cache.preload();
    await first.cache.set({ key: long, value: 1 });
    await first.cache.get({ key: long });
    await first.clock.advance(30_000);
    await first.cache.get({ key: long });
    await turn();
    await first.cache.delete({ key: long });
    const later = startCache({ store, encryptionKey: KEY }, first.clock).cache;
    expect(await later.preload({ load })).toMatchObject({ made: 0, missing: 1 });
    expect(asked).toEqual([long]);
  });

  it('remembers across a process that begins anew in the same temp directory', async () => {
    const options = { directory: temporaryDirectory(), encryptionKey: KEY };
    const { cache, clock } = startCache(options);
    await cache.preload();
    await cache.set({ key: 'a', value: 1, ttlMs: 1e9 });
    await clock.advance(30_000);
    await cache.get({ key: 'a' });
    await turn();
    const again = startCache(options, clock).cache;
    expect(await again.preload()).toMatchObject({ loaded: 1 });
  });

  it('makes what no tier has, at most so many at once, and a failure is no error', async () => {
    const { cache, warnings } = startCache({});
    let running = 0;
    let most = 0;
    const load = async (key: string) => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
      if (key === 'fails') throw new Error('down');
      return key === 'nothing' ? undefined : `made ${key}`;
    };
    const keys = [...Array.from({ length: 20 }, (_, index) => `${index}`), 'fails', 'nothing'];
    expect(await cache.preload({ keys, load })).toEqual({ state: 'done', loaded: 0, made: 20, missing: 2 });
    expect(most).toBe(8);
    expect(warnings()).toHaveLength(1);
    expect(await cache.get({ key: '7' })).toMatchObject({ value: 'made 7' });
  });

  it('leaves half of memory to what is really asked for', async () => {
    const store = new Map<string, string>();
    const options = { store, encryptionKey: KEY };
    const keys = Array.from({ length: 200 }, (_, index) => `${index}`);
    await startCache(options).cache.bulkSet({ entries: keys.map((key) => ({ key, value: 'x'.repeat(200) })) });
    const { cache } = startCache({ ...options, maxBytes: 60_000 });
    await cache.preload({ keys });
    const { bytes, evictions } = cache.getStats();
    expect(bytes).toBeGreaterThan(25_000);
    expect([bytes < 60_000, evictions]).toEqual([true, 0]);
  });

  it('is harmless over a store that fails', async () => {
    const down = () => Promise.reject(new Error('down'));
    const { cache } = startCache({ store: { get: down, set: down, delete: down }, encryptionKey: KEY });
    expect(await cache.preload()).toMatchObject({ state: 'done', loaded: 0 });
  });

  it('refuses keys that are no list and a load that is no function', async () => {
    const { preload } = startCache({}).cache;
    for (const params of [{ keys: 'a' }, { load: 7 }, { keys: [''] }]) {
      await expect(preload(params as never)).rejects.toBeInstanceOf(GatewayError);
    }
  });
});

describe('preload at the start', () => {
  it('is a stage of start-up that is not required, and keeps the counts when it ends', async () => {
    const { store, start } = await usedBefore();
    expect(start).toBeTypeOf('function');
    const stages: { name: string; required?: boolean; run: () => unknown; cleanup: () => unknown }[] = [];
    const initialization = createRecorder({
      registerStage: (stage: unknown) => void stages.push(stage as (typeof stages)[number]),
      memoryStatus: () => ({ residentBytes: 1, heapUsedBytes: 1 }),
    });
    const peers = { initialization: initialization.operations };
    const options = { store, encryptionKey: KEY };
    const { operations } = createCacheGateway(options, { environment: createTestEnvironment(), peers });
    expect(await operations.preload({ when: 'start', limit: 3 })).toMatchObject({ state: 'scheduled', loaded: 0 });
    expect(stages).toMatchObject([{ name: 'cache.preload', required: false }]);
    expect(operations.getStats().entries).toBe(0);
    await stages[0]?.run();
    expect(operations.getStats().entries).toBe(3);
    await operations.set({ key: 'new', value: 1, ttlMs: 1e9 });
    for (let uses = 0; uses < 100; uses += 1) await operations.get({ key: 'new' });
    await stages[0]?.cleanup();
    const next = startCache(options).cache;
    await next.preload({ limit: 1 });
    expect(await next.getKeys()).toEqual(['new']);
  });

  it('is done at once when there is no start-up to come', async () => {
    const started = () => {
      throw new GatewayError('INITIALIZATION_ALREADY_STARTED', 'too late');
    };
    for (const peers of [{}, { initialization: { registerStage: started, memoryStatus: started } }]) {
      const { operations } = createCacheGateway({}, { environment: createTestEnvironment(), peers });
      const load = (key: string) => key;
      const report = await operations.preload({ when: 'start', keys: ['a'], load });
      expect(report).toEqual({ state: 'done', loaded: 0, made: 1, missing: 0 });
    }
  });
});
