import { testGatewayContract } from '@hearthgate/testing';
import { createMetricsGateway, MetricsOperation } from '../src/index.ts';

testGatewayContract('metrics', {
  names: MetricsOperation,
  create: (wiring) => createMetricsGateway({ destination: { write() {} } }, wiring),
  samples: {
    recordMetric: { params: [{ name: 'Directives', value: 3 }], kind: 'sync' },
    trackDuration: { params: [{ name: 'Lookup', run: () => 'found' }], kind: 'sync' },
    trackMemory: { params: [], kind: 'sync' },
    countInvocation: { params: [{ durationMs: 12, failed: false, coldStart: true }], kind: 'sync' },
    trackColdStart: { params: [{ durationMs: 80 }], kind: 'sync' },
    trackErrorRate: { params: [{ name: 'Bridge', failed: true }], kind: 'sync' },
    calculatePercentiles: { params: [{ name: 'Duration' }], kind: 'sync' },
    aggregate: { params: [{ names: ['Duration', 'Lookup'], percentiles: [50] }], kind: 'sync' },
    monitorCost: { params: [], kind: 'sync' },
    getPerformanceStats: { params: [], kind: 'sync' },
    getHealthMetrics: { params: [], kind: 'sync' },
    backup: { params: [], kind: 'async' },
    restore: { params: [{ name: 'other' }], kind: 'async' },
    reset: { params: [], kind: 'sync' },
    exportMetrics: { params: [{ format: 'prometheus' }], kind: 'sync' },
    publish: { params: [], kind: 'sync' },
    getSummaries: { params: [], kind: 'sync' },
    getStatus: { params: [], kind: 'sync' },
  },
});
