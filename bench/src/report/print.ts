import type { Curve, Results, Table } from '../result.ts';
import { contestLines } from './contests.ts';
import { digits, figure, ratio } from './figures.ts';
import { originLines, targetLines } from './targets.ts';

/** A table as lines for the terminal. */
export function tableLines({ title, reference, unit, rows, note }: Table): readonly string[] {
  const cells = rows.map(({ name, value, ratio: over, bytes, error }) =>
    error === undefined
      ? [
          name,
          figure(value.median, unit),
          value.samples === 1 ? '' : `${figure(value.low, unit)} to ${figure(value.high, unit)}`,
          over === undefined ? '' : `${ratio(over)} x`,
          bytes === undefined ? '' : `${figure(bytes, 'bytes')} allocated`,
        ]
      : [name, `FAILED ${error}`],
  );
  return [`\n${title} (x: over ${reference})`, ...aligned(cells), ...(note === undefined ? [] : [`  ${note}`])];
}

export function curveLines({ title, of, unit, points, exponent, order }: Curve): readonly string[] {
  const cells = points.map(({ size, value, bytes }) => [
    size.toLocaleString('en-US'),
    figure(value.median, unit),
    `${figure(value.low, unit)} to ${figure(value.high, unit)}`,
    bytes === undefined ? '' : `${figure(bytes, 'bytes')} allocated`,
  ]);
  return [`\n${title} by ${of}: ${order}, exponent ${digits(exponent)}`, ...aligned(cells)];
}

/** What the results say of the targets, beside the strongest peers, and beside the project that this one grew out of. */
export function summaryLines(results: Pick<Results, 'tables'>): readonly string[] {
  const targets = targetLines(results).map((line) => [line.what, line.target, line.measured, line.peer, line.verdict]);
  const origin = originLines(results).map(([what = '', theirs = '', ours = '', factor = '']) => [
    what,
    theirs,
    ours,
    factor,
  ]);
  const peers = contestLines(results).map(({ what, ours, peer, factor, verdict }) => [
    what,
    ours,
    peer,
    factor,
    verdict,
  ]);
  return [
    '\nTargets',
    ...aligned(targets),
    '\nBeside the strongest peer',
    ...aligned(peers),
    '\nBeside the origin, by its own figures',
    ...aligned(origin),
  ];
}

function aligned(cells: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of cells) {
    row.forEach((cell, column) => {
      if (!cell.startsWith('FAILED')) widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return cells.map((row) =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}
