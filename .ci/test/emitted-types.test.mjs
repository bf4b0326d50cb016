import { expect, test } from 'vitest';
import { checkEmittedTypes } from '../emitted-types.mjs';
import { builtPackage } from './built-package.mjs';

const typeTest = (type) => `import { expectTypeOf, test } from 'vitest';
import { answer } from '../src/index.ts';
import { inner } from './helper.ts';
test('the answer', () => {
  expectTypeOf(answer).toEqualTypeOf<${type}>();
  expectTypeOf(inner).toEqualTypeOf<${type}>();
});
`;

const withTypeTest = (type) => ({
  'test/types.test-d.ts': typeTest(type),
  'test/helper.ts': "export { answer as inner } from '../src/answer.ts';\n",
});

test('passes declarations that say what the type tests expect', async () => {
  const complaints = await checkEmittedTypes(builtPackage({ files: withTypeTest('number') }));
  expect(complaints).toBe('');
});

test('refuses declarations that lost a type which the type tests expect', async () => {
  const complaints = await checkEmittedTypes(builtPackage({ files: withTypeTest('42') }));
  expect(complaints.match(/types\.test-d\.ts\(\d+,\d+\): error/g)).toHaveLength(2);
});

test('refuses declarations that name a file which was not emitted', async () => {
  const complaints = await checkEmittedTypes(builtPackage({ files: { 'dist/answer.d.ts': undefined } }));
  expect(complaints).toContain("'./answer.ts'");
});

test('refuses declarations that do not compile by themselves', async () => {
  const broken = 'export declare const answer: Missing;\n';
  const complaints = await checkEmittedTypes(builtPackage({ files: { 'dist/answer.d.ts': broken } }));
  expect(complaints).toContain("Cannot find name 'Missing'");
});
