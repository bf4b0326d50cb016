import { describe, expect, it } from 'vitest';
import { compare, type Task } from '../src/measure/compare.ts';
import type { Answered } from '../src/report/ask-questions.ts';
import { checkAgainstBaseline, readBaseline } from '../src/report/baseline.ts';
import { newestResults } from '../src/report/results-file.ts';
import { regressions, standingsOf } from '../src/report/standings.ts';
import type { Spread, Table } from '../src/result.ts';

const { tables } = newestResults() ?? { tables: [] };
const answered = (changed: readonly Table[]): Answered => ({
  file: 'f',
  title: 't',
  peers: [],
  answer: { tables: changed },
});

/** The table as it would be if that row had taken `times` its time. */
function slowed(table: Table, name: string, times: number): Table {
  const scaled = (spread: Spread | undefined, by: number) =>
    spread && { ...spread, median: spread.median * by, low: spread.low * by, high: spread.high * by };
  const by = table.better === 'less' ? times : 1 / times;
  return {
    ...table,
    rows: table.rows.map((row) => {
      if (row.name === name) return { ...row, ratio: scaled(row.ratio, name === table.reference ? 1 : by) };
      return { ...row, ratio: scaled(row.ratio, name === table.reference ? 1 / by : 1) };
    }),
  };
}

describe('the check against the baseline', () => {
  it('finds nothing in the newest committed results', async () => {
    expect(tables.length).toBeGreaterThan(0);
    expect(await checkAgainstBaseline([answered(tables)], async () => [])).toEqual([]);
  });

  it('finds any row of ours that takes twice its time, and that row only', () => {
    const standings = standingsOf(tables);
    // A table of our rows alone has nothing to stand to.
    const rows = tables
      .filter(({ rows: all }) => all.some(({ side }) => side !== 'ours'))
      .flatMap((table) => table.rows.filter(({ side }) => side === 'ours').map(({ name }) => [table, name] as const));
    expect(rows.length).toBeGreaterThan(100);
    for (const [table, name] of rows) {
      const now = tables.map((one) => (one === table ? slowed(table, name, 2) : one));
      const found = regressions(standings, standingsOf(now));
      expect(found).toMatchObject([{ table: table.id, row: name }]);
      expect(found[0]?.slowdown).toBeCloseTo(2, 1);
    }
  });

  it('finds a row that is not measured any more', () => {
    const standings = standingsOf(tables);
    const gone = tables.map((table) => ({ ...table, rows: table.rows.filter(({ name }) => name !== 'getOrSet') }));
    expect(regressions(standings, standingsOf(gone))).toMatchObject([{ row: 'getOrSet', slowdown: Infinity }]);
  });

  it('believes what is slower only when it is slower again', async () => {
    const known = new Set(readBaseline().standings.map((standing) => standing.table));
    const table = tables.find(({ id }) => known.has(id));
    const row = table?.rows.find(({ side }) => side === 'ours')?.name ?? '';
    if (table === undefined) throw new Error('There are no results.');
    const slow = answered([slowed(table, row, 2)]);
    expect(await checkAgainstBaseline([slow], async () => [answered([table])])).toEqual([]);
    expect(await checkAgainstBaseline([slow], async () => [slow])).toMatchObject([{ table: table.id, row }]);
  });

  it('finds work that really is done many times over, when it is measured', async () => {
    const work = (times: number) => () => {
      let sum = 0;
      for (let turn = 0; turn < times; turn += 1) sum += JSON.stringify({ turn, name: 'kitchen' }).length;
      return sum;
    };
    const measured = async (times: number) => {
      const tasks: readonly Task[] = [
        { name: 'ours', side: 'ours', run: work(times) },
        { name: 'peer', side: 'peer', run: work(20) },
      ];
      return standingsOf([
        await compare(
          { id: 'planted', title: 'Planted', reference: 'ours', tasks, rounds: 9, batchMs: 1 },
          { quick: false },
        ),
      ]);
    };
    // Ten times the work, so that no noise of the machine hides it or makes it up.
    const baseline = await measured(20);
    expect(regressions(baseline, await measured(200))).toMatchObject([{ table: 'planted', row: 'ours' }]);
    expect(regressions(await measured(200), baseline)).toEqual([]);
  });
});
