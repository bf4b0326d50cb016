/** Numbers about a Lambda function, as one EMF document an invocation. Documents and series are not offered themselves. */
export type {
  AggregateParams,
  BackupMetricsParams,
  CalculatePercentilesParams,
  CostItem,
  CostProtection,
  CostReport,
  CountInvocationParams,
  ExportMetricsParams,
  HealthMetrics,
  MetricAggregate,
  MetricSummary,
  MetricsBackup,
  MetricsGateway,
  MetricsOperations,
  MetricsStatus,
  MetricUnit,
  OperationPerformance,
  Percentiles,
  PercentileValue,
  PerformanceStats,
  RecordMetricParams,
  TrackColdStartParams,
  TrackDurationParams,
  TrackErrorRateParams,
} from '@hearthgate/contracts';
export { MetricsOperation } from '@hearthgate/contracts';
export { createMetricsGateway, genericMetricsOperation } from './core.ts';
export { awsPrices, type CostPrices } from './cost/prices.ts';
export type { Destination } from './destination.ts';
export type { CostOptions, MetricsOptions } from './options.ts';
export type { MetricsPorts } from './ports.ts';
export { defaultMetrics } from './recording/default-metrics.ts';
