import { units } from './units.ts';

/** CloudWatch accepts values from -2^360 to 2^360. */
const MAX_MAGNITUDE = 2 ** 360;

/** Longest name of a metric in the embedded metric format. */
const MAX_NAME_LENGTH = 1_024;

/** Why a value is refused, with what mends it. */
export const refusals = {
  name: 'The name is 1 to 1024 characters without control characters, not blank.',
  reserved: 'The name belongs to the document itself; choose another.',
  value: 'The value is a finite number from -2^360 to 2^360.',
  unit: 'The unit is one of CloudWatch, as Count, Milliseconds, Megabytes, Percent or Bytes/Second.',
  otherUnit: 'The name was recorded with another unit before; use one unit for one name.',
  secret: 'The name or the value looks like a secret and would be hidden; choose another name.',
  bound: 'There are maxSeries series already; record fewer names, never one per user, device or request.',
  resolution: 'The resolution is 1 or 60 seconds.',
  dimensions: 'Dimensions are up to 30 names and values of printable ASCII, the name not one of the document itself.',
  identifier: 'A value of a dimension looks like an identifier, which would make new metrics without end.',
  values: 'A dimension had 20 distinct values already, and each further one makes new metrics to pay for.',
} as const;

export type Refusal = keyof typeof refusals;

/** Whether the format can carry the number. */
export function isRecordable(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= MAX_MAGNITUDE;
}

/** What is wrong with a recording by itself; `undefined` when nothing is. */
export function refusalOf(name: unknown, value: unknown, unit: unknown): Refusal | undefined {
  if (!isName(name)) return 'name';
  if (!isRecordable(value)) return 'value';
  return units.has(unit) ? undefined : 'unit';
}

function isName(name: unknown): name is string {
  if (typeof name !== 'string' || name.length > MAX_NAME_LENGTH || name.trim() === '') return false;
  return name.isWellFormed() && !/\p{Cc}/u.test(name);
}
