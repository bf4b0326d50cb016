import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { repositoryRoot } from '../lib/root.mjs';
import { checkCode, codeBlocks, runnableBlocks } from '../readme-code.mjs';

it('finds the TypeScript blocks of a text and no others', () => {
  const text = 'a\n```ts\nconst one = 1;\n```\n```sh\nnpm start\n```\n```ts\nconst two = 2;\n```\n';
  expect(codeBlocks(text)).toEqual(['const one = 1;\n', 'const two = 2;\n']);
});

it('compiles an example that needs an account and does not run it', () => {
  const text = '```ts needs-aws\nconst one = 1;\n```\n\n```ts\nconst two = 2;\n```\n';
  expect(codeBlocks(text)).toEqual(['const one = 1;\n', 'const two = 2;\n']);
  expect(runnableBlocks(text)).toEqual(['const two = 2;\n']);
});

it('refuses an example that does not compile against the built packages', async () => {
  mkdirSync(join(repositoryRoot, '.reports'), { recursive: true });
  const work = mkdtempSync(join(repositoryRoot, '.reports/readme-test-'));
  onTestFinished(() => rmSync(work, { recursive: true }));
  const good = "import { createGateway } from '@hearthgate/kernel';\nconsole.log(createGateway);";
  const bad = "import { createGatway } from '@hearthgate/kernel';\nconsole.log(createGatway);";
  const { code, output } = await checkCode({ 'good.ts': good, 'bad.ts': bad }, work);
  expect(code).not.toBe(0);
  expect(output).toMatch(/bad\.ts.*createGatway/);
  expect(output).not.toMatch(/good\.ts/);
});
