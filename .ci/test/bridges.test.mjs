import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../lib/root.mjs';

const page = readFileSync(join(repositoryRoot, 'docs/bridges.md'), 'utf8');

/** What the page names as proof: a file and a part of the title of a test in it. */
function proofsIn(text) {
  return [...text.matchAll(/`([^`]+\.(?:test|heavy)\.ts)` › "([^"]+)"/g)].map(([, file, title]) => [file, title]);
}

/** Why a proof is none; undefined when it is one. */
function problemOf([file, title]) {
  const path = join(repositoryRoot, file);
  if (!existsSync(path)) return `${file} is not there`;
  // A title stands at the beginning of its line or right after the call, also behind a table of cases.
  const lines = readFileSync(path, 'utf8').replaceAll("\\'", "'").split('\n');
  const isThere = lines.some(
    (line) => /^\s*(?:(?:test|it|describe)\b.*|\]\))?\(?\s*['"`]/.test(line) && line.includes(title),
  );
  return isThere ? undefined : `no test of ${file} is called "${title}"`;
}

describe('the page on other bridges', () => {
  it.each(proofsIn(page))('names in %s a test that there is: %s', (...proof) => {
    expect(problemOf(proof)).toBeUndefined();
  });

  it('has a proof in every row about this bridge', () => {
    const rows = page.split('\n').filter((line) => /^\| (?!\||---)/.test(line) && !line.includes('| pain |'));
    expect(rows.filter((row) => proofsIn(row).length === 0 && !row.startsWith('| | A |'))).toEqual([]);
  });

  it('has all twenty pains', () => {
    const numbers = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, number]) => Number(number));
    expect([...new Set(numbers)]).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('would miss a test that is gone', () => {
    expect(problemOf(['apps/ha-extension/test/pains/time.test.ts', 'Pain 99,'])).toMatch(/no test/);
    expect(problemOf(['apps/ha-extension/test/pains/gone.test.ts', 'Pain 1,'])).toMatch(/is not there/);
  });
});
