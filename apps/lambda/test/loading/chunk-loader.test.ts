import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createChunkLoader } from '../../src/loading/chunk-loader.ts';

const LOADER = join(import.meta.dirname, '../../src/loading/chunk-loader.ts');
const KEY = `${process.version}-${process.platform}-${process.arch}`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearthgate-chunks-'));
  write(
    'main.js',
    'exports.add = require("./sum.js").add; exports.times = ++globalThis.runs || (globalThis.runs = 1);',
  );
  write('sum.js', 'exports.add = function add(a, b) { return a + b; };');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, body: string): void {
  writeFileSync(join(folder, name), `(function(exports,require,module){${body}})`);
}

/** Loads `main.js` in a new process, and answers the state; with `make`, leaves the code of what it loaded. */
function load({ make = false, flags = [] }: { readonly make?: boolean; readonly flags?: readonly string[] } = {}) {
  const code = `
    import { mkdirSync, writeFileSync } from 'node:fs';
    const { createChunkLoader } = await import(${JSON.stringify(LOADER)});
    const loader = createChunkLoader(${JSON.stringify(folder)});
    const sum = loader.load('main.js').add(1, 2);
    const { key, files } = loader.codeCache();
    const target = ${JSON.stringify(folder)} + '/code-cache/' + key;
    if (${make}) {
      mkdirSync(target, { recursive: true });
      for (const [name, bytes] of files) writeFileSync(target + '/' + name, bytes);
    }
    console.log(JSON.stringify({ state: loader.state, sum, key }));`;
  const args = [...flags, '--input-type=module', '--eval', code];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as { readonly state: string; readonly sum: number; readonly key: string };
}

const cacheFile = (name: string) => join(folder, 'code-cache', KEY, name);

describe('chunks', () => {
  it('are run once each, with what they require', () => {
    const loader = createChunkLoader(folder);
    const main = loader.load('./main.js') as { readonly add: (a: number, b: number) => number };
    expect(main.add(2, 3)).toBe(5);
    expect(loader.load('main.js')).toBe(main);
    expect(loader.state).toBe('absent');
  });

  it('that fail to run say where', () => {
    write('broken.js', 'throw new TypeError("no such thing")');
    const failing = () => createChunkLoader(folder).load('broken.js');
    expect(failing).toThrow('no such thing');
    try {
      failing();
    } catch (error) {
      expect((error as Error).stack).toContain(join(folder, 'broken.js'));
    }
  });
});

describe('the code of chunks', () => {
  it.each([
    [true, 'used'],
    [false, 'refused'],
  ])('meets the flags of the start while other ones are set, if they are put aside (%s): %s', (putsAside, state) => {
    load({ make: true });
    const code = `
      import { setFlagsFromString } from 'node:v8';
      const { createChunkLoader } = await import(${JSON.stringify(LOADER)});
      const putAside = (work) => {
        setFlagsFromString('--no-max-lazy');
        const done = work();
        setFlagsFromString('--max-lazy');
        return done;
      };
      setFlagsFromString('--max-lazy');
      const loader = createChunkLoader(${JSON.stringify(folder)}, ${putsAside} ? putAside : undefined);
      loader.load('main.js');
      console.log(loader.state);`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' });
    expect(stdout.trim()).toBe(state);
  });

  it('that one process made is taken by the next', () => {
    expect(load({ make: true })).toEqual({ state: 'absent', sum: 3, key: KEY });
    expect(readdirSync(join(folder, 'code-cache', KEY)).sort()).toEqual(['main.js', 'sum.js']);
    expect(load()).toMatchObject({ state: 'used', sum: 3 });
  });

  it('does not matter where heaps differ, as they do from one size of function to another', () => {
    load({ make: true });
    expect(load({ flags: ['--max-old-space-size=115', '--max-semi-space-size=6'] })).toMatchObject({ state: 'used' });
  });

  it('is refused under other flags of the engine, and the chunk works all the same', () => {
    load({ make: true });
    expect(load({ flags: ['--max-lazy'] })).toMatchObject({ state: 'refused', sum: 3 });
  });

  it.each([
    ['is cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['is empty', () => Buffer.alloc(0)],
    ['is something else', () => Buffer.from('something else entirely, as long as a header or more '.repeat(20))],
  ])('that %s is refused, and the chunk works all the same', (_, damage) => {
    load({ make: true });
    writeFileSync(cacheFile('sum.js'), damage(readFileSync(cacheFile('sum.js'))));
    expect(load()).toMatchObject({ state: 'refused', sum: 3 });
  });

  it('is refused by a chunk of another length', () => {
    load({ make: true });
    write('sum.js', 'exports.add = function add(a, b) { return a + b + 100; };');
    expect(load()).toMatchObject({ state: 'refused', sum: 103 });
  });

  it('may be missing for some of them', () => {
    load({ make: true });
    rmSync(cacheFile('sum.js'));
    expect(load()).toMatchObject({ state: 'used', sum: 3 });
  });

  it('of another version of Node.js is not even read', () => {
    mkdirSync(join(folder, 'code-cache', 'v22.0.0-linux-arm64'), { recursive: true });
    writeFileSync(join(folder, 'code-cache', 'v22.0.0-linux-arm64', 'main.js'), 'of others');
    expect(load()).toMatchObject({ state: 'absent', sum: 3 });
  });
});
