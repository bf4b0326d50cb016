import type { Ports } from '@hearthgate/contracts';

/** What this gateway asks of its peers. */
export interface CircuitBreakerPorts
  extends Ports<
    'circuit-breaker',
    {
      cache: 'get' | 'set' | 'delete';
      singleton: 'get';
      logging: 'info' | 'warning';
      metrics: 'recordMetric';
      utility: 'formatDuration';
    }
  > {}

/** The null objects: breakers live in this gateway alone, silently. */
export const alone: CircuitBreakerPorts = {
  cache: { get: async () => undefined, set: async () => {}, delete: async () => false },
  singleton: { get: async ({ create }) => create?.() as never },
  logging: { info() {}, warning() {} },
  metrics: { recordMetric() {} },
  utility: { formatDuration: ({ durationMs }) => `${Math.ceil(durationMs)} ms` },
};
