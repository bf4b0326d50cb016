import type { UnderDefaults } from '../small-memory.ts';

/** A chunk of the built function: an expression, a function of CommonJS's three names. */
type Chunk = (exports: object, require: (name: string) => object, module: { exports: object }) => void;

/** What V8 made of the chunks that were loaded, for the next cold start. */
export interface CodeCache {
  /** What it belongs to, as the folder below `code-cache` is named: version of Node.js, system and processor. */
  readonly key: string;
  /** By the name of the chunk. Bytes that only the same engine with the same flags takes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface ChunkLoader {
  /** What a chunk exports; loads it once. */
  load(name: string): object;
  /** How the chunks loaded so far were compiled: `used` only if none had to be compiled anew. */
  readonly state: 'used' | 'refused' | 'absent';
  /** Of all chunks loaded so far, with every function that has run in them. */
  codeCache(): CodeCache;
}

/**
 * Loads the chunks of the build as scripts, because only scripts can be given the code that V8 made of them before: without
 * it, more than half of a cold start is reading and compiling. The code lies in `code-cache/<key>/<chunk>`; where there is
 * none, or the engine refuses it (another version, other flags, another source), the chunk is compiled as ever.
 *
 * V8 compares lengths of sources, not their letters. Names of chunks carry a hash of what is in them, so only a chunk that
 * was changed by hand, by as many letters as before, could meet code of another.
 *
 * @param underDefaults does something under the flags that the engine was started with, as code is refused under others
 */
export function createChunkLoader(folder: string, underDefaults: UnderDefaults = (work) => work()): ChunkLoader {
  // Node has both open already; an import of them would make their facades.
  const { readFileSync, existsSync } = process.getBuiltinModule('node:fs');
  const { Script } = process.getBuiltinModule('node:vm');
  const key = `${process.version}-${process.platform}-${process.arch}`;
  const cacheFolder = `${folder}/code-cache/${key}`;
  const hasCache = existsSync(cacheFolder);
  const loaded = new Map<string, { exports: object }>();
  const scripts = new Map<string, InstanceType<typeof Script>>();
  let state: ChunkLoader['state'] = hasCache ? 'used' : 'absent';

  const codeOf = (name: string): Buffer | undefined => {
    if (!hasCache) return undefined;
    try {
      return readFileSync(`${cacheFolder}/${name}`);
    } catch {
      // Of chunks that had not run when the code was made there is none.
      return undefined;
    }
  };

  const load = (path: string): object => {
    const name = path.replace(/^\.\//, '');
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const filename = `${folder}/${name}`;
    const source = readFileSync(filename, 'utf8');
    const cachedData = codeOf(name);
    const script = underDefaults(() => new Script(source, { filename, cachedData }));
    if (script.cachedDataRejected) state = 'refused';
    const module = { exports: {} };
    loaded.set(name, module);
    scripts.set(name, script);
    (script.runInThisContext() as Chunk)(module.exports, load, module);
    return module.exports;
  };

  return {
    load,
    get state() {
      return state;
    },
    codeCache() {
      const code = ([name, script]: [string, InstanceType<typeof Script>]) =>
        [name, script.createCachedData()] as const;
      return { key, files: underDefaults(() => new Map([...scripts].map(code))) };
    },
  };
}
