// Makes scripts of the chunks that the bundler leaves as modules: src/loading/chunk-loader.ts says why. The bundler splits
// modules only, so this is a step after it.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const CHUNK = /\.mjs$/;

/** Every module in the folder becomes a script of the same name. */
export async function makeScripts(folder) {
  const names = readdirSync(folder).filter((name) => CHUNK.test(name));
  for (const name of names) await makeScript(folder, name);
  for (const name of names) rmSync(join(folder, name));
}

async function makeScript(folder, name) {
  const { outputFiles } = await build({
    // Named as no module of Node's, for which `default` would be all that another chunk exports.
    stdin: {
      contents: readFileSync(join(folder, name), 'utf8'),
      sourcefile: name.replace(CHUNK, '.js'),
      resolveDir: folder,
    },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    minify: true,
    // The loader knows `require` only.
    supported: { 'dynamic-import': false },
    banner: { js: '(function(exports,require,module){' },
    footer: { js: '})' },
    plugins: [
      {
        name: 'other-chunks',
        setup({ onResolve }) {
          onResolve({ filter: /^\.\/.*\.mjs$/ }, ({ path }) => ({ path: path.replace(CHUNK, '.js'), external: true }));
        },
      },
    ],
    logLevel: 'warning',
  });
  writeFileSync(join(folder, name.replace(CHUNK, '.js')), outputFiles[0].text);
}
