import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';

const KIB = 1024;

function boundedCache(options: object) {
  const environment = createTestEnvironment();
  const logging = createRecorder({ warning: (_: unknown) => {} });
  const metrics = createRecorder({ recordMetric: (_: unknown) => {} });
  const peers = { logging: logging.operations, metrics: metrics.operations };
  const cache = createCacheGateway(options, { environment, peers });
  return { ...cache.operations, logging, metrics, clock: environment.clock };
}

describe('the bound in bytes', () => {
  it('holds whatever is stored, and the least recently used go first', async () => {
    const { set, get, has, getStats } = boundedCache({ maxBytes: 64 * KIB, maxEntryBytes: 16 * KIB });
    await set({ key: 'kept', value: Buffer.alloc(8 * KIB) });
    await set({ key: 'old', value: Buffer.alloc(8 * KIB) });
    for (let index = 0; index < 50; index += 1) {
      await set({ key: `fill ${index}`, value: Buffer.alloc(4 * KIB) });
      await get({ key: 'kept' });
      expect(getStats().bytes).toBeLessThanOrEqual(64 * KIB);
    }
    expect(await has({ key: 'kept' })).toBe(true);
    expect(await has({ key: 'old' })).toBe(false);
    expect(await has({ key: 'fill 49' })).toBe(true);
  });

  it('is 16 MiB, a quarter of it for one entry, when nothing was said', async () => {
    const { set, has, getStats } = boundedCache({});
    await set({ key: 'fits', value: Buffer.alloc(4 * KIB * KIB - KIB) });
    await set({ key: 'too large', value: Buffer.alloc(4 * KIB * KIB) });
    expect(await has({ key: 'fits' })).toBe(true);
    expect(await has({ key: 'too large' })).toBe(false);
    expect(getStats().maxBytes).toBe(16 * KIB * KIB);
  });

  it('counts evictions, here and in the metrics, and nothing else as one', async () => {
    const { set, delete: remove, clear, getStats, metrics, clock } = boundedCache({ maxBytes: 10 * KIB });
    await set({ key: 'a', value: 1 });
    await set({ key: 'a', value: 2 });
    await remove({ key: 'a' });
    await set({ key: 'b', value: 1, ttlMs: 5 });
    await clock.advance(6);
    await clear();
    expect([getStats().evictions, metrics.calls]).toEqual([0, []]);
    for (let index = 0; index < 10; index += 1) await set({ key: `${index}`, value: Buffer.alloc(2 * KIB) });
    const { evictions, entries } = getStats();
    expect(evictions).toBe(10 - entries);
    expect(evictions).toBeGreaterThan(4);
    const recorded = metrics.paramsOf('recordMetric') as { name: string; value: number }[];
    expect(new Set(recorded.map(({ name }) => name))).toEqual(new Set(['CacheEvictions']));
    expect(recorded.reduce((sum, { value }) => sum + value, 0)).toBe(evictions);
  });

  it('keeps of a pool of small buffers only what was stored', async () => {
    const cache = createCacheGateway().operations;
    const small = Buffer.from('one of many');
    await cache.set({ key: 'a', value: small });
    const kept = (await cache.get<Buffer>({ key: 'a' }))?.value;
    expect(kept).toEqual(small);
    expect(small.buffer.byteLength).toBe(Buffer.poolSize);
    expect(kept?.buffer.byteLength).toBe(small.byteLength);
  });

  it('gives back the room of what was deleted, has expired or was replaced', async () => {
    const { set, delete: remove, getStats, clock } = boundedCache({});
    await set({ key: 'a', value: 'x'.repeat(1_000) });
    const one = getStats().bytes;
    await set({ key: 'b', value: 'x'.repeat(1_000), ttlMs: 10 });
    expect(getStats()).toMatchObject({ entries: 2, bytes: 2 * one });
    await clock.advance(11);
    expect(getStats()).toMatchObject({ entries: 1, bytes: one });
    await set({ key: 'a', value: 'x'.repeat(500) });
    expect(getStats()).toMatchObject({ entries: 1, bytes: one - 1_000 });
    await remove({ key: 'a' });
    expect(getStats()).toMatchObject({ entries: 0, bytes: 0 });
  });
});

describe('a value that is larger than an entry may be', () => {
  const small = { maxBytes: 64 * KIB, maxEntryBytes: 8 * KIB };

  it('is not stored, does not fail, and displaces nothing', async () => {
    const { set, has, getStats } = boundedCache(small);
    await set({ key: 'other', value: 1 });
    await set({ key: 'large', value: 'x'.repeat(8 * KIB) });
    expect(await has({ key: 'large' })).toBe(false);
    expect(await has({ key: 'other' })).toBe(true);
    expect(getStats()).toMatchObject({ refused: 1, evictions: 0, entries: 1 });
  });

  it('empties its key, because what lay there is no longer true', async () => {
    const { set, get, invalidateTag } = boundedCache(small);
    await set({ key: 'state', value: 'before', tags: ['home'] });
    await set({ key: 'state', value: 'x'.repeat(8 * KIB), tags: ['home'] });
    expect(await get({ key: 'state' })).toBeUndefined();
    expect(await invalidateTag({ tag: 'home' })).toBe(0);
  });

  it('is handed to the callers of getOrSet all the same', async () => {
    const { getOrSet, getStats } = boundedCache(small);
    const value = Buffer.alloc(9 * KIB);
    expect(await getOrSet({ key: 'large', create: () => value })).toBe(value);
    expect(getStats()).toMatchObject({ refused: 1, entries: 0 });
  });

  it('is warned of once, without its key or value', async () => {
    const { set, getStats, logging } = boundedCache(small);
    for (const key of ['session s3cr3t-key', 'other']) {
      await set({ key, value: 's3cr3t-value'.repeat(KIB), tags: ['session'] });
    }
    expect(getStats().refused).toBe(2);
    expect(logging.calls).toHaveLength(1);
    expect(logging.calls[0]?.params).toMatchObject({ data: { maxEntryBytes: 8 * KIB, tags: ['session'] } });
    expect(JSON.stringify(logging.calls)).not.toContain('s3cr3t');
  });
});
