import { assumptions } from './assumptions.ts';
import type { MonthlyUse } from './bill.ts';
import type { Result } from './simulation/tally.ts';

/** What one home's devices take in the table: its discovery, packed (apps/ha-extension/src/bridge/discovery). */
const DEVICES_BYTES = 3_072;

/** A month at the pace of a run of whole days. */
export function monthOf(result: Result): MonthlyUse {
  const { fromMs, untilMs, memoryMb, homes, hasTable } = result.scenario;
  const factor = (assumptions.hoursPerMonth * 3_600_000) / (untilMs - fromMs);
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
