import type { CountInvocationParams, MetricUnit } from '@hearthgate/contracts';

const BYTES_PER_MEGABYTE = 1_048_576;

/**
 * The names that an invocation records by itself, and the errors that the logging gateway counts. Nine of the ten
 * custom metrics that the AWS free tier has; pass them as `publishedMetrics` to stay inside it whatever else is recorded.
 */
export const defaultMetrics: readonly string[] = [
  'Invocations',
  'Errors',
  'Duration',
  'ColdStart',
  'CacheHits',
  'CacheMisses',
  'MemoryUsedMb',
  'HeapUsedMb',
  'LogErrors',
];

/** A name, a value and its unit. */
export type Measurement = readonly [name: string, value: number, unit: MetricUnit];

/** What one invocation amounts to. A cold start is counted here unless `trackColdStart` has counted it. */
export function invocationMeasurements(
  { durationMs, failed, coldStart }: CountInvocationParams,
  residentBytes: number,
  cache: { readonly cacheHits: number; readonly cacheMisses: number } = { cacheHits: 0, cacheMisses: 0 },
): readonly Measurement[] {
  return [
    ['Invocations', 1, 'Count'],
    ['Errors', failed ? 1 : 0, 'Count'],
    ['Duration', rounded(durationMs, 1_000), 'Milliseconds'],
    ['ColdStart', coldStart ? 1 : 0, 'Count'],
    ['CacheHits', cache.cacheHits, 'Count'],
    ['CacheMisses', cache.cacheMisses, 'Count'],
    residentMemory(residentBytes),
  ];
}

/** Resident memory, which Lambda bills and limits, and the part of it that the heap uses. */
export function memoryMeasurements(): readonly Measurement[] {
  const { rss, heapUsed } = process.memoryUsage();
  return [residentMemory(rss), ['HeapUsedMb', rounded(heapUsed / BYTES_PER_MEGABYTE, 10), 'Megabytes']];
}

/** Cuts digits that no clock measures and every document would carry. */
export function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}

function residentMemory(bytes: number): Measurement {
  return ['MemoryUsedMb', rounded(bytes / BYTES_PER_MEGABYTE, 10), 'Megabytes'];
}
