import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../lib/root.mjs';
import { publishableMembers } from '../lib/workspace.mjs';

const gateways = publishableMembers(repositoryRoot).filter(
  ({ manifest }) => manifest.exports['./compat'] !== undefined,
);
const guide = readFileSync(join(repositoryRoot, 'docs/migration.md'), 'utf8');

it('every gateway has its names of old', () => {
  expect(gateways).toHaveLength(10);
});

describe.each(gateways)('$manifest.name/compat', ({ path, folder }) => {
  it('is one line for each name, and the migration guide has them all', async () => {
    const compat = await import(join(path, 'dist/compat.js'));
    const rows = [...guide.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(Object.keys(compat).length).toBeGreaterThan(2);
    for (const name of Object.keys(compat)) expect(rows).toContain(name);
    const source = readFileSync(join(path, 'src/compat.ts'), 'utf8');
    expect(source).not.toMatch(/=>|\{\s*return/);
  });

  it('answers the standard response of the gateway behind it', async () => {
    const compat = await import(join(path, 'dist/compat.js'));
    const name = Object.keys(compat).find((one) => /^get\w*Status$/.test(one) && !/Memory/.test(one));
    expect(await compat[name]()).toMatchObject({ success: true, data: { gateway: folder.split('/')[1] } });
  });
});
