import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../lib/command.mjs';
import { repositoryRoot } from '../lib/root.mjs';
import { workspaceMembers } from '../lib/workspace.mjs';
import { countTests } from '../vitest.mjs';
import { temporaryFolder, write } from './fixture-workspace.mjs';

/** A workspace of one package with one test file, run with this repository's own vitest configuration. */
async function runTestFile(name, text) {
  const root = temporaryFolder();
  for (const path of ['.config', 'tsconfig.base.json', 'packages/contracts/tsconfig.json']) {
    cpSync(join(repositoryRoot, path), join(root, path), { recursive: true });
  }
  symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
  for (const group of ['apps', '.ci']) write(join(root, group, '.keep'), '');
  write(join(root, 'packages/contracts/package.json'), '{ "name": "fixture", "type": "module" }');
  write(join(root, 'packages/contracts/src/index.ts'), 'export const answer: number = 42;\n');
  write(join(root, 'packages/contracts/test', name), text);
  const report = join(root, 'report.json');
  const config = ['--root', root, '--config', join(root, '.config/vitest.config.ts')];
  const { code } = await runCommand('vitest', ['run', ...config, '--reporter=json', `--outputFile=${report}`], {
    cwd: root,
  });
  return countTests(JSON.parse(readFileSync(report, 'utf8')), code);
}

const runTypeTest = (assertion) =>
  runTestFile(
    'types.test-d.ts',
    `import { expectTypeOf, test } from 'vitest';
import { answer } from '../src/index.ts';
test('the answer is a number', () => { ${assertion} });
`,
  );

const focused = `import { it } from 'vitest';

it.only('passes', () => {});
it('is hidden', () => {
  throw new Error('nobody sees this');
});
`;

test('a test that hides the others of its file fails', async () => {
  expect((await runTestFile('focused.test.ts', focused)).failed).toBeGreaterThan(0);
});

test('a test that hides the others of its file is refused by the linter too', async () => {
  const root = temporaryFolder();
  write(join(root, 'focused.test.ts'), focused);
  const config = `--config-path=${join(repositoryRoot, '.config/biome.json')}`;
  const { code, output } = await runCommand('biome', ['lint', config, 'focused.test.ts'], { cwd: root });
  expect(code).not.toBe(0);
  expect(output).toContain('noFocusedTests');
});

test('a right type test passes and is counted', async () => {
  const counts = await runTypeTest('expectTypeOf(answer).toEqualTypeOf<number>();');
  expect(counts).toEqual({ passed: 1, failed: 0, skipped: 0 });
});

test('a wrong expectTypeOf fails', async () => {
  const counts = await runTypeTest('expectTypeOf(answer).toEqualTypeOf<string>();');
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('an expected type error that does not come fails', async () => {
  const counts = await runTypeTest('// @ts-expect-error\nexpectTypeOf(answer).toEqualTypeOf<number>();');
  expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a file that breaks before its first test counts as a failure', () => {
  const report = { numPassedTests: 3, numFailedTests: 0, testResults: [{ status: 'failed', assertionResults: [] }] };
  expect(countTests(report, 1)).toMatchObject({ passed: 3, failed: 1 });
});

test('a run that ends badly without a failed test counts as a failure', () => {
  expect(countTests({ numPassedTests: 3, numFailedTests: 0, testResults: [] }, 1)).toMatchObject({ failed: 1 });
  expect(countTests(undefined, 1)).toMatchObject({ passed: 0, failed: 1 });
});

test('a run without tests counts as a failure', () => {
  expect(countTests({ numPassedTests: 0, numFailedTests: 0, testResults: [] }, 0)).toMatchObject({ failed: 1 });
});

test('the tsconfig of every package and app includes its tests', () => {
  const members = workspaceMembers(repositoryRoot, ['packages/*', 'apps/*']);
  expect(members.length).toBeGreaterThanOrEqual(15);
  for (const { path, folder } of members) {
    const { include } = JSON.parse(readFileSync(join(path, 'tsconfig.json'), 'utf8'));
    expect(include, folder).toEqual(['src', 'test']);
  }
});
