import type { Ports } from '@hearthgate/contracts';
import { type Environment, knownSecrets, redact } from '@hearthgate/kernel';

/** What utility asks of its peers. */
export interface UtilityPorts
  extends Ports<'utility', { security: 'filterSensitive'; logging: 'debug'; metrics: 'recordMetric' }> {}

/** What stands in for a peer that is missing or already on the chain: the kernel's redaction, and silence. */
export function aloneIn(environment: Environment): UtilityPorts {
  return {
    security: {
      filterSensitive: <Data>({ data }: { readonly data: Data }) => redact(data, knownSecrets(environment)) as Data,
    },
    logging: { debug() {} },
    metrics: { recordMetric() {} },
  };
}
