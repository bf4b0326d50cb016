import { type AlexaResponse, AlexaResponseType, type CreateAlexaResponseParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { skillResponse } from './skill-response.ts';
import { discoveryMessage, errorMessage, stateMessage } from './smart-home-message.ts';

const types: ReadonlySet<string> = new Set(Object.values(AlexaResponseType));

/**
 * An Alexa message of any form.
 *
 * @throws GatewayError `LAMBDA_INVALID_RESPONSE`
 */
export function alexaResponse(
  params: CreateAlexaResponseParams,
  newMessageId: () => string,
  timestamp: () => string,
): AlexaResponse {
  if (!types.has(params.type)) {
    throw new GatewayError('LAMBDA_INVALID_RESPONSE', `type is one of ${[...types].join(', ')}.`);
  }
  if (params.type === 'smart-home-error') {
    return errorMessage(params.directive, params.errorType, params.message, newMessageId());
  }
  if (params.type === 'discovery') return discoveryMessage(params.endpoints, newMessageId());
  if (params.type === 'state-report' || params.type === 'smart-home-response') {
    const name = params.type === 'state-report' ? 'StateReport' : 'Response';
    return stateMessage(name, params.directive, params.properties, { messageId: newMessageId(), now: timestamp() });
  }
  return skillResponse(params);
}
