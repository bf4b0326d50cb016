import type { Drive, Subject } from '../subject.ts';

const metricsOf = ({ gateways }: Subject) => gateways.metrics.operations;

export const metricsDrive: Drive<'metrics'> = {
  recordMetric: (subject) =>
    metricsOf(subject).recordMetric({ name: 'Directives', value: 3, dimensions: { Room: 'kitchen' } }),
  trackDuration: (subject) => metricsOf(subject).trackDuration({ name: 'Lookup', run: () => 'found' }),
  trackMemory: (subject) => metricsOf(subject).trackMemory(),
  countInvocation: (subject) => metricsOf(subject).countInvocation({ durationMs: 12, failed: false, coldStart: true }),
  trackColdStart: (subject) => metricsOf(subject).trackColdStart({ durationMs: 80 }),
  trackErrorRate: (subject) => metricsOf(subject).trackErrorRate({ name: 'Bridge', failed: true }),
  calculatePercentiles: (subject) => metricsOf(subject).calculatePercentiles({ name: 'Duration' }),
  aggregate: (subject) => metricsOf(subject).aggregate({ names: ['Duration', 'Lookup'] }),
  monitorCost: (subject) => metricsOf(subject).monitorCost(),
  getPerformanceStats: (subject) => metricsOf(subject).getPerformanceStats(),
  getHealthMetrics: (subject) => metricsOf(subject).getHealthMetrics(),
  getSummaries: (subject) => metricsOf(subject).getSummaries(),
  exportMetrics: (subject) => metricsOf(subject).exportMetrics({ format: 'prometheus' }),
  publish: (subject) => metricsOf(subject).publish(),
  backup: (subject) => metricsOf(subject).backup(),
  restore: (subject) => metricsOf(subject).restore(),
  reset: (subject) => metricsOf(subject).reset(),
  getStatus: (subject) => metricsOf(subject).getStatus(),
};
