/** Numbers about a Lambda function, as one EMF document an invocation. Documents and series are not offered themselves. */
export type {
  CountInvocationParams,
  ExportMetricsParams,
  MetricSummary,
  MetricsGateway,
  MetricsOperations,
  MetricsStatus,
  MetricUnit,
  RecordMetricParams,
  TrackDurationParams,
} from '@hearthgate/contracts';
export { MetricsOperation } from '@hearthgate/contracts';
export { createMetricsGateway, genericMetricsOperation } from './core.ts';
export { defaultMetrics } from './default-metrics.ts';
export type { Destination } from './destination.ts';
export type { MetricsOptions } from './options.ts';
export type { MetricsPorts } from './ports.ts';
