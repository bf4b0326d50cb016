import { defineConfig } from 'tsup';

/** CommonJS dependencies inside an ES module bundle still call `require` for Node's own modules. */
const requireForCommonJs =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

export default defineConfig([
  {
    name: 'function',
    entry: { index: 'src/index.ts' },
    outDir: 'dist/function',
    outExtension: () => ({ js: '.mjs' }),
    format: ['esm'],
    platform: 'node',
    target: 'node24',
    noExternal: [/.*/],
    banner: { js: requireForCommonJs },
    // Dynamic imports stay chunks of their own: what a cold start does not need, it does not read.
    splitting: true,
    treeshake: true,
    minify: true,
    dts: false,
    clean: true,
    silent: true,
  },
  {
    name: 'local',
    // The runtime client runs in the function's own process.
    entry: { start: 'src/local/start.ts', 'runtime-client': 'src/local/runtime/runtime-client.ts' },
    outDir: 'dist/local',
    outExtension: () => ({ js: '.mjs' }),
    format: ['esm'],
    platform: 'node',
    target: 'node24',
    splitting: true,
    treeshake: true,
    dts: false,
    clean: true,
    silent: true,
  },
  {
    name: 'deploy',
    // AWS's own clients stay in node_modules: this runs from a checkout only.
    entry: { deploy: 'src/deploy/deploy.ts' },
    outDir: 'dist/deploy',
    outExtension: () => ({ js: '.mjs' }),
    format: ['esm'],
    platform: 'node',
    target: 'node22',
    splitting: true,
    treeshake: true,
    dts: false,
    clean: true,
    silent: true,
  },
]);
