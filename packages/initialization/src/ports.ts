import type { Ports } from '@hearthgate/contracts';
import { type Environment, GatewayError, knownSecrets, redactText } from '@hearthgate/kernel';
import { issuesToText } from './config/config-issues.ts';
import { createMemo } from './config/memo.ts';

/** What initialization asks of its peers. */
export interface InitializationPorts
  extends Ports<
    'initialization',
    {
      cache: 'getOrSet';
      singleton: 'executeOnce';
      security: 'validateInput' | 'sanitizeError' | 'registerSecret';
      logging: 'log';
      metrics: 'recordMetric';
      utility: 'formatDuration';
    }
  > {}

/** The null objects. The one for the cache remembers, so that configuration is validated once also without peers. */
export function createAlone(environment: Environment): InitializationPorts {
  return {
    cache: { getOrSet: createMemo(environment.clock) },
    singleton: { executeOnce: async ({ run }) => run() },
    security: {
      async validateInput({ schema, input }) {
        const result = await schema['~standard'].validate(input);
        if (result.issues === undefined) return result.value;
        throw new GatewayError('SECURITY_INVALID_INPUT', `The input does not fit: ${issuesToText(result.issues)}.`);
      },
      sanitizeError({ error }) {
        const message = error instanceof Error ? error.message : String(error);
        return {
          name: error instanceof Error ? error.name : 'Error',
          message: redactText(message, knownSecrets(environment)),
          causes: [],
        };
      },
      registerSecret({ value }) {
        environment.secrets.add(value);
      },
    },
    logging: { log() {} },
    metrics: { recordMetric() {} },
    utility: {
      formatDuration: ({ durationMs }) => `${Math.round(durationMs * 10) / 10} ms`,
    },
  };
}
