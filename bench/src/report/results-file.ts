import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Results } from '../result.ts';

export const RESULTS: string = join(import.meta.dirname, '../../results');

/** The newest committed results. */
export function newestResults(folder: string = RESULTS): Results | undefined {
  const name = readdirSync(folder)
    .filter((file) => /^\d{4}-\d{2}-\d{2}\.json$/.test(file))
    .sort()
    .at(-1);
  return name === undefined ? undefined : (JSON.parse(readFileSync(join(folder, name), 'utf8')) as Results);
}

export function writeResults(results: Results, folder: string = RESULTS): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${results.date}.json`);
  writeFileSync(file, `${JSON.stringify(results, shortened, 1)}\n`);
  return file;
}

/** Six digits are more than was measured. */
function shortened(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}

/** Results in which what was measured anew takes the place of what was known. */
export function merged(known: Results | undefined, fresh: Results): Results {
  if (known === undefined) return fresh;
  const byId = <Item extends { readonly id: string }>(old: readonly Item[], more: readonly Item[]): readonly Item[] => [
    ...old.map((item) => more.find(({ id }) => id === item.id) ?? item),
    ...more.filter(({ id }) => !old.some((item) => item.id === id)),
  ];
  return {
    ...fresh,
    versions: { ...known.versions, ...fresh.versions },
    tables: byId(known.tables, fresh.tables),
    curves: byId(known.curves, fresh.curves),
  };
}
