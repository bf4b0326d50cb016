import type { OperationPerformance, PerformanceStats } from '@hearthgate/contracts';
import type { Statistics } from '@hearthgate/kernel';
import { aggregateOf } from '../series/percentiles.ts';
import type { SeriesStore } from '../series/series-store.ts';

const MAX_OPERATIONS = 10;

/** Invocations as they were counted, and the operations that took most time. */
export function performanceStats(store: SeriesStore, statistics: Statistics): PerformanceStats {
  const sumOf = (name: string) => store.named(name).reduce((sum, series) => sum + series.sum, 0);
  const initMs = store.named('InitDuration').at(-1)?.max;
  const durations = aggregateOf(store.named('Duration'), [50, 95, 99]);
  const [p50, p95, p99] = durations?.values ?? [];
  return {
    invocations: sumOf('Invocations'),
    errors: sumOf('Errors'),
    coldStarts: sumOf('ColdStart'),
    ...(initMs === undefined ? {} : { initMs }),
    ...(durations === undefined
      ? {}
      : {
          averageMs: durations.mean,
          p50Ms: p50?.value,
          p95Ms: p95?.value,
          p99Ms: p99?.value,
          maxMs: durations.max,
        }),
    operations: slowestOperations(statistics),
  };
}

function slowestOperations(statistics: Statistics): readonly OperationPerformance[] {
  return Object.entries(statistics.operations())
    .flatMap(([gateway, table]) => Object.entries(table).map(([operation, counts]) => ({ gateway, operation, counts })))
    .sort((left, right) => right.counts.totalMs - left.counts.totalMs)
    .slice(0, MAX_OPERATIONS)
    .map(({ gateway, operation, counts: { calls, errors, totalMs, maxMs } }) => ({
      gateway,
      operation,
      calls,
      errors,
      averageMs: totalMs / calls,
      maxMs,
    }));
}
