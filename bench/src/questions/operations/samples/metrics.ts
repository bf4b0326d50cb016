import { createCacheGateway } from '@hearthgate/cache';
import type { Environment } from '@hearthgate/kernel';
import { createMetricsGateway, type MetricsOperations } from '@hearthgate/metrics';
import { silent } from '../../silent.ts';
import type { Samples } from './sample.ts';

export async function metricsSamples(environment: Environment): Promise<Samples<MetricsOperations>> {
  const cache = createCacheGateway({}, { environment }).operations;
  const { operations } = createMetricsGateway({ destination: silent }, { environment, peers: { cache } });
  const recorded = () => {
    operations.publish();
    operations.countInvocation({ durationMs: 12, failed: false, coldStart: false });
    operations.recordMetric({ name: 'Lookups', value: 3 });
  };
  recorded();
  await operations.backup();
  // Values wait for their document, so a batch ends before they are many.
  const waiting = { before: recorded, maxCalls: 2_000 };
  return {
    recordMetric: { ...waiting, run: () => operations.recordMetric({ name: 'Lookups', value: 3 }) },
    trackDuration: { ...waiting, run: () => operations.trackDuration({ name: 'Lookup', run: () => 7 }) },
    trackMemory: { ...waiting, run: () => operations.trackMemory() },
    trackColdStart: { ...waiting, run: () => operations.trackColdStart({ durationMs: 80 }) },
    countInvocation: {
      ...waiting,
      run: () => operations.countInvocation({ durationMs: 12, failed: false, coldStart: false }),
    },
    trackErrorRate: { ...waiting, run: () => operations.trackErrorRate({ name: 'Bridge', failed: false }) },
    calculatePercentiles: () => operations.calculatePercentiles({ name: 'Lookups' }),
    aggregate: () => operations.aggregate({ names: ['Lookups'] }),
    monitorCost: () => operations.monitorCost(),
    getPerformanceStats: () => operations.getPerformanceStats(),
    getHealthMetrics: () => operations.getHealthMetrics(),
    exportMetrics: () => operations.exportMetrics({ format: 'prometheus' }),
    publish: {
      run: () => {
        operations.recordMetric({ name: 'Lookups', value: 3 });
        return operations.publish();
      },
    },
    reset: () => operations.reset(),
    backup: () => operations.backup(),
    restore: () => operations.restore(),
    getSummaries: () => operations.getSummaries(),
    getStatus: () => operations.getStatus(),
  };
}
