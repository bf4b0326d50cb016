import { expect, test } from 'vitest';
import { checkPackage } from '../pack-check.mjs';
import { builtPackage } from './built-package.mjs';

const problemsOf = async (overrides) => (await checkPackage(builtPackage(overrides).path)).join('\n');
const untyped = { '.': './dist/index.js' };

test('passes a package that has all it needs', async () => {
  expect(await problemsOf()).toBe('');
});

test('refuses a package without any types', async () => {
  const problems = await problemsOf({
    manifest: { exports: untyped, publishConfig: {} },
    files: { 'dist/index.d.ts': undefined, 'dist/answer.d.ts': undefined },
  });
  expect(problems).toContain('the package has no types');
  expect(problems).toContain('the tarball has no dist/index.d.ts');
});

test('refuses a package whose declarations were not built', async () => {
  expect(await problemsOf({ files: { 'dist/index.d.ts': undefined } })).toContain('publint --strict');
});

test('refuses declarations that point to a file which is not shipped', async () => {
  expect(await problemsOf({ files: { 'dist/answer.d.ts': undefined } })).toContain('attw --profile esm-only');
});

test('refuses a package without its code', async () => {
  expect(await problemsOf({ files: { 'dist/index.js': undefined } })).toContain('the tarball has no dist/index.js');
});

test('refuses a package without README or licence', async () => {
  const problems = await problemsOf({ files: { LICENSE: undefined, 'README.md': undefined } });
  expect(problems).toContain('the tarball has no LICENSE');
  expect(problems).toContain('the tarball has no README.md');
});

test('refuses a package that would publish the way to its sources', async () => {
  const problems = await problemsOf({ manifest: { publishConfig: {} } });
  expect(problems).toContain('still says @hearthgate/source');
});

test('refuses a package that would publish other doors than it has', async () => {
  const problems = await problemsOf({ manifest: { publishConfig: { exports: untyped } } });
  expect(problems).toContain('publishConfig.exports differs from exports');
});
