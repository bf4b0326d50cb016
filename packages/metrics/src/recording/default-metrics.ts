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

/** Takes a measurement. */
export type Take = (name: string, value: number, unit: MetricUnit) => void;

/** What one invocation amounts to; `coldStart` is whether it is counted as one here. */
export function measureInvocation(
  { durationMs, failed }: CountInvocationParams,
  coldStart: boolean,
  residentBytes: number,
  cache: { readonly cacheHits: number; readonly cacheMisses: number } | undefined,
  take: Take,
): void {
  take('Invocations', 1, 'Count');
  take('Errors', failed ? 1 : 0, 'Count');
  take('Duration', rounded(durationMs, 1_000), 'Milliseconds');
  take('ColdStart', coldStart ? 1 : 0, 'Count');
  take('CacheHits', cache?.cacheHits ?? 0, 'Count');
  take('CacheMisses', cache?.cacheMisses ?? 0, 'Count');
  takeMegabytes('MemoryUsedMb', residentBytes, take);
}

/** Resident memory, which Lambda bills and limits, and the part of it that the heap uses. */
export function measureMemory(take: Take): void {
  const { rss, heapUsed } = process.memoryUsage();
  takeMegabytes('MemoryUsedMb', rss, take);
  takeMegabytes('HeapUsedMb', heapUsed, take);
}

/** Cuts digits that no clock measures and every document would carry. */
export function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}

function takeMegabytes(name: string, bytes: number, take: Take): void {
  take(name, rounded(bytes / BYTES_PER_MEGABYTE, 10), 'Megabytes');
}
