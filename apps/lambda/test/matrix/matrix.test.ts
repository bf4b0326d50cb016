import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { matrixCells } from '@hearthgate/contracts';
import { compose, createGateway } from '@hearthgate/kernel';
import { describe, expect, it } from 'vitest';
import { startFunction } from '../support/function-under-test.ts';
import { compare, observeMatrix } from './observe.ts';
import { matrixReport } from './report.ts';

describe('the matrix, when every operation of every gateway is called in one composition', () => {
  it('is used in all of its cells, and nobody calls past it', async () => {
    const { observed, missing, extra, undriven } = await observeMatrix();
    expect({ missing, extra, undriven }).toEqual({ missing: [], extra: [], undriven: [] });
    expect(observed).toHaveLength(56);
  });

  it('is used in each cell by an operation of the caller itself', async () => {
    const { observed } = await observeMatrix();
    expect(observed.filter(({ drivenBy }) => drivenBy.length === 0)).toEqual([]);
  });

  it.each(matrixCells().map(({ caller, callee }) => [`${caller} -> ${callee}`, { caller, callee }] as const))(
    'misses %s when that one use is taken away',
    async (cell, removed) => {
      const { missing, observed } = await observeMatrix(removed);
      expect(missing).toContain(cell);
      expect(observed.length).toBeLessThan(56);
    },
  );

  it('reports a call that the matrix does not have', () => {
    interface Asking {
      ask(): string;
    }
    const alone = { http: { ask: () => 'nothing' } };
    const { gateways, environment } = compose<{
      http: ReturnType<typeof answering>;
      caller: ReturnType<typeof asking>;
    }>({
      http: answering,
      caller: asking,
    });
    function answering(wiring: object) {
      return createGateway<Asking, object>({ name: 'http', alone: {}, operations: { ask: () => 'an answer' } }, wiring);
    }
    function asking(wiring: object) {
      return createGateway<Asking, typeof alone>(
        { name: 'caller', alone, operations: { ask: (_, { peers }) => peers.http.ask() } },
        wiring,
      );
    }
    expect(gateways.caller.operations.ask()).toBe('an answer');
    expect(compare({ environment }, new Map()).extra).toEqual(['caller -> http']);
  });
});

describe('pnpm matrix', () => {
  it('prints the table, its sum, and for each cell the reason and the operations that used it', () => {
    const script = join(import.meta.dirname, 'print-matrix.ts');
    const { stdout, status } = spawnSync(process.execPath, ['--conditions=@hearthgate/source', script], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^56 of 56 observed$/m);
    for (const { caller, callee, reason } of matrixCells()) {
      expect(stdout).toMatch(new RegExp(`^${caller} -> ${callee}: .+\n {4}by \\w+.*; calls \\w+ x\\d+`, 'm'));
      expect(stdout).toContain(reason);
    }
  });

  it('marks what is missing, and says so below the sum', async () => {
    const report = matrixReport(await observeMatrix({ caller: 'cache', callee: 'utility' }));
    expect(report).toMatch(/^cache .*!/m);
    expect(report).toMatch(/^55 of 56 observed$/m);
    expect(report).toMatch(/^Not used by any operation: cache -> utility$/m);
  });
});

describe('the running function', () => {
  it('tells how many of the cells it used since its start', async () => {
    const subject = startFunction({});
    const utilization = async () =>
      ((await subject.handler({ hearthgate: 'diagnostics' })) as { report: { utilization: { observed: number } } })
        .report.utilization;
    const first = await utilization();
    await subject.gateways.cache.operations.get({ key: 'a long key '.repeat(200) });
    const second = await utilization();
    await subject.stop();
    expect(second).toMatchObject({ declared: 56 });
    expect(second.observed).toBeGreaterThan(first.observed);
  });
});
