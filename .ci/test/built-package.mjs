import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../lib/root.mjs';
import { temporaryFolder, write } from './fixture-workspace.mjs';

const doors = { types: './dist/index.d.ts', default: './dist/index.js' };

/** Writes a built package as a release would find it; `manifest` and `files` overrule, `undefined` leaves a file out. */
export function builtPackage({ manifest = {}, files = {} } = {}) {
  const path = temporaryFolder();
  const whole = {
    name: '@hearthgate/fixture',
    version: '1.0.0',
    license: 'Apache-2.0',
    type: 'module',
    files: ['dist'],
    exports: { '.': { '@hearthgate/source': './src/index.ts', ...doors } },
    publishConfig: { exports: { '.': doors } },
    ...manifest,
  };
  const texts = {
    'package.json': JSON.stringify(whole),
    LICENSE: 'Apache-2.0\n',
    'README.md': '# Fixture\n',
    'dist/index.js': 'export const answer = 42;\n',
    'dist/index.d.ts': "export { answer } from './answer.ts';\n",
    'dist/answer.d.ts': 'export declare const answer: number;\n',
    ...files,
  };
  for (const [file, text] of Object.entries(texts)) if (text !== undefined) write(join(path, file), text);
  symlinkSync(join(repositoryRoot, 'node_modules'), join(path, 'node_modules'));
  return { path, manifest: whole };
}
