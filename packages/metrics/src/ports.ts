import type { Ports } from '@hearthgate/contracts';
import { type Environment, knownSecrets, redact } from '@hearthgate/kernel';
import type { Destination } from './destination.ts';

export interface MetricsPorts
  extends Ports<
    'metrics',
    { security: 'filterSensitive'; logging: 'writeDocument' | 'warning'; utility: 'getTimestamp' }
  > {}

/**
 * What stands in for peers that are missing or already on the chain: the kernel's redaction, and documents that are
 * written straight to the destination.
 */
export function aloneIn(environment: Environment, destination: Destination): MetricsPorts {
  const redacted = (value: unknown) => redact(value, knownSecrets(environment));
  return {
    security: { filterSensitive: <Data>({ data }: { readonly data: Data }) => redacted(data) as Data },
    logging: {
      writeDocument: ({ document }) => destination.write(`${JSON.stringify(redacted(document))}\n`),
      warning() {},
    },
    utility: { getTimestamp: () => String(environment.clock.now()) },
  };
}
