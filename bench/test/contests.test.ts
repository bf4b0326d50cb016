import { describe, expect, it } from 'vitest';
import { rowsOf } from '../src/measure/spread.ts';
import { contestLines } from '../src/report/contests.ts';
import { newestResults } from '../src/report/results-file.ts';
import type { Side, Table } from '../src/result.ts';

const table = (rows: readonly (readonly [name: string, side: Side, samples: readonly number[], error?: string])[]) => {
  const measured = rows.map(([name, side, samples, error]) => ({ name, side, samples, error }));
  const about = { id: 'logging-disabled', title: '', unit: 'ns', better: 'less', reference: 'hearthgate' } as const;
  return { ...about, rows: rowsOf(measured, 'hearthgate') } satisfies Table;
};
const lineOf = (one: Table) => contestLines({ tables: [one] }).find(({ what }) => what === 'log line below the level');

describe('ours beside the strongest peer', () => {
  const beside = (own: number, other: number) =>
    lineOf(
      table([
        ['hearthgate', 'ours', [own, own]],
        ['slow', 'peer', [400, 400]],
        ['quick', 'peer', [other, other]],
      ]),
    );

  it('is ahead of all of them when it is ahead of the one that takes the least', () => {
    expect(beside(10, 20)).toMatchObject({ peer: 'quick 20.0 ns', factor: '0.500x', verdict: 'ahead', why: undefined });
  });

  it('is behind, and says why, when a single one takes less', () => {
    const line = beside(10, 5);
    expect(line).toMatchObject({ peer: 'quick 5.00 ns', factor: '2.00x', verdict: 'behind' });
    expect(line?.why).toContain('pino');
  });

  it('is level where the difference is that of two runs', () => {
    expect([94, 96, 104, 106].map((own) => beside(own, 100)?.verdict)).toEqual(['ahead', 'level', 'level', 'behind']);
  });

  it('takes neither a floor nor a failed run for a peer', () => {
    const line = lineOf(
      table([
        ['hearthgate', 'ours', [10, 10]],
        ['floor', 'floor', [1, 1]],
        ['broken', 'peer', [], 'it ended'],
        ['quick', 'peer', [20, 20]],
      ]),
    );
    expect(line).toMatchObject({ peer: 'quick 20.0 ns', verdict: 'ahead' });
  });

  it('is not measured where there is nobody beside it', () => {
    expect(lineOf(table([['hearthgate', 'ours', [10, 10]]]))?.verdict).toBe('not measured');
  });

  it('is not measured where what both stand beside has failed', () => {
    const rows = [
      { name: 'direct call', side: 'floor', samples: [], error: 'it ended' },
      { name: 'gateway.operations', side: 'ours', samples: [10, 10] },
      { name: 'quick', side: 'peer', samples: [20, 20] },
    ] as const;
    const about = { id: 'pipeline-async', title: '', unit: 'ns', better: 'less', reference: 'direct call' } as const;
    const lines = contestLines({ tables: [{ ...about, rows: rowsOf(rows, 'direct call') }] });
    expect(lines.find(({ what }) => what.startsWith('pipeline'))?.verdict).toBe('not measured');
  });

  it('is known for every question in the committed results', () => {
    const lines = contestLines(newestResults() ?? { tables: [] });
    expect(lines.filter(({ verdict }) => verdict === 'not measured')).toEqual([]);
    expect(lines.filter(({ verdict, why }) => verdict === 'behind' && why === undefined)).toEqual([]);
  });
});
