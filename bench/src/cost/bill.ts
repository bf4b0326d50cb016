import { assumptions, daysPerMonth } from './assumptions.ts';
import type { MemoryMb } from './measurement.ts';
import { logCostUsd, type Priced, prices } from './prices.ts';

/** What a month amounts to. */
export interface MonthlyUse {
  readonly requests: number;
  readonly billedMs: number;
  readonly memoryMb: MemoryMb;
  readonly logBytes: number;
  readonly bytesOut: number;
  readonly tableReadUnits: number;
  readonly tableWriteUnits: number;
  readonly tableBytes: number;
}

export type BillItem = 'requests' | 'duration' | 'logs' | 'log storage' | 'metrics' | 'alarms' | 'data out' | 'table';

export type Bill = Readonly<Record<BillItem, number>>;

export function gbSecondsOf({ billedMs, memoryMb }: Pick<MonthlyUse, 'billedMs' | 'memoryMb'>): number {
  return (billedMs / 1_000) * (memoryMb / 1_024);
}

/** A month's bill by item, US dollars, after what is free. */
export function billOf(use: MonthlyUse): Bill {
  const { freeRequests, usdPerRequest, freeGbSeconds, usdPerGbSecond } = prices;
  const { customMetrics, alarms, logDays, logCompression, architecture } = assumptions;
  return {
    requests: beyond(use.requests, freeRequests) * usdPerRequest,
    duration: beyond(gbSecondsOf(use), freeGbSeconds) * usdPerGbSecond[architecture],
    logs: logCostUsd(use.logBytes),
    'log storage':
      beyond(use.logBytes, prices.freeLogBytes) * logCompression * (logDays / daysPerMonth) * prices.logStorage.usdEach,
    metrics: beyond(customMetrics, prices.freeCustomMetrics) * prices.usdPerCustomMetric,
    alarms: cost(alarms, prices.alarms),
    'data out': cost(use.bytesOut, prices.dataOut),
    table:
      cost(use.tableReadUnits, prices.tableReadUnits) +
      cost(use.tableWriteUnits, prices.tableWriteUnits) +
      cost(use.tableBytes, prices.tableStorage),
  };
}

export function totalUsd(bill: Bill): number {
  return Object.values(bill).reduce((sum, usd) => sum + usd, 0);
}

function cost(used: number, { free, usdEach }: Priced): number {
  return beyond(used, free) * usdEach;
}

function beyond(used: number, free: number): number {
  return Math.max(0, used - free);
}
