import type { CostProtection, GatewayStatus, HealthMetrics } from '@hearthgate/contracts';
import type { MetricsPorts } from '../ports.ts';
import { aggregateOf } from '../series/percentiles.ts';
import type { SeriesStore } from '../series/series-store.ts';

export interface HealthInput {
  readonly store: SeriesStore;
  readonly errorRate: number;
  readonly limitBytes: number | undefined;
  readonly protection: CostProtection;
  readonly peers: MetricsPorts;
}

/** How the function does, as far as metrics and their peers can see. */
export function healthMetrics({ store, errorRate, limitBytes, protection, peers }: HealthInput): HealthMetrics {
  const durations = aggregateOf(store.named('Duration'), [95]);
  const cache = answerOf(() => peers.cache.getStatus());
  const singletons = answerOf(() => peers.singleton.getStatus());
  const logging = answerOf(() => peers.logging.getStatus());
  const { hits = 0, misses = 0 } = cache?.stats ?? {};
  const lookups = hits + misses;
  return {
    errorRate,
    ...(durations === undefined ? {} : { averageMs: durations.mean, p95Ms: durations.values[0]?.value }),
    memory: { usedBytes: process.memoryUsage.rss(), ...(limitBytes === undefined ? {} : { limitBytes }) },
    ...(lookups === 0 ? {} : { cacheHitRate: hits / lookups }),
    singletons: singletons?.instances ?? 0,
    impaired: Object.entries({ cache, singleton: singletons, logging }).flatMap(impairment),
    protection,
  };
}

function impairment([gateway, status]: [string, GatewayStatus | undefined]): readonly GatewayStatus[] {
  if (status === undefined) return [{ gateway, state: 'unhealthy', reasons: ['It did not say how it does.'] }];
  const { state, reasons } = status;
  return state === 'healthy' ? [] : [{ gateway, state, reasons }];
}

/** A peer that fails is impaired; it does not keep the others from being looked at. */
function answerOf<Answer>(ask: () => Answer): Answer | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
