import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingDescriptions } from '../../src/index.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const rows = [...readme.matchAll(/^\| `(HOME_ASSISTANT_\w+)` \| (.+) \|$/gm)];

test('The table of the README has every setting, once, and no other', () => {
  expect(rows.map(([, name]) => name).sort()).toEqual(Object.keys(settingDescriptions).sort());
});

test('The table of the README says of each setting what messages say', () => {
  for (const [, name, text = ''] of rows) {
    const said = settingDescriptions[name as keyof typeof settingDescriptions];
    // Up to the first mark: how the rest is put may differ.
    const [beginning = ''] = text.replaceAll('`', '').split(/[,;]/);
    expect(said.startsWith(beginning), `${name}: ${beginning}`).toBe(true);
  }
});
