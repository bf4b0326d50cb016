import type { Ports } from '@hearthgate/contracts';

/** What security asks of its peers. The cache is used by the pipeline, for the answers of `checkUrl`. */
export interface SecurityPorts
  extends Ports<'security', { cache: 'get' | 'set'; logging: 'warning'; metrics: 'recordMetric' }> {}

/** The null objects: nothing is kept, refusals leave no line and are counted in `getStatus` only. */
export const alone: SecurityPorts = {
  cache: { get: async () => undefined, set: async () => {} },
  logging: { warning() {} },
  metrics: { recordMetric() {} },
};
