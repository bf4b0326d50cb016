import type { MetricUnit } from '@hearthgate/contracts';

/** What a unit amounts to in the base unit of its kind, as Prometheus wants it. */
export interface BaseUnit {
  /** `seconds`, `bytes_per_second`; empty for numbers of things. */
  readonly name: string;
  /** How many of the base unit one is. */
  readonly factor: number;
}

const KIBI = 1_024;
const KILO = 1_000;

const one = (name: string, factor = 1): BaseUnit => ({ name, factor });

/** A kilobyte is 1,024 bytes, as where Lambda counts memory; a kilobit is 1,000 bits, as on a network. */
const plain = {
  Seconds: one('seconds'),
  Milliseconds: one('seconds', 0.001),
  Microseconds: one('seconds', 0.000_001),
  Bytes: one('bytes'),
  Kilobytes: one('bytes', KIBI),
  Megabytes: one('bytes', KIBI ** 2),
  Gigabytes: one('bytes', KIBI ** 3),
  Terabytes: one('bytes', KIBI ** 4),
  Bits: one('bits'),
  Kilobits: one('bits', KILO),
  Megabits: one('bits', KILO ** 2),
  Gigabits: one('bits', KILO ** 3),
  Terabits: one('bits', KILO ** 4),
  Percent: one('percent'),
  Count: one(''),
  None: one(''),
} as const satisfies Partial<Record<MetricUnit, BaseUnit>>;

type PlainUnit = keyof typeof plain;

const rates: readonly (readonly [string, BaseUnit])[] = Object.entries(plain)
  .filter(([unit, { name }]) => unit === 'Count' || name === 'bytes' || name === 'bits')
  .map(([unit, { name, factor }]) => [
    `${unit}/Second`,
    one(name === '' ? 'per_second' : `${name}_per_second`, factor),
  ]);

/** All units of CloudWatch (MetricDatum in its API reference). */
export const units: ReadonlyMap<unknown, BaseUnit> = new Map<PlainUnit | string, BaseUnit>([
  ...Object.entries(plain),
  ...rates,
]);
