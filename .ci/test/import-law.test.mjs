import { describe, expect, test } from 'vitest';
import { importLaw } from '../../.config/dependency-cruiser.mjs';
import { checkImportLaw } from '../import-law.mjs';
import { fixtureWorkspace } from './fixture-workspace.mjs';

const forbidden = [
  [
    'a source in JavaScript, which no rule reads',
    'only-typescript-sources',
    'packages/cache/src/evil.mjs',
    "import '@hearthgate/security';",
  ],
  [
    'a module beside the sources',
    'only-typescript-sources',
    'packages/cache/evil.ts',
    "import '@hearthgate/security';",
  ],
  [
    'an import by a name that is put together',
    'imports-are-plain',
    'packages/cache/src/a.ts',
    "const name = '@hearthgate/' + 'security';\nvoid import(name);",
  ],
  [
    'a require in disguise',
    'imports-are-plain',
    'packages/cache/src/a.ts',
    "import { createRequire } from 'node:module';\ncreateRequire(import.meta.url)('@hearthgate/security');",
  ],
  [
    'a reference to a file of a sibling',
    'imports-are-plain',
    'packages/cache/src/a.ts',
    '/// <reference path="../../security/src/core.ts" />\nexport {};',
  ],
  [
    'Home Assistant words in a script of the function',
    'home-words-only-in-extension',
    'apps/lambda/evil.mjs',
    "console.log('Home Assistant');",
  ],
  [
    'a benchmark that reaches into a package',
    'no-package-inside',
    'bench/src/a.ts',
    "import '../../packages/cache/src/core.ts';",
  ],
  [
    'contracts that import kernel',
    'contracts-imports-nothing',
    'packages/contracts/src/a.ts',
    "import '@hearthgate/kernel';",
  ],
  [
    'contracts that import a Node module',
    'contracts-imports-nothing',
    'packages/contracts/src/a.ts',
    "import 'node:fs';",
  ],
  [
    'kernel that imports a gateway',
    'kernel-imports-contracts-only',
    'packages/kernel/src/a.ts',
    "import '@hearthgate/cache';",
  ],
  [
    'kernel that imports a library',
    'kernel-imports-contracts-only',
    'packages/kernel/src/a.ts',
    "import 'stray-library';",
  ],
  [
    'testing that imports a gateway',
    'testing-imports-no-gateway',
    'packages/testing/src/a.ts',
    "import '@hearthgate/cache';",
  ],
  [
    'a test of kernel that imports testing',
    'foundation-tests-stay-below',
    'packages/kernel/test/a.ts',
    "import '@hearthgate/testing';",
  ],
  [
    'a gateway that imports a gateway',
    'no-gateway-to-gateway',
    'packages/cache/src/a.ts',
    "import { log } from '@hearthgate/logging';",
  ],
  [
    'a gateway that imports a gateway by path',
    'no-gateway-to-gateway',
    'packages/cache/src/a.ts',
    "import '../../logging/src/index.ts';",
  ],
  [
    'a type-only import of a sibling',
    'no-gateway-to-gateway',
    'packages/cache/src/a.ts',
    "import type { Log } from '@hearthgate/logging';\nexport type A = Log;",
  ],
  [
    'an inline type import of a sibling',
    'no-gateway-to-gateway',
    'packages/cache/src/a.ts',
    "export type A = import('../../logging/src/index.ts').Log;",
  ],
  [
    'a lazy import of a sibling',
    'no-gateway-to-gateway',
    'packages/cache/src/a.ts',
    "export const a = () => import('@hearthgate/logging');",
  ],
  [
    'a re-export of a sibling',
    'no-gateway-to-gateway',
    'packages/cache/src/a.ts',
    "export * from '@hearthgate/logging';",
  ],
  [
    'a test that imports a sibling',
    'no-gateway-to-gateway',
    'packages/cache/test/a.test.ts',
    "import '@hearthgate/logging';",
  ],
  ['a source that imports testing', 'no-testing-in-source', 'packages/cache/src/a.ts', "import '@hearthgate/testing';"],
  [
    'a package that imports an app',
    'no-app-in-package',
    'packages/cache/src/a.ts',
    "import '../../../apps/lambda/src/index.ts';",
  ],
  [
    'a package that imports an app by name',
    'no-app-in-package',
    'packages/cache/src/a.ts',
    "import '@hearthgate/function';",
  ],
  [
    'the extension that imports the function',
    'no-function-in-extension',
    'apps/ha-extension/src/a.ts',
    "import '../../lambda/src/index.ts';",
  ],
  [
    "an app's inside by name",
    'no-app-inside',
    'apps/lambda/src/a.ts',
    "import '@hearthgate/ha-extension/src/bridge.ts';",
  ],
  ["an app's inside by path", 'no-app-inside', 'apps/lambda/src/a.ts', "import '../../ha-extension/src/bridge.ts';"],
  ["an app's door by path", 'no-app-inside', 'apps/lambda/src/a.ts', "import '../../ha-extension/src/index.ts';"],
  [
    "another package's inside by name",
    'no-package-inside',
    'apps/lambda/src/a.ts',
    "import '@hearthgate/cache/src/core.ts';",
  ],
  [
    "another package's inside by path",
    'no-package-inside',
    'packages/cache/src/a.ts',
    "import '../../kernel/src/pipeline.ts';",
    { 'packages/kernel/src/pipeline.ts': 'export {};' },
  ],
  [
    "another package's door by path",
    'no-package-inside',
    'packages/cache/src/a.ts',
    "import '../../kernel/src/index.ts';",
  ],
  ['a second door to core', 'only-index-imports-core', 'packages/cache/src/a.ts', "import './core.ts';"],
  [
    'a test that imports core',
    'only-index-imports-core',
    'packages/cache/test/a.test.ts',
    "import { answer } from '../src/core.ts';",
  ],
  ['a library that is not installed', 'no-undeclared-library', 'packages/cache/src/a.ts', "import 'not-there';"],
  [
    'a library that is installed but not declared',
    'no-undeclared-library',
    'packages/cache/src/a.ts',
    "import 'stray-library';",
  ],
  [
    'a development library in a source',
    'no-undeclared-library',
    'packages/cache/src/a.ts',
    "import 'fixture-dev-library';",
  ],
  [
    'a workspace package in a source that is declared for tests',
    'no-undeclared-library',
    'packages/cache/src/a.ts',
    "import '@hearthgate/testing';",
  ],
  [
    'a cycle',
    'no-cycle',
    'packages/cache/src/a.ts',
    "export * from './b.ts';",
    { 'packages/cache/src/b.ts': "export * from './a.ts';" },
  ],
  [
    'a type-only cycle',
    'no-cycle',
    'packages/cache/src/a.ts',
    "import type { B } from './b.ts';\nexport type A = B;",
    { 'packages/cache/src/b.ts': "import type { A } from './a.ts';\nexport type B = A;" },
  ],
  ['the words in a package', 'home-words-only-in-extension', 'packages/cache/src/a.ts', '// for Home Assistant'],
  [
    'the words in a name of a package',
    'home-words-only-in-extension',
    'packages/cache/src/a.ts',
    'export const homeAssistantUrl = 1;',
  ],
  [
    'the words in the function',
    'home-words-only-in-extension',
    'apps/lambda/src/a.ts',
    "export const name = 'HOME_ASSISTANT_URL';",
  ],
  [
    'the short word in a test',
    'home-words-only-in-extension',
    'packages/cache/test/a.test.ts',
    'export const hass_url = 1;',
  ],
  ['the old word', 'home-words-only-in-extension', 'packages/cache/src/a.ts', '// as haaska did'],
  [
    'the name of the extension in a package',
    'home-words-only-in-extension',
    'packages/cache/src/a.ts',
    '// see @hearthgate/ha-extension',
  ],
  ['a file of 301 lines', 'file-over-300-lines', 'packages/cache/src/a.ts', 'export {};\n'.repeat(301)],
];

describe('the import law', () => {
  test('passes a lawful workspace', async () => {
    const { violations, cruised } = await checkImportLaw(fixtureWorkspace());
    expect(violations).toEqual([]);
    expect(cruised).toBeGreaterThanOrEqual(11);
  });

  test.each(forbidden)('refuses %s (%s)', async (_what, rule, file, text, others = {}) => {
    const { violations } = await checkImportLaw(fixtureWorkspace({ [file]: text, ...others }));
    expect(violations.map((violation) => violation.rule)).toContain(rule);
    expect(violations.find((violation) => violation.rule === rule).where).toContain(file);
  });

  test('plants something against every rule it has', async () => {
    const { rules } = await checkImportLaw(fixtureWorkspace());
    expect([...new Set(forbidden.map(([, rule]) => rule)), 'every-module-seen'].toSorted()).toEqual(rules.toSorted());
  });

  test('lets a file have 300 lines', async () => {
    const root = fixtureWorkspace({ 'packages/cache/src/a.ts': 'export {};\n'.repeat(300) });
    expect((await checkImportLaw(root)).violations).toEqual([]);
  });

  test('fails when fewer modules are seen than there are files', async () => {
    const root = fixtureWorkspace();
    const law = importLaw(root);
    law.options.exclude = { path: '^packages/logging/' };
    const { violations } = await checkImportLaw(root, law);
    expect(violations).toEqual([
      { rule: 'every-module-seen', where: 'packages/logging/src/core.ts' },
      { rule: 'every-module-seen', where: 'packages/logging/src/index.ts' },
    ]);
  });

  test('fails when there is nothing to look at', async () => {
    const root = fixtureWorkspace();
    const law = importLaw(root);
    law.options.exclude = { path: '.' };
    const { violations } = await checkImportLaw(root, law);
    expect(violations.length).toBeGreaterThanOrEqual(11);
    expect(new Set(violations.map(({ rule }) => rule))).toEqual(new Set(['every-module-seen']));
  });
});
