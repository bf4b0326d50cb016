import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCS, pageFiles } from '../src/report/page-files.ts';
import { newestResults } from '../src/report/results-file.ts';
import { targetLines } from '../src/report/targets.ts';

const results = newestResults();
if (results === undefined) throw new Error('There are no results in bench/results; run `pnpm bench`.');
const files = await pageFiles(results);

describe('docs/benchmarks.md', () => {
  it.each([...files])('%s says what the newest results say (pnpm bench --docs)', (name, text) => {
    const found = readFileSync(join(DOCS, name), 'utf8');
    // A picture is no text that a difference could be read in.
    if (name.endsWith('.svg')) expect(found === text).toBe(true);
    else expect(found).toBe(text);
  });

  it('has no picture that the results do not make', () => {
    const pictures = [...files.keys()].filter((name) => name.endsWith('.svg'));
    expect(
      readdirSync(join(DOCS, 'benchmarks'))
        .map((name) => `benchmarks/${name}`)
        .sort(),
    ).toEqual(pictures.sort());
  });

  it('comes from a whole run without failures, not from a smoke', () => {
    expect(results.quick).toBe(false);
    expect(results.tables.flatMap(({ rows }) => rows).filter(({ error }) => error !== undefined)).toEqual([]);
  });
});

describe('the table of targets', () => {
  it('says what is reached by the figures, one by one', () => {
    const lines = targetLines(results);
    expect(lines.filter(({ what }) => !/memory|start/.test(what)).map(({ verdict }) => verdict)).not.toContain(
      'not measured',
    );
    const slower = {
      tables: results.tables.map((table) =>
        table.id === 'pipeline-error'
          ? {
              ...table,
              rows: table.rows.map((row) => ({ ...row, value: { ...row.value, median: row.value.median * 1_000 } })),
            }
          : table,
      ),
    };
    expect(targetLines(slower).find(({ what }) => what.startsWith('failing'))?.verdict).toBe('not reached');
    expect(targetLines({ tables: [] }).map(({ verdict }) => verdict)).toEqual(lines.map(() => 'not measured'));
  });
});
