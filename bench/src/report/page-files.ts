import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Results } from '../result.ts';
import { pageOf } from './page.ts';
import { plots } from './plots.ts';

export const DOCS: string = join(import.meta.dirname, '../../../docs');
const PLOTS = 'benchmarks';

/** What the results make, by the name below `docs`. */
export async function pageFiles(results: Results): Promise<ReadonlyMap<string, string>> {
  const pictures = await plots(results);
  return new Map([
    ['benchmarks.md', pageOf(results)],
    ...pictures.map(({ file, svg }) => [`${PLOTS}/${file}`, `${svg}\n`] as const),
  ]);
}

export async function writePage(results: Results): Promise<void> {
  const files = await pageFiles(results);
  mkdirSync(join(DOCS, PLOTS), { recursive: true });
  for (const name of readdirSync(join(DOCS, PLOTS))) rmSync(join(DOCS, PLOTS, name));
  for (const [name, text] of files) {
    mkdirSync(dirname(join(DOCS, name)), { recursive: true });
    writeFileSync(join(DOCS, name), text);
    console.log(`docs/${name}`);
  }
}
