import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useAlone } from '../alone.mjs';
import { runCommand } from '../lib/command.mjs';
import { repositoryRoot } from '../lib/root.mjs';
import { builtPackage } from './built-package.mjs';
import { temporaryFolder } from './fixture-workspace.mjs';

async function pack(folder) {
  const { stdout } = await runCommand('pnpm', ['pack', '--json', '--pack-destination', temporaryFolder()], {
    cwd: folder,
  });
  return JSON.parse(stdout).filename;
}

/** What is found wrong with a package of ours when it is used alone. */
async function problemsOf(options) {
  const member = builtPackage(options);
  const tarballs = { [member.manifest.name]: await pack(member.path) };
  for (const name of ['contracts', 'kernel', 'utility']) {
    tarballs[`@hearthgate/${name}`] = await pack(join(repositoryRoot, 'packages', name));
  }
  const nodes = { 24: process.execPath };
  return (await useAlone(member, tarballs, join(temporaryFolder(), 'project'), nodes, 'http://127.0.0.1:9')).problems;
}

const example = (code) => ({ 'README.md': `# Fixture\n\n\`\`\`ts\n${code}\n\`\`\`\n` });

it('is content with a package whose example runs', async () => {
  const code = "import { answer } from '@hearthgate/fixture';\nif (answer !== 42) throw new Error('wrong');";
  expect(await problemsOf({ files: example(code) })).toEqual([]);
});

it('finds an example that fails', async () => {
  const problems = await problemsOf({ files: example("throw new Error('the README is wrong');") });
  expect(problems).toEqual([expect.stringMatching(/example 1 ended with 1 on Node 24[\s\S]*the README is wrong/)]);
});

it('finds a README without an example', async () => {
  expect(await problemsOf({})).toEqual(['its README shows no example']);
});

it('finds a command that does not run', async () => {
  const files = { ...example(''), 'dist/cli.js': '#!/usr/bin/env node\nprocess.exit(3);\n' };
  const problems = await problemsOf({ manifest: { bin: { fixture: './dist/cli.js' } }, files });
  expect(problems).toEqual([
    expect.stringMatching(/^fixture --help ended with \d+ by npx/),
    expect.stringMatching(/^fixture --help ended with 3 on Node 24/),
  ]);
});
