import type { Ports } from '@hearthgate/contracts';
import { type Environment, knownSecrets, redact } from '@hearthgate/kernel';
import { plainData } from './plain-data.ts';
import { TemplateStore } from './template/template-store.ts';

/** What utility asks of its peers. */
export interface UtilityPorts
  extends Ports<
    'utility',
    {
      cache: 'get' | 'set';
      singleton: 'get';
      security: 'filterSensitive' | 'sanitizeData';
      logging: 'debug';
      metrics: 'recordMetric';
    }
  > {}

/**
 * What stands in for a peer that is missing or already on the chain: the kernel's redaction, compiled templates of this
 * gateway, no cache, and silence.
 */
export function aloneIn(environment: Environment): UtilityPorts {
  const templates = new TemplateStore();
  return {
    cache: { get: async () => undefined, set: async () => {} },
    singleton: { get: async () => templates as never },
    security: {
      filterSensitive: <Data>({ data }: { readonly data: Data }) => redact(data, knownSecrets(environment)) as Data,
      sanitizeData: ({ data }) => plainData(data),
    },
    logging: { debug() {} },
    metrics: { recordMetric() {} },
  };
}
