/*
 * What the build leaves out of the function or puts in another form, so that a cold start reads and runs less. Every entry
 * says why nothing is lost; bench/src/process/README.md has what each of them gains, and what was tried and gained nothing.
 */
import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, transform } from 'esbuild';

interface Absent {
  /** The file that is not taken, in its package. */
  readonly file: RegExp;
  /** Who does without it; everybody, unless it is said. */
  readonly importer?: RegExp;
  readonly what: string;
}

/** Where nobody gets to. Who did all the same would read which it was. */
const ABSENT: readonly Absent[] = [
  // pino's ways out of the process, for which it loads worker threads: lines go to a destination of one's own.
  { file: /\/pino\/lib\/transport\.js$/, what: 'pino.transport' },
  { file: /\/pino\/lib\/multistream\.js$/, what: 'pino.multistream' },
  // Lines are redacted before pino gets them.
  { file: /\/@pinojs\/redact\/index\.js$/, what: 'redaction by pino' },
  // Connections are opened with `allowH2: false`, so that no server can choose HTTP/2, for which node:http2 is loaded.
  { file: /\/undici\/lib\/dispatcher\/client-h2\.js$/, what: 'HTTP/2' },
  // For processors without SIMD in WebAssembly, of which Lambda has none.
  { file: /\/undici\/lib\/llhttp\/llhttp-wasm\.js$/, what: 'llhttp without SIMD' },
  // Bodies are texts, bytes and iterables. For FormData the core would bring undici's fetch along.
  {
    file: /\/undici\/lib\/web\/(fetch\/body|fetch\/formdata|webidl\/index)\.js$/,
    importer: /\/undici\/lib\/(core|dispatcher)\//,
    what: 'FormData',
  },
];

/**
 * What stands in the place of a module of Node's for packages that take so little of it. With the whole of `assert`, of which
 * they call the function alone, come its colours, standard error and streams.
 */
const SMALLER = [
  // pino asks for nothing else, and only of destinations that do not write at once.
  { path: 'worker_threads', importer: /\/node_modules\/pino\//, contents: 'module.exports = { isMainThread: true };' },
  {
    path: 'assert',
    importer: /\/node_modules\/(sonic-boom|undici)\//,
    contents: 'module.exports = (holds, message) => { if (!holds) throw new Error(message); };',
  },
];

const NODE_MODULES = '/node_modules/';
const LATER: ReadonlySet<string> = new Set(['dynamic-import', 'entry-point']);

/** What a cold start reads in any case. */
const CORE = fileURLToPath(new URL('src/function.ts', import.meta.url));

export function trimBundle(): Plugin {
  return {
    name: 'trim-bundle',
    setup({ onResolve, onLoad, resolve, initialOptions }) {
      // undici's own bundles are built so: without a second, experimental parser of HTTP.
      initialOptions.define = { ...initialOptions.define, esbuildDetection: 'true' };
      // Node's own modules are taken as they are: without their ESM facades, and without a `require` made in every chunk.
      onResolve({ filter: /^(node:)?[a-z_]+(\/[a-z_]+)?$/ }, ({ path: named, importer }) => {
        if (!isBuiltin(named)) return undefined;
        const path = named.replace(/^node:/, '');
        const smaller = SMALLER.find((one) => one.path === path && one.importer.test(importer));
        if (smaller === undefined) return { path, namespace: 'builtin' };
        return { path: `${path} for ${smaller.importer.source}`, namespace: 'smaller', pluginData: smaller.contents };
      });
      onLoad({ filter: /./, namespace: 'smaller' }, ({ pluginData }) => ({ contents: pluginData }));
      onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
        return { contents: `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${path}`)});` };
      });
      // pino is run when it is first called, and not when what imports it is: few environments call it.
      onResolve({ filter: /^pino$/ }, ({ path, kind, resolveDir }) => {
        return kind === 'import-statement' ? { path, namespace: 'on-call', pluginData: resolveDir } : undefined;
      });
      onLoad({ filter: /./, namespace: 'on-call' }, ({ path, pluginData: resolveDir }) => {
        const name = JSON.stringify(path);
        const contents = `let run; export const ${path} = (...given) => (run ??= require(${name}).${path})(...given);`;
        return { contents, resolveDir };
      });
      // It only has to be named to be loaded, and the cache gives lru-cache a clock of its own.
      onLoad({ filter: /\/lru-cache\/dist\/.*\.js$/ }, async ({ path }) => {
        const { code } = await transform(await readFile(path, 'utf8'), { define: { performance: 'undefined' } });
        return { contents: code };
      });
      onResolve({ filter: /./ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (kind !== 'require-call' || pluginData === 'as it is') return undefined;
        const found = await resolve(path, { importer, kind, resolveDir, pluginData: 'as it is' });
        const absent = ABSENT.find(({ file, importer: by }) => file.test(found.path) && (by?.test(importer) ?? true));
        return absent && { path: absent.what, namespace: 'absent' };
      });
      // What is loaded later, by another entry as well, says that it stands on the core, which is true: so all that the core
      // shares with anything is one chunk. Without it there is one for every set of chunks that share something, and each
      // costs a millisecond.
      onResolve({ filter: /./ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (!LATER.has(kind) || pluginData === 'as it is') return undefined;
        const found = await resolve(path, { importer, kind, resolveDir, pluginData: 'as it is' });
        // Packages that are bundled by themselves are entries, too: of a build within this one.
        const isAsItIs = kind === 'entry-point' && (found.path === CORE || found.path.includes(NODE_MODULES));
        return isAsItIs ? undefined : { path: found.path, namespace: 'later' };
      });
      onLoad({ filter: /./, namespace: 'later' }, async ({ path }) => {
        const resolveDir = dirname(path);
        if (!path.includes(NODE_MODULES)) {
          return { contents: `import 'the-core'; export * from ${JSON.stringify(path)};`, resolveDir };
        }
        // A package is bundled by itself: what it shared with another would be one more chunk for both.
        const { minify, target } = initialOptions;
        const bundled = await build({
          entryPoints: [path],
          bundle: true,
          write: false,
          format: 'esm',
          platform: 'node',
          minify,
          target,
          plugins: [trimBundle()],
        });
        return { contents: `import 'the-core'; ${bundled.outputFiles[0]?.text}`, resolveDir };
      });
      onResolve({ filter: /^the-core$/ }, () => ({ path: CORE, sideEffects: true }));
      onLoad({ filter: /.*/, namespace: 'absent' }, ({ path }) => {
        const message = JSON.stringify(`${path} is not in this build of the function.`);
        return { contents: `module.exports = function () { throw new Error(${message}); };` };
      });
    },
  };
}
