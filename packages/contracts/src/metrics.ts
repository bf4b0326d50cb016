import type { Gateway, OperationNames } from './operation.ts';
import type { GatewayStatus } from './status.ts';

type TimeUnit = 'Seconds' | 'Milliseconds' | 'Microseconds';
type DataUnit = `${'Kilo' | 'Mega' | 'Giga' | 'Tera'}${'bytes' | 'bits'}` | 'Bytes' | 'Bits';

/** The units that CloudWatch knows: `Count`, `Milliseconds`, `Megabytes`, `Bytes/Second`. */
export type MetricUnit = TimeUnit | DataUnit | 'Percent' | 'Count' | 'None' | `${DataUnit | 'Count'}/Second`;

export interface RecordMetricParams {
  /** 1 to 1024 characters. */
  readonly name: string;
  /** A finite number. */
  readonly value: number;
  /** Default `Count`. */
  readonly unit?: MetricUnit | undefined;
  /**
   * Dimensions of this value beside those of the gateway. Each combination of values is a metric to pay for, so a name
   * takes 20 distinct values at most, and identifiers are refused. Default none.
   */
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  /** Seconds between points that CloudWatch keeps. 1 costs more to read and to alarm on. Default 60. */
  readonly resolution?: 1 | 60 | undefined;
}

export interface TrackDurationParams<Result> {
  /** The metric's name; its unit is milliseconds. */
  readonly name: string;
  /** What is timed. Its result, or its error, is passed on. */
  readonly run: () => Result;
}

export interface TrackColdStartParams {
  /** How long the start took, in milliseconds; recorded as `InitDuration` and billed since August 2025. */
  readonly durationMs?: number | undefined;
}

export interface TrackErrorRateParams {
  /** What succeeded or failed: `Bridge`. Recorded as `BridgeErrorRate`. */
  readonly name: string;
  readonly failed: boolean;
}

export interface CountInvocationParams {
  readonly durationMs: number;
  readonly failed: boolean;
  /** First invocation of this execution environment. */
  readonly coldStart: boolean;
}

export interface CalculatePercentilesParams {
  readonly name: string;
  /** From 0 to 100. Default 50, 90, 95 and 99. */
  readonly percentiles?: readonly number[] | undefined;
}

export interface PercentileValue {
  readonly percentile: number;
  /** At most `relativeError` away from the exact one, and never outside what was recorded. */
  readonly value: number;
}

export interface Percentiles {
  readonly unit: MetricUnit;
  readonly count: number;
  /** 0.01: a value of 200 ms stands for 198 to 202 ms. */
  readonly relativeError: number;
  readonly values: readonly PercentileValue[];
}

export interface AggregateParams {
  /** Names whose values are taken together; those never recorded are passed over. */
  readonly names: readonly string[];
  /** As for `calculatePercentiles`. */
  readonly percentiles?: readonly number[] | undefined;
}

export interface MetricAggregate extends Percentiles {
  readonly sum: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
}

/** What the cost report advises: nothing, to leave out what is not needed, or to answer only what must be answered. */
export type CostProtection = 'none' | 'reduce' | 'stop';

/** One thing that AWS bills, this month. */
export interface CostItem {
  readonly item: 'requests' | 'gbSeconds' | 'logBytes' | 'customMetrics';
  readonly used: number;
  /** What a month has free of charge, for the whole account. */
  readonly free: number;
  /** Used over the part of the free tier that this function may use. */
  readonly usedRatio: number;
  /** Price of what goes beyond, in US dollars. */
  readonly costUsd: number;
}

export interface CostReport {
  /** The month in UTC: `2026-11`. */
  readonly month: string;
  readonly items: readonly CostItem[];
  /** US dollars for this month so far, beyond the free tier. */
  readonly costUsd: number;
  /** Greatest `usedRatio` of requests and GB-seconds. */
  readonly usedRatio: number;
  /** `usedRatio` at the end of the month at the pace so far; absent in the first hour. */
  readonly projectedRatio?: number | undefined;
  readonly protection: CostProtection;
  /** Why protection is not `none`; absent when it is. */
  readonly reason?: string | undefined;
  /** When the prices were read, and where. */
  readonly prices: { readonly asOf: string; readonly sources: readonly string[] };
}

export interface OperationPerformance {
  readonly gateway: string;
  readonly operation: string;
  readonly calls: number;
  readonly errors: number;
  readonly averageMs: number;
  readonly maxMs: number;
}

/** How fast the function answers, over the life of this execution environment. */
export interface PerformanceStats {
  readonly invocations: number;
  readonly errors: number;
  readonly coldStarts: number;
  /** Milliseconds of the start; absent when `trackColdStart` was not told. */
  readonly initMs?: number | undefined;
  /** Absent before the first invocation, as are the percentiles. */
  readonly averageMs?: number | undefined;
  readonly p50Ms?: number | undefined;
  readonly p95Ms?: number | undefined;
  readonly p99Ms?: number | undefined;
  readonly maxMs?: number | undefined;
  /** The ten operations that took most time in all. */
  readonly operations: readonly OperationPerformance[];
}

/** How the function does, as far as metrics can see. What it amounts to is the lambda gateway's `healthCheck` to say. */
export interface HealthMetrics {
  /** 0 to 1, of the last five minutes. */
  readonly errorRate: number;
  readonly averageMs?: number | undefined;
  readonly p95Ms?: number | undefined;
  readonly memory: { readonly usedBytes: number; readonly limitBytes?: number | undefined };
  /** 0 to 1; absent before the first lookup, or without a cache. */
  readonly cacheHitRate?: number | undefined;
  /** Instances that live once per environment; absent without a singleton gateway. */
  readonly singletons?: number | undefined;
  /** Those of cache, singleton and logging that are not healthy, or do not answer. */
  readonly impaired: readonly GatewayStatus[];
  readonly protection: CostProtection;
}

export interface ExportMetricsParams {
  /**
   * `json` and `prometheus`: all series since creation. `emf`: the lines that `publish` would write now, which are not
   * taken by that.
   */
  readonly format: 'json' | 'prometheus' | 'emf';
}

export interface BackupMetricsParams {
  /** Which backup. Default: the service's name. */
  readonly name?: string | undefined;
}

export interface MetricsBackup {
  readonly name: string;
  readonly series: number;
  /** Epoch milliseconds of the backup. */
  readonly savedAtMs: number;
}

export interface MetricSummary {
  readonly name: string;
  readonly unit: MetricUnit;
  /** Absent when it has none beside those of the gateway. */
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

export interface MetricsStatus extends GatewayStatus {
  readonly series: number;
  readonly documentsPublished: number;
  /** Values that were refused: not finite, a bad name, or beyond the bound on series. */
  readonly rejected: number;
}

/** Numbers about the function, written as one EMF document an invocation. */
export interface MetricsOperations {
  /** Adds a value. A value that CloudWatch would refuse is counted as rejected, never thrown. */
  recordMetric(params: RecordMetricParams): void;
  /** Times a function, synchronous or not. */
  trackDuration<Result>(params: TrackDurationParams<Result>): Result;
  /** Records heap and resident memory in megabytes. */
  trackMemory(): void;
  /** Counts the cold start of this execution environment, once; answers whether this call counted it. */
  trackColdStart(params?: TrackColdStartParams): boolean;
  /** Records the default set of one invocation: count, error, duration, cold start, cache hits and misses, memory. */
  countInvocation(params: CountInvocationParams): void;
  /**
   * Notes one outcome as 0 or 100 percent, so that the average in CloudWatch is the rate. Answers the rate of the last
   * five minutes in this environment, 0 to 1.
   */
  trackErrorRate(params: TrackErrorRateParams): number;
  /** Percentiles of all values of a name; `undefined` when it has none. Throws `METRICS_INVALID_PERCENTILE`. */
  calculatePercentiles(params: CalculatePercentilesParams): Percentiles | undefined;
  /**
   * Several names taken together; `undefined` when none has a value. Throws `METRICS_UNIT_MISMATCH` and
   * `METRICS_INVALID_PERCENTILE`.
   */
  aggregate(params: AggregateParams): MetricAggregate | undefined;
  /** This month's use of the free tier, what goes beyond it, and how far to protect it. */
  monitorCost(): CostReport;
  /** Invocations, their durations, and the operations that took most time. */
  getPerformanceStats(): PerformanceStats;
  /** Error rate, durations, memory, cache hit rate, protection, and the peers that are impaired. */
  getHealthMetrics(): HealthMetrics;
  /** Metrics as text. Throws `METRICS_UNKNOWN_FORMAT`. */
  exportMetrics(params: ExportMetricsParams): string;
  /** Writes what this invocation recorded as one EMF document; answers how many metrics it held. */
  publish(): number;
  /** Forgets all series and what is not published yet; the use of the free tier stays. Answers how many series. */
  reset(): number;
  /**
   * Keeps all series and this month's use of the free tier in the cache, where other environments add theirs. From then
   * on the end of this environment makes a last one.
   */
  backup(params?: BackupMetricsParams): Promise<MetricsBackup>;
  /** Adds a backup to what was recorded, each backup once; answers how many series it had, 0 when there is none. */
  restore(params?: BackupMetricsParams): Promise<number>;
  /** All series since creation. */
  getSummaries(): readonly MetricSummary[];
  /** State, with counts of series, documents and refused values. */
  getStatus(): MetricsStatus;
}

/** Names of the metrics operations. */
export const MetricsOperation: OperationNames<MetricsOperations> = {
  RECORD_METRIC: 'recordMetric',
  TRACK_DURATION: 'trackDuration',
  TRACK_MEMORY: 'trackMemory',
  TRACK_COLD_START: 'trackColdStart',
  COUNT_INVOCATION: 'countInvocation',
  TRACK_ERROR_RATE: 'trackErrorRate',
  CALCULATE_PERCENTILES: 'calculatePercentiles',
  AGGREGATE: 'aggregate',
  MONITOR_COST: 'monitorCost',
  GET_PERFORMANCE_STATS: 'getPerformanceStats',
  GET_HEALTH_METRICS: 'getHealthMetrics',
  EXPORT_METRICS: 'exportMetrics',
  PUBLISH: 'publish',
  RESET: 'reset',
  BACKUP: 'backup',
  RESTORE: 'restore',
  GET_SUMMARIES: 'getSummaries',
  GET_STATUS: 'getStatus',
};

export interface MetricsGateway extends Gateway<MetricsOperations> {}
