import { assumptions, daysPerMonth } from './assumptions.ts';
import { gbSecondsOf } from './bill.ts';
import { bytesOutOf, coldMs, logBytesOf, mixed, warmMs } from './durations.ts';
import type { Measurement, MemoryMb } from './measurement.ts';
import { prices } from './prices.ts';

export interface PerMillion {
  readonly memoryMb: MemoryMb;
  /** Billed milliseconds of one directive in the mean, cold starts shared out. */
  readonly billedMs: number;
  readonly requestsUsd: number;
  readonly durationUsd: number;
  readonly logsUsd: number;
  readonly dataOutUsd: number;
  readonly totalUsd: number;
}

const MILLION = 1_000_000;

/** What one directive takes of each allowance, in the mean. */
export interface PerDirective {
  readonly billedMs: number;
  readonly requests: number;
  readonly gbSeconds: number;
  readonly logBytes: number;
  readonly bytesOut: number;
}

export function perDirective(measurement: Measurement, memoryMb: MemoryMb, coldShare: number): PerDirective {
  const billedMs = warmMs(measurement, memoryMb) + coldShare * coldMs(measurement, memoryMb);
  return {
    billedMs,
    requests: 1,
    gbSeconds: gbSecondsOf({ billedMs, memoryMb }),
    logBytes: mixed((kind) => logBytesOf(measurement, kind)) + coldShare * assumptions.platformInitBytes,
    bytesOut: mixed((kind) => bytesOutOf(measurement, kind)),
  };
}

/** A million directives when nothing is free any more. */
export function perMillion(measurement: Measurement, memoryMb: MemoryMb, coldShare: number): PerMillion {
  const { billedMs, gbSeconds, logBytes, bytesOut } = perDirective(measurement, memoryMb, coldShare);
  const { logCompression, logDays, architecture } = assumptions;
  const requestsUsd = MILLION * prices.usdPerRequest;
  const durationUsd = MILLION * gbSeconds * prices.usdPerGbSecond[architecture];
  const kept = logCompression * (logDays / daysPerMonth) * prices.logStorage.usdEach;
  const logsUsd = MILLION * logBytes * (prices.usdPerLogByte + kept);
  const dataOutUsd = MILLION * bytesOut * prices.dataOut.usdEach;
  const totalUsd = requestsUsd + durationUsd + logsUsd + dataOutUsd;
  return { memoryMb, billedMs, requestsUsd, durationUsd, logsUsd, dataOutUsd, totalUsd };
}

export type Allowance = 'requests' | 'GB-seconds' | 'logs' | 'data out';

export interface FreeEdge {
  readonly memoryMb: MemoryMb;
  /** Directives a month that each allowance lasts for. */
  readonly lasts: Readonly<Record<Allowance, number>>;
  /** The allowance that ends first, and after how many. */
  readonly first: Allowance;
  readonly directives: number;
}

/** How many directives a month cost nothing. Metrics and alarms do not grow with them. */
export function freeEdge(measurement: Measurement, memoryMb: MemoryMb, coldShare: number): FreeEdge {
  const each = perDirective(measurement, memoryMb, coldShare);
  const lasts: Record<Allowance, number> = {
    requests: Math.floor(prices.freeRequests / each.requests),
    'GB-seconds': Math.floor(prices.freeGbSeconds / each.gbSeconds),
    logs: Math.floor(prices.freeLogBytes / each.logBytes),
    'data out': Math.floor(prices.dataOut.free / each.bytesOut),
  };
  const [first, directives] = (Object.entries(lasts) as [Allowance, number][]).reduce((least, one) =>
    one[1] < least[1] ? one : least,
  );
  return { memoryMb, lasts, first, directives };
}
