import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changesetProblems, changesetStatus } from '../changeset-status.mjs';
import { runCommand } from '../lib/command.mjs';
import { repositoryRoot } from '../lib/root.mjs';
import { temporaryFolder, write } from './fixture-workspace.mjs';

const identity = ['-c', 'user.name=Fixture', '-c', 'user.email=fixture@example.com'];

async function git(root, ...args) {
  const { code, output } = await runCommand('git', [...identity, ...args], { cwd: root });
  if (code !== 0) throw new Error(output);
}

function emptyRepository() {
  const root = temporaryFolder();
  cpSync(join(repositoryRoot, '.changeset/config.json'), join(root, '.changeset/config.json'));
  symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
  write(join(root, '.gitignore'), 'node_modules\n');
  write(join(root, 'package.json'), '{ "name": "fixture-root", "private": true, "packageManager": "pnpm@12.21.0" }');
  write(join(root, 'pnpm-workspace.yaml'), 'packages:\n  - packages/*\n');
  write(join(root, 'pnpm-lock.yaml'), '');
  write(join(root, 'packages/one/package.json'), '{ "name": "@hearthgate/one", "version": "0.0.0" }');
  return root;
}

async function repositoryOnMain() {
  const root = emptyRepository();
  await git(root, 'init', '--quiet', '--initial-branch=main');
  await git(root, 'add', '.');
  await git(root, 'commit', '--quiet', '--message=first');
  return root;
}

async function commitChange(root, files) {
  for (const [file, text] of Object.entries(files)) write(join(root, file), text);
  await git(root, 'add', '.');
  await git(root, 'commit', '--quiet', '--message=change');
}

const change = { 'packages/one/src/index.ts': 'export {};\n' };
const describing = (line) => `---\n${line}\n---\n\nA change.\n`;

test('passes on main', async () => {
  expect(await changesetStatus(await repositoryOnMain())).toMatchObject({ ok: true, summary: 'compared with main' });
});

test('refuses a branch that changed a package without a changeset', async () => {
  const root = await repositoryOnMain();
  await git(root, 'checkout', '--quiet', '-b', 'feature');
  await commitChange(root, change);
  const { ok, output } = await changesetStatus(root);
  expect(ok).toBe(false);
  expect(output).toContain('no changesets were found');
});

test('passes a branch that describes its change', async () => {
  const root = await repositoryOnMain();
  await git(root, 'checkout', '--quiet', '-b', 'feature');
  await commitChange(root, { ...change, '.changeset/one.md': describing('"@hearthgate/one": minor') });
  expect((await changesetStatus(root)).ok).toBe(true);
});

test('says that there was no base branch in a clone of a detached head', async () => {
  const root = await repositoryOnMain();
  await git(root, 'checkout', '--quiet', '--detach');
  await git(root, 'branch', '--quiet', '--delete', '--force', 'main');
  const { ok, summary } = await changesetStatus(root);
  expect(ok).toBe(true);
  expect(summary).toContain('no base branch');
});

test('says that nothing was compared before the first commit', async () => {
  const root = emptyRepository();
  await git(root, 'init', '--quiet', '--initial-branch=main');
  expect(await changesetStatus(root)).toMatchObject({
    ok: true,
    summary: expect.stringContaining('nothing was compared'),
  });
});

test('finds nothing wrong with a changeset that names a published package', () => {
  const root = emptyRepository();
  write(join(root, '.changeset/one.md'), describing('"@hearthgate/one": minor'));
  expect(changesetProblems(root)).toEqual([]);
});

test.each([
  ['a package that does not exist', describing('"@hearthgate/gone": minor')],
  ['an unknown kind of release', describing('"@hearthgate/one": huge')],
  ['no list of packages', 'A change.\n'],
])('refuses a changeset with %s', (_what, text) => {
  const root = emptyRepository();
  write(join(root, '.changeset/one.md'), text);
  expect(changesetProblems(root)).toEqual([expect.stringContaining('.changeset/one.md')]);
});
