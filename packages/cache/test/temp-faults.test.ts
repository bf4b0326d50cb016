import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tempFiles } from '../src/tiers/temp-files.ts';
import { DAMAGED, TempStore } from '../src/tiers/temp-store.ts';
import { TierUnavailableError } from '../src/tiers/tier-health.ts';
import { entryFiles, KEY, startCache, temporaryDirectory } from './support/temp-directory.ts';

/** One entry on disk, and how to look at it with a fresh process. */
async function stored(options = {}) {
  const directory = temporaryDirectory();
  const all = { directory, encryptionKey: KEY, ...options };
  const { cache, clock } = startCache(all);
  await cache.set({ key: 'a', value: { very: 'right' } });
  const before = new Set(entryFiles(directory));
  await cache.set({ key: 'b', value: { very: 'different' } });
  const [fileOfB] = entryFiles(directory).filter((file) => !before.has(file));
  return { directory, fileOfB: fileOfB as string, look: (other = {}) => startCache({ ...all, ...other }, clock) };
}

const plain = { encryptionKey: undefined, encryption: 'none' as const };

describe('a file that is not as it was written', () => {
  const damages: [string, (content: Buffer) => Buffer][] = [
    ['empty', () => Buffer.alloc(0)],
    ['torn', (content) => content.subarray(0, content.length / 2)],
    ['longer', (content) => Buffer.concat([content, Buffer.from('x')])],
    ['noise', (content) => Buffer.alloc(content.length, 7)],
    ['changed in its last byte', (content) => Buffer.concat([content.subarray(0, -1), Buffer.from('~')])],
  ];
  it.each(
    damages.flatMap(([name, damage]) => [[name, damage, {}] as const, [`${name}, plain`, damage, plain] as const]),
  )('is a miss and one warning: %s', async (_, damage, options) => {
    const { fileOfB, look } = await stored(options);
    writeFileSync(fileOfB, damage(readFileSync(fileOfB)));
    const { cache, warnings } = look();
    expect(await cache.get({ key: 'b' })).toBeUndefined();
    expect(await cache.get({ key: 'b' })).toBeUndefined();
    expect(await cache.get({ key: 'a' })).toMatchObject({ value: { very: 'right' } });
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]?.message).toContain('damaged');
    await cache.set({ key: 'b', value: 'mended' });
    expect(await look().cache.get({ key: 'b' })).toMatchObject({ value: 'mended' });
  });

  it('is never taken for another value, wherever a bit flips or it ends', async () => {
    for (const options of [{}, plain]) {
      const { fileOfB, look } = await stored(options);
      const intact = readFileSync(fileOfB);
      const anyDamage = fc.record({
        at: fc.nat(intact.length - 1),
        bit: fc.nat(7),
        end: fc.nat(intact.length),
        cut: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(anyDamage, async ({ at, bit, end, cut }) => {
          const content = Buffer.from(intact);
          content.writeUInt8(content.readUInt8(at) ^ (1 << bit), at);
          writeFileSync(fileOfB, cut ? intact.subarray(0, end) : content);
          const entry = await look().cache.get({ key: 'b' });
          expect(entry === undefined || end === intact.length).toBe(true);
        }),
        { numRuns: 150 },
      );
    }
  });

  it('cannot bring back what was invalidated, also when it is what says so, twice', async () => {
    const directory = temporaryDirectory();
    const all = { directory, encryptionKey: KEY };
    const { cache: first, clock } = startCache(all);
    const versionFile = async (act: () => Promise<unknown>) => {
      const before = new Map(entryFiles(directory).map((file) => [file, readFileSync(file, 'utf8')]));
      await act();
      return entryFiles(directory).filter((file) => before.get(file) !== readFileSync(file, 'utf8'));
    };
    await first.set({ key: 'seed', value: 1 });
    const [file] = await versionFile(() => first.invalidateTag({ tag: 'home' }));
    writeFileSync(file as string, 'damaged');
    await startCache(all, clock).cache.set({ key: 'a', value: 'old', tags: ['home'] });
    await startCache(all, clock).cache.invalidateTag({ tag: 'home' });
    writeFileSync(file as string, 'damaged');
    expect(await startCache(all, clock).cache.get({ key: 'a' })).toBeUndefined();
  });

  it('is a miss when it lies in the place of another', async () => {
    const { directory, fileOfB, look } = await stored(plain);
    for (const file of entryFiles(directory)) if (file !== fileOfB) copyFileSync(fileOfB, file);
    const { cache, warnings } = look();
    expect(await cache.get({ key: 'a' })).toBeUndefined();
    expect(warnings().length).toBeGreaterThan(0);
  });
});

describe('another key', () => {
  it('is a miss and a warning, and the status stays healthy', async () => {
    const { look } = await stored();
    const { cache, warnings } = look({ encryptionKey: 'another key for tests'.repeat(2) });
    expect(await cache.get({ key: 'a' })).toBeUndefined();
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]?.message).toContain('another key');
    expect(cache.getStats().tiers[1]).toMatchObject({ failures: 1, hits: 0, misses: 1 });
    expect(cache.getStatus().state).toBe('healthy');
  });

  it('may come first in a list while the one before is still read', async () => {
    const { look } = await stored();
    const next = 'the next key for tests'.repeat(2);
    const { cache } = look({ encryptionKey: [next, KEY] });
    expect(await cache.get({ key: 'a' })).toMatchObject({ value: { very: 'right' } });
    await cache.set({ key: 'c', value: 1 });
    expect(await look({ encryptionKey: next }).cache.has({ key: 'c' })).toBe(true);
  });
});

describe('a directory that cannot be used', () => {
  it('leaves a cache in memory that says so, and is tried again later', async () => {
    const directory = temporaryDirectory();
    const file = `${directory}/taken`;
    writeFileSync(file, '');
    const { cache, clock, warnings } = startCache({ directory: file, encryptionKey: KEY });
    await cache.set({ key: 'a', value: 1 });
    expect(await cache.getOrSet({ key: 'a', create: () => 2 })).toBe(1);
    expect(await cache.get({ key: 'b' })).toBeUndefined();
    expect(warnings()).toHaveLength(1);
    expect(cache.getStatus()).toMatchObject({ state: 'degraded', reasons: [expect.stringContaining('temp')] });
    rmSync(file);
    await clock.advance(60_000);
    await cache.set({ key: 'b', value: 1 });
    expect(cache.getStatus().state).toBe('healthy');
  });
});

describe('a full disk', () => {
  const full = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));

  it('makes room by giving up half, and stores', async () => {
    const directory = temporaryDirectory();
    let isFull = false;
    const files = {
      ...tempFiles,
      replace: (path: string, content: Buffer) => (isFull ? full() : tempFiles.replace(path, content)),
      remove: async (path: string) => {
        isFull = false;
        await tempFiles.remove(path);
      },
    };
    const store = await new TempStore({ directory, maxBytes: 100_000, now: Date.now, files }).open();
    for (let index = 0; index < 10; index += 1) await store.write(`${index}`, 'text', undefined);
    isFull = true;
    await store.write('new', 'text', undefined);
    expect(await store.read('new')).toBe('text');
    expect(await store.read('9')).toBe('text');
    expect(await store.read('0')).toBeUndefined();
    expect(store.evictions).toBe(5);
  });

  it('that stays full refuses the text, keeps the rest, and is no reason to leave the tier alone', async () => {
    const directory = temporaryDirectory();
    const before = await new TempStore({ directory, maxBytes: 100_000, now: Date.now }).open();
    for (let index = 0; index < 10; index += 1) await before.write(`${index}`, 'text', undefined);
    const store = await new TempStore({
      directory,
      maxBytes: 100_000,
      now: Date.now,
      files: { ...tempFiles, replace: full },
    }).open();
    await expect(store.write('new', 'text', undefined)).rejects.toBeInstanceOf(TierUnavailableError);
    const texts = await store.readMany(['new', ...Array.from({ length: 10 }, (_, index) => `${index}`)]);
    expect([texts[0], texts.filter((text) => text === 'text').length]).toEqual([undefined, 5]);
  });
});

describe('many texts', () => {
  it('are read a few at a time, as a process may not have many files open', async () => {
    const directory = temporaryDirectory();
    let open = 0;
    let most = 0;
    const files = {
      ...tempFiles,
      async read(path: string) {
        open += 1;
        most = Math.max(most, open);
        return tempFiles.read(path).finally(() => {
          open -= 1;
        });
      },
    };
    const store = await new TempStore({ directory, maxBytes: 10_000_000, now: Date.now, files }).open();
    const names = Array.from({ length: 300 }, (_, index) => `${index}`);
    for (const name of names) await store.write(name, name, undefined);
    const alone = Promise.all(names.map((name) => store.read(name)));
    expect(await store.readMany(names)).toEqual(names);
    expect(await alone).toEqual(names);
    expect([open, most]).toEqual([0, 16]);
  });

  it.runIf(process.platform === 'linux')('are read where the system lets a process open 64 files', async () => {
    const directory = temporaryDirectory();
    const store = await new TempStore({ directory, maxBytes: 10_000_000, now: Date.now }).open();
    const names = Array.from({ length: 300 }, (_, index) => `${index}`);
    for (const name of names) await store.write(name, name, undefined);
    const reader = fileURLToPath(new URL('support/disk-reader.ts', import.meta.url));
    const node = [process.execPath, '--conditions=@hearthgate/source', '--disable-warning=ExperimentalWarning', reader];
    const { stdout } = await promisify(execFile)('sh', ['-c', 'ulimit -n 64; exec "$@"', 'sh', ...node, directory]);
    expect(JSON.parse(stdout)).toEqual(names);
  });
});

describe('a text', () => {
  it('that is larger than a quarter of the bound is refused, and its name is then empty', async () => {
    const store = await new TempStore({ directory: temporaryDirectory(), maxBytes: 4_000, now: Date.now }).open();
    await store.write('a', 'small', undefined);
    await expect(store.write('a', 'x'.repeat(1_000), undefined)).rejects.toThrow('quarter');
    expect(await store.read('a')).toBeUndefined();
  });

  it('is what was written, whatever its characters, and damage is told from absence', async () => {
    const directory = temporaryDirectory();
    const store = await new TempStore({ directory, maxBytes: 1_000_000, now: Date.now }).open();
    const texts = fc.asyncProperty(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary', minLength: 1 }),
      async (name, text) => {
        await store.write(name, text, undefined);
        expect(await store.read(name)).toBe(text);
      },
    );
    await fc.assert(texts, { numRuns: 100 });
    await store.removeAll();
    await store.write('a', 'text', undefined);
    const [file] = (await tempFiles.list(directory, '.entry', 0)).map(({ name }) => `${directory}/${name}`);
    writeFileSync(file as string, 'x');
    expect(await store.read('a')).toBe(DAMAGED);
    expect(await store.read('a')).toBeUndefined();
  });
});
