import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCacheGateway } from '../src/index.ts';

/** A cache, a source that answers as it is told, and what was warned of. */
function bench(options = {}) {
  const environment = createTestEnvironment();
  const logging = createRecorder({ warning: (_: unknown) => {} });
  const cache = createCacheGateway(options, { environment, peers: { logging: logging.operations } }).operations;
  const source = {
    value: 'first' as unknown,
    error: undefined as unknown,
    calls: 0,
    gate: undefined as Promise<void> | undefined,
  };
  const create = async () => {
    source.calls += 1;
    const { value, error, gate } = source;
    await gate;
    if (error !== undefined) throw error;
    return value;
  };
  return { ...cache, clock: environment.clock, logging, source, create };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a value past its time, within staleMs', () => {
  it('is answered at once and renewed behind the answer, once for all who ask', async () => {
    const { getOrSet, clock, source, create, getStats } = bench();
    const ask = () => getOrSet({ key: 'a', ttlMs: 100, staleMs: 50, create });
    expect(await ask()).toBe('first');
    await clock.advance(101);
    source.value = 'second';
    const gate = Promise.withResolvers<void>();
    source.gate = gate.promise;
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(['first', 'first', 'first']);
    expect(source.calls).toBe(2);
    gate.resolve();
    await turn();
    expect(await ask()).toBe('second');
    expect(getStats()).toMatchObject({ staleHits: 3, hits: 4, misses: 1, creations: 2 });
  });

  it('is not seen by get, has and getTtl', async () => {
    const { set, get, has, getTtl, getKeys, clock } = bench();
    await set({ key: 'a', value: 1, ttlMs: 100, staleMs: 50 });
    await clock.advance(101);
    expect([await get({ key: 'a' }), await has({ key: 'a' }), await getTtl({ key: 'a' })]).toEqual([
      undefined,
      false,
      undefined,
    ]);
    expect(await getKeys()).toEqual([]);
  });

  it('is no longer answered when staleMs is over', async () => {
    const { getOrSet, clock, source, create } = bench({ staleMs: 50, defaultTtlMs: 100 });
    await getOrSet({ key: 'a', create });
    await clock.advance(151);
    source.value = 'second';
    expect(await getOrSet({ key: 'a', create })).toBe('second');
  });

  it('stays when its renewal fails, which is a warning and is not tried again at once', async () => {
    const { getOrSet, clock, source, create, logging } = bench({ staleMs: 60_000, defaultTtlMs: 100 });
    await getOrSet({ key: 'a', create });
    await clock.advance(101);
    source.error = new Error('down');
    for (let index = 0; index < 3; index += 1) {
      expect(await getOrSet({ key: 'a', create })).toBe('first');
      await turn();
    }
    expect(source.calls).toBe(2);
    expect(logging.calls).toHaveLength(1);
    source.error = undefined;
    source.value = 'second';
    await clock.advance(10_000);
    await getOrSet({ key: 'a', create });
    await turn();
    expect(await getOrSet({ key: 'a', create })).toBe('second');
  });

  it('is not renewed into a key that was deleted meanwhile', async () => {
    const { getOrSet, clock, source, create, has, delete: remove } = bench({ staleMs: 50, defaultTtlMs: 100 });
    await getOrSet({ key: 'a', create });
    await clock.advance(101);
    const gate = Promise.withResolvers<void>();
    source.gate = gate.promise;
    await getOrSet({ key: 'a', create });
    await remove({ key: 'a' });
    gate.resolve();
    await turn();
    expect(await has({ key: 'a' })).toBe(false);
  });
});

describe('a value past its time, within graceMs', () => {
  it('is answered when create fails, with a warning, and create is left alone for a while', async () => {
    const { getOrSet, clock, source, create, logging, getStats } = bench();
    const ask = () => getOrSet({ key: 'a', ttlMs: 100, graceMs: 60_000, create });
    await ask();
    await clock.advance(101);
    source.error = new Error('down');
    expect(await Promise.all([ask(), ask()])).toEqual(['first', 'first']);
    expect(await ask()).toBe('first');
    expect(source.calls).toBe(2);
    expect(logging.calls).toHaveLength(1);
    expect(getStats()).toMatchObject({ graceHits: 3 });
    await clock.advance(10_000);
    source.error = undefined;
    source.value = 'second';
    expect(await ask()).toBe('second');
  });

  it('is not answered when create works', async () => {
    const { getOrSet, clock, source, create } = bench({ graceMs: 1_000, defaultTtlMs: 100 });
    await getOrSet({ key: 'a', create });
    await clock.advance(101);
    source.value = 'second';
    expect(await getOrSet({ key: 'a', create })).toBe('second');
  });

  it('does not hide the error when it is over', async () => {
    const { getOrSet, clock, source, create } = bench({ graceMs: 1_000, defaultTtlMs: 100 });
    await getOrSet({ key: 'a', create });
    await clock.advance(1_101);
    source.error = new RangeError('down');
    await expect(getOrSet({ key: 'a', create })).rejects.toBe(source.error);
  });

  it('is answered when create takes longer than graceAfterMs, and what comes late is stored', async () => {
    const { getOrSet, clock, source, create } = bench({ graceMs: 10_000, defaultTtlMs: 100 });
    await getOrSet({ key: 'a', create });
    await clock.advance(101);
    const gate = Promise.withResolvers<void>();
    source.gate = gate.promise;
    source.value = 'second';
    const asked = getOrSet({ key: 'a', create, graceAfterMs: 500 });
    await clock.advance(500);
    expect(await asked).toBe('first');
    gate.resolve();
    await turn();
    expect(await getOrSet({ key: 'a', create })).toBe('second');
    expect(source.calls).toBe(2);
    expect(clock.pendingTimers).toBe(0);
  });

  it('waits for create all the same when there is nothing in grace', async () => {
    const { getOrSet, clock, source, create } = bench();
    const gate = Promise.withResolvers<void>();
    source.gate = gate.promise;
    const asked = getOrSet({ key: 'a', create, graceAfterMs: 5, graceMs: 100 });
    await clock.advance(10);
    gate.resolve();
    expect(await asked).toBe('first');
  });

  it('is forgotten when create says that there is nothing any more', async () => {
    const { getOrSet, clock, source, create } = bench({ graceMs: 10_000, defaultTtlMs: 100 });
    await getOrSet({ key: 'a', create });
    await clock.advance(101);
    source.value = undefined;
    expect(await getOrSet({ key: 'a', create })).toBeUndefined();
    source.error = new Error('down');
    await expect(getOrSet({ key: 'a', create })).rejects.toThrow('down');
  });
});

describe('absentTtlMs', () => {
  it('remembers that create made nothing, for so long', async () => {
    const { getOrSet, clock, source, create, get, has, getKeys, getStats } = bench({ absentTtlMs: 50 });
    source.value = undefined;
    expect(await getOrSet({ key: 'a', create })).toBeUndefined();
    expect(await getOrSet({ key: 'a', create })).toBeUndefined();
    expect(source.calls).toBe(1);
    expect(getStats()).toMatchObject({ hits: 1, misses: 1 });
    expect([await get({ key: 'a' }), await has({ key: 'a' }), await getKeys()]).toEqual([undefined, false, []]);
    await clock.advance(51);
    source.value = 'there';
    expect(await getOrSet({ key: 'a', create })).toBe('there');
  });

  it('ends when the key is set or its tag invalidated', async () => {
    const { getOrSet, source, create, set, invalidateTag } = bench({ absentTtlMs: 50 });
    source.value = undefined;
    await getOrSet({ key: 'a', create, tags: ['home'] });
    await set({ key: 'a', value: 1 });
    expect(await getOrSet({ key: 'a', create })).toBe(1);
    await getOrSet({ key: 'b', create, tags: ['home'] });
    await invalidateTag({ tag: 'home' });
    source.value = 2;
    expect(await getOrSet({ key: 'b', create })).toBe(2);
  });

  it.each(['staleMs', 'graceMs', 'graceAfterMs', 'absentTtlMs'])('%s is not negative', async (name) => {
    const { getOrSet } = bench();
    const params = { key: 'a', create: () => 1, [name]: -1 };
    await expect(getOrSet(params)).rejects.toMatchObject({ code: 'CACHE_INVALID_TTL' });
  });
});

describe('maxTtlMs', () => {
  it('lets a value live longer each time its renewal finds it unchanged, and no longer than that', async () => {
    const { getOrSet, clock, create, getTtl, source } = bench();
    source.value = { on: true, at: new Date(0) };
    const ask = () => getOrSet({ key: 'a', ttlMs: 100, maxTtlMs: 350, create });
    const lives: unknown[] = [];
    for (let index = 0; index < 4; index += 1) {
      await ask();
      const ttlMs = (await getTtl({ key: 'a' })) ?? 0;
      lives.push(ttlMs);
      await clock.advance(ttlMs + 1);
      source.value = { on: true, at: new Date(0) };
    }
    expect(lives).toEqual([100, 200, 350, 350]);
    source.value = { on: false, at: new Date(0) };
    await ask();
    expect(await getTtl({ key: 'a' })).toBe(100);
  });

  it('follows the time that a value was seen to last, and begins anew when nobody asked for very long', async () => {
    const { getOrSet, clock, create, getTtl } = bench({ maxTtlFactor: 8, defaultTtlMs: 100 });
    const lifeAfter = async (ms: number) => {
      await clock.advance(ms);
      await getOrSet({ key: 'a', create });
      return getTtl({ key: 'a' });
    };
    expect(await lifeAfter(0)).toBe(100);
    expect(await lifeAfter(150)).toBe(200);
    expect(await lifeAfter(450)).toBe(450);
    expect(await lifeAfter(450 + 800 + 1)).toBe(100);
  });

  it('compares across processes, by way of the tiers behind memory', async () => {
    const store = new Map<string, string>();
    const options = { store, encryption: 'none' as const, maxTtlFactor: 8, defaultTtlMs: 100 };
    const first = bench(options);
    await first.getOrSet({ key: 'a', create: () => ({ same: true }) });
    const second = bench(options);
    await second.clock.advance(150);
    await second.getOrSet({ key: 'a', create: () => ({ same: true }) });
    expect(await second.getTtl({ key: 'a' })).toBe(200);
  });
});
