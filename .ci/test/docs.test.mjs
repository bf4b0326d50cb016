import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { referenceDocs } from '../lib/reference-docs.mjs';
import { repositoryRoot } from '../lib/root.mjs';

describe('the pages made from the contracts', () => {
  it.each(Object.entries(referenceDocs()))('docs/%s says what the code says (pnpm docs:generate)', (name, expected) => {
    expect(readFileSync(join(repositoryRoot, 'docs', name), 'utf8')).toBe(expected);
  });
});
