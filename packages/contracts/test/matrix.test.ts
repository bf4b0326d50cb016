import { describe, expect, it } from 'vitest';
import { gatewayNames, matrix, matrixCells } from '../src/index.ts';

describe('the matrix', () => {
  it('has 56 cells, each with a reason', () => {
    const cells = matrixCells();
    expect(cells).toHaveLength(56);
    for (const { caller, callee, reason } of cells) {
      expect(reason, `${caller} > ${callee}`).toMatch(/^[A-Z].{10,}\.$/);
    }
  });

  it('has no cell twice and none on the diagonal', () => {
    const cells = matrixCells().map(({ caller, callee }) => `${caller}>${callee}`);
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells.filter((cell) => cell.split('>')[0] === cell.split('>')[1])).toEqual([]);
  });

  it('names only gateways, and every one of the ten as a caller', () => {
    expect(Object.keys(matrix)).toEqual(gatewayNames);
    for (const { callee } of matrixCells()) expect(gatewayNames).toContain(callee);
  });

  it('lets nobody call http-client, lambda or circuit-breaker, which only applications call', () => {
    const callees = new Set(matrixCells().map(({ callee }) => callee));
    for (const name of ['http-client', 'lambda', 'circuit-breaker'] as const) expect(callees).not.toContain(name);
  });
});
