import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { referenceDocs } from '../lib/reference-docs.mjs';
import { repositoryRoot } from '../lib/root.mjs';

const pages = Object.entries(await referenceDocs());

describe('the pages made from the code', () => {
  it.each(pages)('%s says what the code says (pnpm docs:generate)', (name, expected) => {
    expect(readFileSync(join(repositoryRoot, name), 'utf8')).toBe(expected);
  });
});
