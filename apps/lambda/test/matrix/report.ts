import { gatewayNames, matrix } from '@hearthgate/contracts';
import type { Observation, ObservedCell } from './observe.ts';

const short = (gateway: string) => gateway.slice(0, 3).toUpperCase();

/** What `pnpm matrix` prints: the table, its sum, and each cell with its reason and its uses. */
export function matrixReport({ declared, observed, missing, extra, undriven }: Observation): string {
  return [
    table(observed),
    `${observed.length} of ${declared} observed`,
    ...[
      ['Not used by any operation', missing],
      ['Used, but not in the matrix', extra],
      ['Not driven', undriven],
    ].flatMap(([title, names]) => (names?.length ? [`${title}: ${(names as readonly string[]).join(', ')}`] : [])),
    observed.map(describe).join('\n'),
  ].join('\n\n');
}

/** Rows use columns: how often, `.` where there is no cell, `!` where a declared one was not used. */
function table(observed: readonly ObservedCell[]): string {
  const widest = Math.max(...gatewayNames.map((name) => name.length));
  const head = [''.padEnd(widest), ...gatewayNames.map((name) => short(name).padStart(4))].join(' ');
  const rows = gatewayNames.map((caller) => {
    const cells = gatewayNames.map((callee) => {
      if (caller === callee) return '-';
      if (!Object.hasOwn(matrix[caller], callee)) return '.';
      return String(observed.find((cell) => cell.caller === caller && cell.callee === callee)?.calls ?? '!');
    });
    return [caller.padEnd(widest), ...cells.map((cell) => cell.padStart(4))].join(' ');
  });
  return [head, ...rows].join('\n');
}

function describe({ caller, callee, reason, drivenBy, uses }: ObservedCell): string {
  const calls = uses.map(({ operation, calls }) => `${operation} x${calls}`).join(', ');
  const by = drivenBy.length > 0 ? drivenBy.join(', ') : 'other gateways only';
  return `${caller} -> ${callee}: ${reason}\n    by ${by}; calls ${calls}`;
}
