/*
 * What the build leaves out of the function or puts in another form, so that a cold start reads and runs less. Every entry
 * says why nothing is lost; bench/src/process/README.md has what each of them gains, and what was tried and gained nothing.
 */
import { isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

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

const PINO = /\/node_modules\/pino\//;
/** pino asks for nothing else, and only of destinations that do not write at once. */
const MAIN_THREAD = 'module.exports = { isMainThread: true };';

/** What a cold start reads in any case. */
const CORE = fileURLToPath(new URL('src/function.ts', import.meta.url));

export function trimBundle(): Plugin {
  return {
    name: 'trim-bundle',
    setup({ onResolve, onLoad, resolve, initialOptions }) {
      // undici's own bundles are built so: without a second, experimental parser of HTTP.
      initialOptions.define = { ...initialOptions.define, esbuildDetection: 'true' };
      // Node's own modules are taken as they are: without their ESM facades, and without a `require` made in every chunk.
      onResolve({ filter: /^(node:)?[a-z_]+(\/[a-z_]+)?$/ }, ({ path, importer }) => {
        // For pino alone: undici's WebSocket takes something else from the same module.
        if (path === 'worker_threads' && PINO.test(importer)) return { path: 'main thread', namespace: 'main-thread' };
        return isBuiltin(path) ? { path: path.replace(/^node:/, ''), namespace: 'builtin' } : undefined;
      });
      onLoad({ filter: /./, namespace: 'main-thread' }, () => ({ contents: MAIN_THREAD }));
      onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
        return { contents: `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${path}`)});` };
      });
      onResolve({ filter: /./ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (kind !== 'require-call' || pluginData === 'as it is') return undefined;
        const found = await resolve(path, { importer, kind, resolveDir, pluginData: 'as it is' });
        const absent = ABSENT.find(({ file, importer: by }) => file.test(found.path) && (by?.test(importer) ?? true));
        return absent && { path: absent.what, namespace: 'absent' };
      });
      // What is loaded later says that it stands on the core, which is true: so all that the core shares with anything is
      // one chunk. Without it there is one for every set of chunks that share something, and each costs a millisecond.
      onResolve({ filter: /./ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
        if (kind !== 'dynamic-import' || pluginData === 'as it is') return undefined;
        const found = await resolve(path, { importer, kind, resolveDir, pluginData: 'as it is' });
        return { path: found.path, namespace: 'later' };
      });
      onLoad({ filter: /./, namespace: 'later' }, async ({ path }) => {
        const resolveDir = dirname(path);
        if (!path.includes('/node_modules/')) {
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
