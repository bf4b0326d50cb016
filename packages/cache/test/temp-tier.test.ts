import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entryFiles, KEY, startCache, temporaryDirectory } from './support/temp-directory.ts';

function restartable(options = {}) {
  const directory = temporaryDirectory();
  const all = { directory, encryptionKey: KEY, ...options };
  const first = startCache(all);
  return { directory, ...first, restart: (other = {}) => startCache({ ...all, ...other }, first.clock) };
}

describe('the temp directory as second tier', () => {
  it('gives a process that begins anew what the one before had stored', async () => {
    const { cache, clock, restart } = restartable();
    const value = { at: new Date(7), map: new Map([['a', 1n]]), bytes: Buffer.from('x'), nothing: undefined };
    await cache.set({ key: 'a', value, ttlMs: 1_000, tags: ['home'] });
    await clock.advance(400);
    const { cache: again, warnings } = restart();
    expect(await again.get({ key: 'a' })).toEqual(await cache.get({ key: 'a' }));
    expect(await again.getTtl({ key: 'a' })).toBe(600);
    expect(await again.getOrSet({ key: 'a', create: () => 'made anew' })).toEqual(value);
    await clock.advance(601);
    expect(await again.get({ key: 'a' })).toBeUndefined();
    expect(warnings()).toEqual([]);
  });

  it('answers what memory had no more room for', async () => {
    const { cache } = restartable({ maxBytes: 4_000 });
    for (let index = 0; index < 20; index += 1) await cache.set({ key: `${index}`, value: `${index}`.padEnd(200) });
    const { evictions } = cache.getStats();
    expect(evictions).toBeGreaterThan(10);
    for (let index = 0; index < 20; index += 1) {
      expect((await cache.get({ key: `${index}` }))?.value).toBe(`${index}`.padEnd(200));
    }
    const [memory, temp] = cache.getStats().tiers;
    expect([memory?.tier, temp?.tier]).toEqual(['memory', 'temp']);
    expect((memory?.hits ?? 0) + (temp?.hits ?? 0)).toBe(20);
    expect(temp).toMatchObject({ misses: 0, failures: 0, hitRate: 1, entries: 21 });
  });

  it.each([
    ['deleted', (cache: ReturnType<typeof startCache>['cache']) => cache.delete({ key: 'a' })],
    ['deleted with others', (cache: ReturnType<typeof startCache>['cache']) => cache.bulkDelete({ keys: ['a', 'b'] })],
    ['invalidated by its tag', (cache: ReturnType<typeof startCache>['cache']) => cache.invalidateTag({ tag: 'home' })],
    ['cleared', (cache: ReturnType<typeof startCache>['cache']) => cache.clear()],
  ])('does not bring back what was %s, also by a process that never saw it', async (_, forget) => {
    const { cache, restart } = restartable();
    await cache.set({ key: 'a', value: 1, tags: ['home', 'lamp'] });
    await cache.set({ key: 'c', value: 1, tags: ['garden'] });
    await forget(restart().cache);
    const { cache: last, warnings } = restart();
    expect(await last.get({ key: 'a' })).toBeUndefined();
    await last.set({ key: 'a', value: 2, tags: ['home'] });
    expect((await restart().cache.get({ key: 'a' }))?.value).toBe(2);
    expect(warnings()).toEqual([]);
  });

  it('leaves other tags alone', async () => {
    const { cache, restart } = restartable();
    await cache.set({ key: 'c', value: 1, tags: ['garden'] });
    await restart().cache.invalidateTag({ tag: 'home' });
    expect(await restart().cache.has({ key: 'c' })).toBe(true);
  });

  it('does not store what was made before an invalidation that came while it was being made', async () => {
    const { cache, restart } = restartable();
    const other = restart().cache;
    await cache.set({ key: 'seed', value: 1, tags: ['home'] });
    await cache.getOrSet({
      key: 'a',
      tags: ['home'],
      create: async () => {
        await other.invalidateTag({ tag: 'home' });
        return 'out of date';
      },
    });
    expect(await restart().cache.get({ key: 'a' })).toBeUndefined();
  });

  it('remembers that there is nothing, and values that are kept for grace', async () => {
    const { cache, clock, restart } = restartable();
    await cache.getOrSet({ key: 'none', create: () => undefined, absentTtlMs: 1_000 });
    await cache.set({ key: 'old', value: 'old', ttlMs: 100, graceMs: 1_000 });
    await clock.advance(101);
    const again = restart().cache;
    const fail = () => Promise.reject(new Error('down'));
    expect(await again.getOrSet({ key: 'none', create: fail, absentTtlMs: 1_000 })).toBeUndefined();
    expect(await again.getOrSet({ key: 'old', create: fail, graceMs: 1_000 })).toBe('old');
  });

  it('lists its keys and removes what has expired, and what a process that died left half-written', async () => {
    const { cache, clock, restart, directory } = restartable();
    await cache.bulkSet({
      entries: ['a', 'b', 'c'].map((key) => ({ key, value: 1, tags: ['t'], ttlMs: key === 'c' ? 5 : 500 })),
    });
    const half = join(directory, 'hearthgate', 'x.entry.0.unfinished');
    writeFileSync(half, 'half');
    utimesSync(half, 0, 0);
    await clock.advance(6);
    const again = restart().cache;
    expect([...(await again.getKeys())].sort()).toEqual(['a', 'b']);
    expect(await again.getKeys({ tag: 'none' })).toEqual([]);
    expect(await again.cleanupExpired()).toBe(1);
    expect(() => statSync(half)).toThrow('ENOENT');
    expect(await again.cleanupExpired()).toBe(0);
  });

  it('keeps values that cannot be written as text in memory, and leaves no older one behind', async () => {
    const { cache, restart } = restartable();
    await cache.set({ key: 'f', value: 1 });
    const value = () => 1;
    await cache.set({ key: 'f', value });
    expect((await cache.get({ key: 'f' }))?.value).toBe(value);
    expect(await restart().cache.get({ key: 'f' })).toBeUndefined();
  });

  it('is left out by scope memory, and shared by environment and, without a store, shared', async () => {
    const { cache, restart } = restartable();
    await cache.set({ key: 'm', value: 1, scope: 'memory' });
    await cache.set({ key: 'e', value: 1, scope: 'environment' });
    await cache.set({ key: 's', value: 1, scope: 'shared' });
    const again = restart().cache;
    const found = await again.bulkGet({ keys: ['m', 'e', 's'] });
    expect(found.map((entry) => entry?.key)).toEqual([undefined, 'e', 's']);
    expect(await again.get({ key: 'e', scope: 'memory' })).toMatchObject({ key: 'e' });
    await expect(again.get({ key: 'e', scope: 'galaxy' as never })).rejects.toThrow('scope');
  });
});

describe('what lies in the temp directory', () => {
  it('is readable by nobody: neither keys nor tags nor values, and the files by their owner only', async () => {
    const { cache, directory } = restartable();
    await cache.set({ key: 's3cr3t-key', value: 's3cr3t-value', tags: ['s3cr3t-tag'] });
    const files = entryFiles(directory);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(file + readFileSync(file, 'utf8')).not.toContain('s3cr3t');
      expect(statSync(file).mode & 0o077).toBe(0);
    }
  });

  it('without any key is sealed under one that ends with the process: overflow, but no memory', async () => {
    const { cache, restart, directory } = restartable({ encryptionKey: undefined, maxBytes: 4_000 });
    for (let index = 0; index < 20; index += 1) await cache.set({ key: `${index}`, value: 's3cr3t'.padEnd(200) });
    expect((await cache.get({ key: '0' }))?.value).toBe('s3cr3t'.padEnd(200));
    for (const file of entryFiles(directory)) expect(readFileSync(file, 'utf8')).not.toContain('s3cr3t');
    const { cache: again, warnings } = restart();
    expect(await again.get({ key: '0' })).toBeUndefined();
    expect([warnings(), again.getStatus().state]).toEqual([[], 'healthy']);
  });

  it('is plain text when it was said that nothing is secret, and then only plain text is taken', async () => {
    const { cache, restart, directory } = restartable({ encryptionKey: undefined, encryption: 'none' });
    await cache.set({ key: 'lamp', value: 'bright' });
    expect(
      entryFiles(directory)
        .map((file) => readFileSync(file, 'utf8'))
        .join(),
    ).toContain('bright');
    expect(await restart().cache.has({ key: 'lamp' })).toBe(true);
    const { cache: keyed, warnings } = restart({ encryption: undefined, encryptionKey: KEY });
    expect(await keyed.get({ key: 'lamp' })).toBeUndefined();
    expect(warnings()).toEqual([]);
  });

  it('is kept apart by namespace', async () => {
    const { cache, restart } = restartable();
    await cache.set({ key: 'a', value: 1 });
    expect(await restart({ namespace: 'other' }).cache.get({ key: 'a' })).toBeUndefined();
  });

  it('takes no more room than it may, oldest use out first', async () => {
    const directoryMaxBytes = 160_000;
    const { cache, directory } = restartable({ directoryMaxBytes, maxBytes: 4_000, maxEntryBytes: 2_000 });
    for (let index = 0; index < 60; index += 1) {
      await cache.set({ key: `${index}`, value: 'x'.repeat(400) });
      // By way of other keys, so that memory cannot answer it.
      if (index % 4 === 3) await cache.get({ key: '0' });
      // Each file takes a whole block of the disk, however small it is.
      const bytes = entryFiles(directory).reduce(
        (sum, file) => sum + Math.ceil(statSync(file).size / 4_096) * 4_096,
        0,
      );
      expect(bytes).toBeLessThanOrEqual(directoryMaxBytes);
      expect(cache.getStats().tiers[1]).toMatchObject({ bytes, maxBytes: directoryMaxBytes });
    }
    expect(await cache.has({ key: '0' })).toBe(true);
    expect(await cache.has({ key: '1' })).toBe(false);
    expect(cache.getStats().tiers[1]?.failures).toBe(0);
  });

  it('knows the room that files of an earlier process take', async () => {
    const { cache, directory, restart } = restartable({ directoryMaxBytes: 40_000 });
    for (let index = 0; index < 40; index += 1) await cache.set({ key: `${index}`, value: 'x'.repeat(400) });
    const again = restart().cache;
    for (let index = 0; index < 40; index += 1) await again.set({ key: `again ${index}`, value: 'x'.repeat(400) });
    const bytes = entryFiles(directory).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThanOrEqual(40_000);
  });

  it('may have been tidied away by somebody', async () => {
    const { cache, clock, directory, restart, warnings } = restartable();
    await cache.set({ key: 'a', value: 1 });
    rmSync(join(directory, 'hearthgate'), { recursive: true });
    await clock.advance(1_000);
    await cache.set({ key: 'b', value: 2 });
    expect(await restart().cache.has({ key: 'b' })).toBe(true);
    expect(warnings()).toEqual([]);
  });
});
