import type { Gateway, OperationNames } from './operation.ts';
import type { GatewayStatus } from './status.ts';

/** Units that CloudWatch knows and this toolkit uses. */
export type MetricUnit = 'Count' | 'Milliseconds' | 'Bytes' | 'Megabytes' | 'Percent' | 'None';

export interface RecordMetricParams {
  /** 1 to 1024 characters. */
  readonly name: string;
  /** A finite number. */
  readonly value: number;
  /** Default `Count`. */
  readonly unit?: MetricUnit | undefined;
}

export interface TrackDurationParams<Result> {
  /** The metric's name; its unit is milliseconds. */
  readonly name: string;
  /** What is timed. Its result, or its error, is passed on. */
  readonly run: () => Result;
}

export interface CountInvocationParams {
  readonly durationMs: number;
  readonly failed: boolean;
  /** First invocation of this execution environment. */
  readonly coldStart: boolean;
}

export interface ExportMetricsParams {
  readonly format: 'json' | 'prometheus';
}

export interface MetricSummary {
  readonly name: string;
  readonly unit: MetricUnit;
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
  /** Records the default set of one invocation: count, error, duration, cold start, cache hits and misses, memory. */
  countInvocation(params: CountInvocationParams): void;
  /** All series since creation, as JSON text or Prometheus text exposition format. Throws `METRICS_UNKNOWN_FORMAT`. */
  exportMetrics(params: ExportMetricsParams): string;
  /** Writes what this invocation recorded as one EMF document; answers how many metrics it held. */
  publish(): number;
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
  COUNT_INVOCATION: 'countInvocation',
  EXPORT_METRICS: 'exportMetrics',
  PUBLISH: 'publish',
  GET_SUMMARIES: 'getSummaries',
  GET_STATUS: 'getStatus',
};

export interface MetricsGateway extends Gateway<MetricsOperations> {}
