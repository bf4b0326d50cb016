import { assumptions, daysPerMonth } from './assumptions.ts';
import type { MonthlyUse } from './bill.ts';
import { invocationsPerDay } from './durations.ts';
import type { Result } from './simulation/tally.ts';

/** What one home's devices take in the table: its discovery, packed (apps/ha-extension/src/bridge/discovery). */
const DEVICES_BYTES = 3_072;

type Counted = Pick<
  Result,
  'scenario' | 'arrived' | 'invoked' | 'billedMs' | 'logBytes' | 'bytesOut' | 'tableReadUnits' | 'tableWriteUnits'
>;

/** Whether a run is of whole days; else it is of the busiest hour. */
export function isOfDays({ scenario: { fromMs, untilMs } }: Pick<Result, 'scenario'>): boolean {
  return (untilMs - fromMs) % 86_400_000 === 0;
}

/** What so many homes ask on a day, in the mean. */
export function askedPerDay(homes: number): number {
  return homes * Object.values(invocationsPerDay()).reduce((sum, each) => sum + each, 0);
}

/** A month at the pace of a run of whole days; an hour stands for the day by what is asked in it. */
export function monthOf(result: Counted): MonthlyUse {
  const { fromMs, untilMs, memoryMb, homes, hasTable } = result.scenario;
  const factor = isOfDays(result)
    ? (assumptions.hoursPerMonth * 3_600_000) / (untilMs - fromMs)
    : (daysPerMonth * askedPerDay(homes)) / Math.max(1, result.arrived);
  return {
    memoryMb,
    requests: result.invoked * factor,
    billedMs: result.billedMs * factor,
    logBytes: result.logBytes * factor,
    bytesOut: result.bytesOut * factor,
    tableReadUnits: result.tableReadUnits * factor,
    tableWriteUnits: result.tableWriteUnits * factor,
    tableBytes: hasTable ? homes * DEVICES_BYTES : 0,
  };
}
