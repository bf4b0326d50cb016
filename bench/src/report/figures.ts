import type { Spread, Unit } from '../result.ts';

const STEPS: Readonly<Partial<Record<Unit, readonly (readonly [least: number, over: number, unit: string])[]>>> = {
  ns: [
    [1e9, 1e9, 's'],
    [1e6, 1e6, 'ms'],
    [1e4, 1e3, 'us'],
    [0, 1, 'ns'],
  ],
  bytes: [
    [1e6, 1e6, 'MB'],
    [1e4, 1e3, 'kB'],
    [0, 1, 'B'],
  ],
};

/** The unit in which values up to this one are read best, and how many of the table's it is. */
export function readableUnit(largest: number, unit: Unit): { readonly over: number; readonly name: string } {
  const [, over, name] = STEPS[unit]?.find(([least]) => Math.abs(largest) >= least) ?? [0, 1, unit];
  return { over, name };
}

/** Three digits, in the unit in which they are read best. */
export function figure(value: number, unit: Unit): string {
  const { over, name } = readableUnit(value, unit);
  return `${digits(value / over)} ${name}`;
}

export function digits(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  return value.toFixed(size >= 1 ? 2 : 3);
}

export function ratio({ samples, median, low, high }: Spread): string {
  if (samples === 1) return digits(median);
  return `${digits(median)} (${digits(low)}-${digits(high)})`;
}
