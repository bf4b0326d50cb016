import type { Ports } from '@hearthgate/contracts';
import { type Environment, knownSecrets, redact } from '@hearthgate/kernel';

export interface LoggingPorts
  extends Ports<
    'logging',
    {
      cache: 'get' | 'set';
      singleton: 'get';
      security: 'filterSensitive';
      metrics: 'recordMetric';
      utility: 'formatDuration';
    }
  > {}

/**
 * What stands in for peers that are missing or already on the chain. Redaction never stops: without the security
 * gateway it knows secrets by name, by shape, and those that were registered.
 */
export function aloneIn(environment: Environment): LoggingPorts {
  return {
    cache: { get: async () => undefined, set: async () => {} },
    singleton: {
      get: async <Instance>({ create }: { readonly create?: (() => Instance | Promise<Instance>) | undefined }) =>
        create?.() as Instance,
    },
    security: {
      filterSensitive: <Data>({ data }: { readonly data: Data }) => redact(data, knownSecrets(environment)) as Data,
    },
    metrics: { recordMetric() {} },
    utility: { formatDuration: ({ durationMs }) => `${Math.round(durationMs * 10) / 10} ms` },
  };
}
