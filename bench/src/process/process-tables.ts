import { exponentOf, orderOf } from '../measure/grow.ts';
import { type Measured, rowsOf, spreadOf } from '../measure/spread.ts';
import type { Curve, Table } from '../result.ts';
import { BARE } from './build-subjects.ts';
import type { SubjectRuns } from './measure-processes.ts';
import type { ProcessRun } from './run-process.ts';

export type Figure = (run: ProcessRun) => number;

/** Resident memory in MB at one of the stops, the first being 0. */
export function residentAt(stop: number): Figure {
  return ({ stops }) => stops[stop]?.rssMb ?? Number.NaN;
}

/** A figure of every run beside that of the bare handler of the same round. */
export function processTable(
  about: Pick<Table, 'id' | 'title' | 'unit' | 'note'>,
  measured: readonly SubjectRuns[],
  figure: Figure,
  also?: { readonly named: string; readonly figure: Figure },
): Table {
  const rows = measured.flatMap((one) => {
    const isWatched = also !== undefined && one.subject.side === 'ours';
    return isWatched ? [rowOf(one, figure), rowOf(one, also.figure, also.named)] : [rowOf(one, figure)];
  });
  return { ...about, better: 'less', reference: BARE, rows: rowsOf(rows, BARE) };
}

function rowOf({ subject: { name, side }, runs, error }: SubjectRuns, figure: Figure, named?: string): Measured {
  const samples = error === undefined ? runs.map(figure) : [];
  return { name: named === undefined ? name : `${name}, ${named}`, side, samples, error };
}

/** Resident memory over a life, for each program that did not fail. */
export function memoryCurves(measured: readonly SubjectRuns[], stops: readonly number[], where: string): Curve[] {
  return measured.flatMap(({ subject: { name, side }, runs, error }) => {
    if (error !== undefined) return [];
    const points = stops.map((size, stop) => ({ size, value: spreadOf(runs.map(residentAt(stop))) }));
    const exponent = exponentOf(points.map(({ size, value }) => [size, value.median] as const));
    const id = `process-memory-${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
    const title = `Resident memory${where}: ${name}`;
    return [{ id, title, of: 'invocations', unit: 'MB', side, points, exponent, order: orderOf(exponent) }];
  });
}
