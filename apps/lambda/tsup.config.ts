import { defineConfig } from 'tsup';
import { trimBundle } from './trim-bundle.ts';

export default defineConfig([
  {
    name: 'function',
    // pack-function.mjs makes scripts of them, and puts the module beside them that Lambda loads.
    entry: { function: 'src/function.ts', rehearsal: 'src/loading/rehearsal.ts' },
    outDir: 'dist/function',
    outExtension: () => ({ js: '.mjs' }),
    format: ['esm'],
    platform: 'node',
    target: 'node24',
    noExternal: [/.*/],
    // Dynamic imports stay chunks of their own: what a cold start does not need, it does not read.
    splitting: true,
    esbuildPlugins: [trimBundle()],
    // Else tsup takes Node's own modules before the plugin sees them.
    removeNodeProtocol: false,
    esbuildOptions(options) {
      // From the sources: the packages' own builds are cut into chunks already, each of which would stay one.
      options.conditions = ['@hearthgate/source'];
    },
    minify: true,
    dts: false,
    clean: true,
    silent: true,
  },
  {
    // By itself, as it shares nothing with what it loads.
    name: 'entry',
    entry: { index: 'src/index.ts' },
    outDir: 'dist/entry',
    outExtension: () => ({ js: '.mjs' }),
    format: ['esm'],
    platform: 'node',
    target: 'node24',
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
