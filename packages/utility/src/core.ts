import type {
  CreateErrorParams,
  GenericOperation,
  TimestampParams,
  UtilityGateway,
  UtilityOperations,
} from '@hearthgate/contracts';
import { createEnvironment, createGateway, GatewayError, standalone, type Wiring } from '@hearthgate/kernel';
import { canonicalJson } from './canonical-json.ts';
import { formatDuration } from './duration.ts';
import { parseJsonText } from './json-text.ts';
import { aloneIn, type UtilityPorts } from './ports.ts';

/** Builds the utility gateway. It has no options. */
export function createUtilityGateway(_options: object = {}, wiring: Wiring<UtilityPorts> = {}): UtilityGateway {
  const environment = wiring.environment ?? createEnvironment();
  const { clock } = environment;
  let generatedIds = 0;

  const newId = () => {
    generatedIds += 1;
    return process.getBuiltinModule('node:crypto').randomUUID();
  };
  const isoNow = () => new Date(clock.now()).toISOString();

  return createGateway<UtilityOperations, UtilityPorts>(
    {
      name: 'utility',
      alone: aloneIn(environment),
      operations: {
        generateCorrelationId: newId,
        getTimestamp: (params: TimestampParams | undefined) => {
          const format = params?.format ?? 'iso';
          if (format === 'iso') return isoNow();
          if (format === 'epoch-ms') return String(clock.now());
          throw new GatewayError('UTILITY_INVALID_VALUE', 'format is iso or epoch-ms.');
        },
        formatDuration: ({ durationMs }) => formatDuration(durationMs),
        createSuccessResponse: ({ data, correlationId }, call) => ({
          success: true,
          data: data as never,
          correlationId: correlationId ?? call.correlationId,
          timestamp: isoNow(),
        }),
        createErrorResponse: (params, call) => ({
          success: false,
          error: call.peers.security.filterSensitive({ data: errorOf(params) }),
          correlationId: params.correlationId ?? call.correlationId,
          timestamp: isoNow(),
        }),
        hash: ({ value }) => {
          // Text is hashed as it is, so that it has the hash that every other tool gives it.
          const text = typeof value === 'string' ? value : canonicalJson(value);
          return process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex');
        },
        parseJson: ({ text, maxLength }, call) => {
          try {
            return parseJsonText(text, maxLength);
          } catch (error) {
            call.peers.metrics.recordMetric({ name: 'InvalidJson', value: 1 });
            call.peers.logging.debug({ message: 'A text that should be JSON was refused.', error });
            throw error;
          }
        },
        getStatus: () => ({ gateway: 'utility', state: 'healthy', reasons: [], generatedIds }),
      },
    },
    { ...wiring, environment },
  );
}

/** The utility gateway's operations without a composition. */
export const genericUtilityOperation: GenericOperation<UtilityOperations> = standalone(() => createUtilityGateway());

function errorOf({ code, message, retryable = false }: CreateErrorParams) {
  if (typeof code !== 'string' || code === '' || typeof message !== 'string' || message === '') {
    throw new GatewayError('UTILITY_INVALID_VALUE', 'An error response has a code and a message, both texts.');
  }
  return { code, message, retryable };
}
