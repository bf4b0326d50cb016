import type { GenericOperation, TimestampParams, UtilityGateway, UtilityOperations } from '@hearthgate/contracts';
import {
  type Call,
  createEnvironment,
  createGateway,
  GatewayError,
  randomUuid,
  standalone,
  type Wiring,
} from '@hearthgate/kernel';
import { canonicalJson } from './canonical-json.ts';
import { formatDuration } from './duration.ts';
import { parseJsonText } from './json-text.ts';
import { aloneIn, type UtilityPorts } from './ports.ts';
import { errorOf, sanitizedData } from './response-data.ts';
import { renderTemplate } from './template/templates.ts';
import { checkText } from './text-check.ts';

type UtilityCall = Call<UtilityPorts>;

/** Builds the utility gateway. It has no options. */
export function createUtilityGateway(_options: object = {}, wiring: Wiring<UtilityPorts> = {}): UtilityGateway {
  const environment = wiring.environment ?? createEnvironment();
  const { clock } = environment;
  let generatedIds = 0;
  let refused = 0;

  const newId = () => {
    generatedIds += 1;
    return randomUuid(environment.random);
  };
  const isoNow = () => new Date(clock.now()).toISOString();
  const sha256 = (text: string) => process.getBuiltinModule('node:crypto').hash('sha256', text, 'hex');

  const noteRefusal = (call: UtilityCall, metric: string, message: string, error: unknown) => {
    refused += 1;
    call.peers.metrics.recordMetric({ name: metric, value: 1 });
    call.peers.logging.debug({ message, error });
  };

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
        validateString: (params, call) => {
          try {
            return checkText(params);
          } catch (error) {
            noteRefusal(call, 'InvalidString', 'A text was refused.', error);
            throw error;
          }
        },
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
        sanitizeData: ({ data }, call) => sanitizedData(data, call.peers.security),
        // Text is hashed as it is, so that it has the hash that every other tool gives it.
        hash: ({ value }) => sha256(typeof value === 'string' ? value : canonicalJson(value)),
        parseJson: ({ text, maxLength }, call) => {
          try {
            return parseJsonText(text, maxLength);
          } catch (error) {
            noteRefusal(call, 'InvalidJson', 'A text that should be JSON was refused.', error);
            throw error;
          }
        },
        renderTemplate: async (params, call) => {
          try {
            return await renderTemplate(params, call, sha256);
          } catch (error) {
            noteRefusal(call, 'InvalidTemplate', 'A template was refused.', error);
            throw error;
          }
        },
        getStatus: () => ({ gateway: 'utility', state: 'healthy', reasons: [], generatedIds, refused }),
      },
    },
    { ...wiring, environment },
  );
}

/** The utility gateway's operations without a composition. */
export const genericUtilityOperation: GenericOperation<UtilityOperations> = standalone(() => createUtilityGateway());
