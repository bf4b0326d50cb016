import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Results } from '../result.ts';
import type { Answered } from './ask-questions.ts';
import { type Regression, regressions, type Standing, standingsOf } from './standings.ts';

const FILE = join(import.meta.dirname, '../../baseline.json');

export interface Baseline {
  readonly date: string;
  readonly standings: readonly Standing[];
}

export function readBaseline(file: string = FILE): Baseline {
  return JSON.parse(readFileSync(file, 'utf8')) as Baseline;
}

export function writeBaseline({ date, tables }: Results, file: string = FILE): void {
  const standings = standingsOf(tables).map((one) => ({ ...one, factor: Number(one.factor.toPrecision(3)) }));
  writeFileSync(file, `{\n "date": "${date}",\n "standings": [\n  ${standings.map(line).join(',\n  ')}\n ]\n}\n`);
}

function line(standing: Standing): string {
  return JSON.stringify(standing);
}

/** What is slower than the baseline, and still is when it is measured again. */
export async function checkAgainstBaseline(
  answers: readonly Answered[],
  askAgain: (files: readonly string[]) => Promise<readonly Answered[]>,
  { standings }: Baseline = readBaseline(),
): Promise<readonly Regression[]> {
  const first = judge(answers, standings);
  if (first.length === 0) return first;
  const suspects = answers.filter(({ answer }) =>
    (answer.tables ?? []).some(({ id }) => first.some(({ table }) => table === id)),
  );
  const second = judge(await askAgain(suspects.map(({ file }) => file)), standings);
  return second.filter(({ table, row }) => first.some((one) => one.table === table && one.row === row));
}

function judge(answers: readonly Answered[], standings: readonly Standing[]): readonly Regression[] {
  const tables = answers.flatMap(({ answer }) => answer.tables ?? []);
  const asked = new Set(tables.map(({ id }) => id));
  return regressions(
    standings.filter(({ table }) => asked.has(table)),
    standingsOf(tables),
  );
}
