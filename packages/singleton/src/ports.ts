import type { Ports } from '@hearthgate/contracts';
import { type Environment, knownSecrets, redactText } from '@hearthgate/kernel';

/** What the singleton gateway asks of its peers. */
export interface SingletonPorts
  extends Ports<
    'singleton',
    {
      cache: 'invalidateTag';
      security: 'sanitizeError';
      logging: 'debug' | 'warning';
      metrics: 'recordMetric';
      utility: 'formatDuration';
      initialization: 'memoryStatus';
    }
  > {}

/** What stands in for a peer that is missing, or already on the chain of the call. */
export function aloneIn(environment: Environment): SingletonPorts {
  return {
    cache: { invalidateTag: async () => 0 },
    security: {
      sanitizeError: ({ error }) => {
        const { name, message } = error instanceof Error ? error : { name: typeof error, message: String(error) };
        return { name, message: redactText(message, knownSecrets(environment)), causes: [] };
      },
    },
    logging: { debug() {}, warning() {} },
    metrics: { recordMetric() {} },
    utility: { formatDuration: ({ durationMs }) => `${durationMs.toFixed(1)} ms` },
    // Without a limit there is no ratio, so memory is never near it.
    initialization: { memoryStatus: () => ({ residentBytes: 0, heapUsedBytes: 0 }) },
  };
}
