import { type CostProtection, gatewayNames, type HealthMetrics, matrixCells } from '@hearthgate/contracts';
import type { Environment } from '@hearthgate/kernel';
import type { MetricsPorts } from '../ports.ts';
import { aggregateOf } from '../series/percentiles.ts';
import type { SeriesStore } from '../series/series-store.ts';
import { healthDeductions, healthScore } from './health-score.ts';

export interface HealthInput {
  readonly store: SeriesStore;
  readonly environment: Environment;
  readonly errorRate: number;
  readonly limitBytes: number | undefined;
  readonly protection: CostProtection;
  readonly peers: MetricsPorts;
}

/** How the function does, as far as metrics and their peers can see. */
export function healthMetrics({
  store,
  environment,
  errorRate,
  limitBytes,
  protection,
  peers,
}: HealthInput): HealthMetrics {
  const durations = aggregateOf(store.named('Duration'), [95]);
  const p95Ms = durations?.values[0]?.value;
  const usedBytes = process.memoryUsage.rss();
  const cache = answerOf(() => peers.cache.getStatus());
  const singletons = answerOf(() => peers.singleton.getStatus());
  const logging = answerOf(() => peers.logging.getStatus());
  const impaired = [
    ...(cache?.state === 'healthy' ? [] : ['cache']),
    ...(singletons?.state === 'healthy' ? [] : ['singleton']),
    ...(logging?.state === 'healthy' ? [] : ['logging']),
  ];
  const memoryRatio = limitBytes === undefined ? undefined : usedBytes / limitBytes;
  const deductions = healthDeductions({ errorRate, p95Ms, memoryRatio, protection, impaired });
  const { hits = 0, misses = 0 } = cache?.stats ?? {};
  const lookups = hits + misses;
  return {
    score: healthScore(deductions),
    deductions,
    errorRate,
    ...(durations === undefined ? {} : { averageMs: durations.mean, p95Ms }),
    memory: { usedBytes, ...(limitBytes === undefined ? {} : { limitBytes }) },
    ...(lookups === 0 ? {} : { cacheHitRate: hits / lookups }),
    singletons: singletons?.instances ?? 0,
    utilization: { observed: observedCells(environment), declared: matrixCells().length },
    protection,
  };
}

/** Cells of the matrix that were used at least once; gateways of other makers are not in it. */
function observedCells({ statistics }: Environment): number {
  const known: readonly string[] = gatewayNames;
  const used = statistics.cells().filter(({ caller, callee }) => known.includes(caller) && known.includes(callee));
  return new Set(used.map(({ caller, callee }) => `${caller}>${callee}`)).size;
}

/** A peer that fails is impaired; it does not keep the others from being looked at. */
function answerOf<Answer>(ask: () => Answer): Answer | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
