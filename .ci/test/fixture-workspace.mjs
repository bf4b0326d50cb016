import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { onTestFinished } from 'vitest';

/** Members of a small, lawful workspace: what each declares and what its files say. */
const lawful = {
  'packages/contracts': { files: { 'src/index.ts': 'export interface Answer {\n  readonly value: number;\n}\n' } },
  'packages/kernel': {
    dependencies: ['contracts'],
    files: { 'src/index.ts': "export type { Answer } from '@hearthgate/contracts';\n" },
  },
  'packages/testing': {
    dependencies: ['contracts', 'kernel'],
    files: { 'src/index.ts': "export type { Answer } from '@hearthgate/kernel';\n" },
  },
  'packages/cache': {
    dependencies: ['contracts', 'kernel'],
    devDependencies: ['testing'],
    libraries: ['fixture-library'],
    devLibraries: ['fixture-dev-library'],
    files: {
      'src/index.ts': "export const load = async () => import('./core.ts');\n",
      'src/core.ts':
        "import { library } from 'fixture-library';\nimport type { Answer } from '@hearthgate/kernel';\nexport const answer: Answer = { value: library };\n",
      'test/cache.test.ts':
        "import '@hearthgate/testing';\nimport 'fixture-dev-library';\nimport { load } from '../src/index.ts';\nvoid load;\n",
    },
  },
  'packages/logging': {
    dependencies: ['contracts', 'kernel'],
    devDependencies: ['testing'],
    files: { 'src/index.ts': "export * from './core.ts';\n", 'src/core.ts': 'export const log = 1;\n' },
  },
  'apps/ha-extension': {
    name: 'ha-extension',
    dependencies: ['contracts', 'kernel'],
    files: {
      'src/index.ts': "export { bridge } from './bridge.ts';\n",
      'src/bridge.ts': '/** Home Assistant lives here. */\nexport const bridge = 1;\n',
    },
  },
  'apps/lambda': {
    name: 'function',
    dependencies: ['contracts', 'kernel', 'cache', 'logging', 'ha-extension'],
    files: {
      'src/index.ts':
        "import { load } from '@hearthgate/cache';\nimport { bridge } from '@hearthgate/ha-extension';\nexport const all = [load, bridge];\n",
    },
  },
};

/**
 * Writes the lawful workspace, with `planted` files over it, to a temporary folder that goes away with the test.
 *
 * @param {Record<string, string>} planted text by path, `packages/cache/src/core.ts` for instance
 */
export function fixtureWorkspace(planted = {}) {
  const root = temporaryFolder();
  for (const [folder, member] of Object.entries(lawful)) writeMember(root, folder, member);
  for (const [file, text] of Object.entries(planted)) write(join(root, file), text);
  return root;
}

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-fixture-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function writeMember(
  root,
  folder,
  { name, dependencies = [], devDependencies = [], libraries = [], devLibraries = [], files },
) {
  const scoped = (names) => names.map((other) => `@hearthgate/${other}`);
  const manifest = {
    name: `@hearthgate/${name ?? folder.split('/')[1]}`,
    type: 'module',
    exports: { '.': { '@hearthgate/source': './src/index.ts' } },
    dependencies: versions([...scoped(dependencies), ...libraries]),
    devDependencies: versions([...scoped(devDependencies), ...devLibraries]),
  };
  write(join(root, folder, 'package.json'), JSON.stringify(manifest));
  for (const [file, text] of Object.entries(files)) write(join(root, folder, file), text);
  for (const other of [...dependencies, ...devDependencies]) link(root, folder, other);
  // `stray-library` is installed, as a hoisted dependency of somebody else would be, and declared by nobody.
  for (const library of [...libraries, ...devLibraries, 'stray-library']) writeLibrary(join(root, folder), library);
}

const versions = (names) => Object.fromEntries(names.map((name) => [name, '1.0.0']));

function link(root, folder, other) {
  const target = other === 'ha-extension' ? `apps/${other}` : `packages/${other}`;
  const place = join(root, folder, 'node_modules/@hearthgate', other);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(relative(dirname(place), join(root, target)), place);
}

function writeLibrary(folder, name) {
  const place = join(folder, 'node_modules', name);
  write(join(place, 'package.json'), JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'index.js' }));
  write(join(place, 'index.js'), 'export const library = 1;\n');
}
