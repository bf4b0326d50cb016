import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingDescriptions } from '../../src/index.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const rows = [...readme.matchAll(/^\| `(HOME_ASSISTANT_\w+)` \| (.+) \|$/gm)];

test('The tables of the README have every setting, once, with what messages say of it (pnpm docs:generate)', () => {
  const said = rows.map(([, name, takes]) => [name, takes]);
  expect(said.sort()).toEqual(Object.entries(settingDescriptions).sort());
});
