import { createTestEnvironment, runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';

describe('the account of lookups', () => {
  it('starts at nothing', () => {
    expect(createCacheGateway().operations.getStats()).toEqual({
      hits: 0,
      misses: 0,
      hitRate: 0,
      entries: 0,
      bytes: 0,
      maxBytes: 16_777_216,
      evictions: 0,
      refused: 0,
      staleHits: 0,
      graceHits: 0,
      creations: 0,
      tiers: [
        { tier: 'memory', hits: 0, misses: 0, hitRate: 0, failures: 0, entries: 0, bytes: 0, maxBytes: 16_777_216 },
      ],
    });
  });

  it('counts hits and misses of get and getOrSet, and leaves has, set and delete out', async () => {
    const { operations } = createCacheGateway();
    await operations.get({ key: 'a' });
    await operations.getOrSet({ key: 'a', create: () => 1 });
    await operations.getOrSet({ key: 'a', create: () => 2 });
    await operations.get({ key: 'a' });
    await operations.get({ key: 'a' });
    await operations.has({ key: 'a' });
    await operations.set({ key: 'a', value: 1 });
    await operations.delete({ key: 'a' });
    expect(operations.getStats()).toMatchObject({ hits: 3, misses: 2, hitRate: 0.6 });
    expect(operations.getStatus()).toMatchObject({ state: 'healthy', stats: { hits: 3, misses: 2 } });
  });

  it('counts everybody who waited for one creation as a miss', async () => {
    const { operations } = createCacheGateway();
    await Promise.all([1, 2, 3].map(() => operations.getOrSet({ key: 'a', create: async () => 1 })));
    expect(operations.getStats()).toMatchObject({ hits: 0, misses: 3, entries: 1 });
  });

  it('tells hit from miss in the standard response, and says nothing where nothing was looked up', async () => {
    const { execute } = createCacheGateway();
    expect(await execute('getOrSet', { key: 'a', create: () => 1 })).toMatchObject({ data: 1, cacheHit: false });
    expect(await execute('getOrSet', { key: 'a', create: () => 2 })).toMatchObject({ data: 1, cacheHit: true });
    expect(await execute('get', { key: 'a' })).toMatchObject({ cacheHit: true });
    expect(await execute('get', { key: 'b' })).toMatchObject({ success: true, data: undefined, cacheHit: false });
    expect((await execute('has', { key: 'a' })).cacheHit).toBeUndefined();
  });

  it('is kept for each invocation apart, also when they interleave', async () => {
    const environment = createTestEnvironment();
    const { get, set } = createCacheGateway({}, { environment }).operations;
    await set({ key: 'warm', value: 1 });
    const invoke = (keys: readonly string[]) =>
      runInInvocation(environment, {}, async (invocation) => {
        for (const key of keys) await get({ key });
        return [invocation.cacheHits, invocation.cacheMisses];
      });
    expect(await Promise.all([invoke(['warm', 'cold', 'warm']), invoke(['cold', 'cold', 'cold', 'warm'])])).toEqual([
      [2, 1],
      [1, 3],
    ]);
  });
});
