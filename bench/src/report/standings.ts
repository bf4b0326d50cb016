import type { Table } from '../result.ts';
import { factorBetween } from './rows.ts';

/** How one of our rows stands to one other row of its table: its median over the other's, below 1 where less is better. */
export interface Standing {
  readonly table: string;
  readonly row: string;
  readonly other: string;
  readonly factor: number;
}

/** Every row of ours against every row that is not, from ratios that were taken round by round. */
export function standingsOf(tables: readonly Table[]): readonly Standing[] {
  return tables.flatMap((table) => {
    const { id, rows } = table;
    const ours = rows.filter(({ side, error }) => side === 'ours' && error === undefined);
    const others = rows.filter(({ side, error }) => side !== 'ours' && error === undefined);
    return ours.flatMap((row) =>
      others.map((other) => ({
        table: id,
        row: row.name,
        other: other.name,
        factor: factorBetween(table, row, other),
      })),
    );
  });
}

/** A row of ours that has become slower against what it stands beside. */
export interface Regression {
  readonly table: string;
  readonly row: string;
  /** How many times its share of the others' time is what it was: the median over the others. */
  readonly slowdown: number;
}

/**
 * The share by which a row may be slower than in the baseline. Two runs of the same 126 rows on two cores with ten times as
 * much to do differed by 4 % in the middle, by 15 % or less in 19 of 20 rows, and by half in the worst. What is slower by
 * more is asked once more, so it takes two such accidents to cry wolf; a row that takes twice as long is far beyond.
 */
export const MARGIN = 0.5;

/**
 * Rows of ours whose standing is worse than the baseline's by more than the margin. One of the others that was slow or fast
 * by chance decides nothing: the median over all of them does. A row that the baseline does not know cannot be judged; one
 * that is missing now is a regression.
 */
export function regressions(
  baseline: readonly Standing[],
  now: readonly Standing[],
  margin: number = MARGIN,
): readonly Regression[] {
  return [...Map.groupBy(baseline, ({ table, row }) => `${table}\n${row}`).values()].flatMap((known) => {
    const { table, row } = known[0] as Standing;
    const changes = known.flatMap((before) => {
      const after = now.find((one) => one.table === table && one.row === row && one.other === before.other);
      return after === undefined ? [] : [after.factor / before.factor];
    });
    const slowdown = changes.length === 0 ? Infinity : medianOf(changes);
    return slowdown > 1 + margin || Number.isNaN(slowdown) ? [{ table, row, slowdown }] : [];
  });
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}
