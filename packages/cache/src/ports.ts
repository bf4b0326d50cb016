import type { Ports } from '@hearthgate/contracts';

/** What the cache asks of its peers. */
export interface CachePorts extends Ports<'cache', { logging: 'warning'; metrics: 'recordMetric'; utility: 'hash' }> {}

/** What stands in for a peer that is missing, or already on the chain of the call. */
export const alone: CachePorts = {
  logging: { warning() {} },
  metrics: { recordMetric() {} },
  // The same hash as utility's, so that a key leads to the same entry whatever the chain.
  utility: {
    hash: ({ value }) => process.getBuiltinModule('node:crypto').hash('sha256', String(value), 'hex'),
  },
};
