import type { Row, Table } from '../result.ts';

/** A row that was measured; `undefined` where it is not there, or failed. */
export function rowOf(table: Table | undefined, name: string): Row | undefined {
  return table?.rows.find((row) => row.name === name && row.error === undefined);
}

/** Our median over the other's, from ratios that were taken round by round; below 1 we take less, or answer more. */
export function factorBetween(
  { reference, better }: Pick<Table, 'reference' | 'better'>,
  ours: Row,
  other: Row,
): number {
  const over = (row: Row) => (row.name === reference ? 1 : (row.ratio?.median ?? Number.NaN));
  const factor = over(ours) / over(other);
  return better === 'less' ? factor : 1 / factor;
}
