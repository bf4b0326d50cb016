import type { AlexaErrorType, AlexaSmartHomeMessage } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { isRecord, textMember } from '../member.ts';
import { readDirective } from './directive.ts';

/** Alexa takes no more from one skill and refuses the whole list when there are. */
const MAX_ENDPOINTS = 300;
const MAX_MESSAGE_LENGTH = 1_000;

const errorTypes: Readonly<Record<AlexaErrorType, true>> = {
  ALREADY_IN_OPERATION: true,
  BRIDGE_UNREACHABLE: true,
  CLOUD_CONTROL_DISABLED: true,
  ENDPOINT_BUSY: true,
  ENDPOINT_UNREACHABLE: true,
  EXPIRED_AUTHORIZATION_CREDENTIAL: true,
  HARDWARE_MALFUNCTION: true,
  INSUFFICIENT_PERMISSIONS: true,
  INTERNAL_ERROR: true,
  INVALID_AUTHORIZATION_CREDENTIAL: true,
  INVALID_DIRECTIVE: true,
  INVALID_VALUE: true,
  NO_SUCH_ENDPOINT: true,
  NOT_IN_OPERATION: true,
  PARTNER_OUTAGE: true,
  RATE_LIMIT_EXCEEDED: true,
  TOO_MANY_FAILED_ATTEMPTS: true,
};

/**
 * The answer to a directive that failed. Discovery knows no error, so it finds nothing; account linking has an error of
 * its own. Neither the directive's scope nor any other part of it is repeated but token and endpoint id.
 *
 * @throws GatewayError `LAMBDA_INVALID_RESPONSE`
 */
export function errorMessage(
  directive: unknown,
  errorType: AlexaErrorType,
  message: string,
  messageId: string,
): AlexaSmartHomeMessage {
  if (!Object.hasOwn(errorTypes, errorType)) {
    throw invalid(`errorType is one of ${Object.keys(errorTypes).join(', ')}.`);
  }
  if (typeof message !== 'string') throw invalid('message is a text for the people who read logs.');
  const { namespace, correlationToken, endpointId } = readDirective(directive);
  if (namespace === 'Alexa.Discovery') return discoveryMessage([], messageId);
  const isGrant = namespace === 'Alexa.Authorization';
  return {
    event: {
      header: {
        namespace: isGrant ? 'Alexa.Authorization' : 'Alexa',
        name: 'ErrorResponse',
        messageId,
        payloadVersion: '3',
        ...(correlationToken !== undefined && { correlationToken }),
      },
      ...(endpointId !== undefined && !isGrant && { endpoint: { endpointId } }),
      payload: {
        type: isGrant ? 'ACCEPT_GRANT_FAILED' : errorType,
        message: message.slice(0, MAX_MESSAGE_LENGTH).toWellFormed(),
      },
    },
  };
}

/**
 * The answer to `Discover`.
 *
 * @throws GatewayError `LAMBDA_INVALID_RESPONSE`
 */
export function discoveryMessage(
  endpoints: readonly Readonly<Record<string, unknown>>[],
  messageId: string,
): AlexaSmartHomeMessage {
  if (!Array.isArray(endpoints)) throw invalid('endpoints is a list.');
  if (endpoints.length > MAX_ENDPOINTS) {
    throw invalid(`Alexa takes at most ${MAX_ENDPOINTS} endpoints, not ${endpoints.length}; leave some out.`);
  }
  const nameless = endpoints.findIndex((endpoint) => readDirective({ endpoint }).endpointId === undefined);
  if (nameless >= 0) throw invalid(`endpoints[${nameless}] has no valid endpointId.`);
  return {
    event: {
      header: { namespace: 'Alexa.Discovery', name: 'Discover.Response', messageId, payloadVersion: '3' },
      payload: { endpoints },
    },
  };
}

/** Whether a handler's answer has the form of a message to Alexa. */
export function isSmartHomeMessage(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return ['namespace', 'name', 'messageId'].every((name) => textMember(value, 'event', 'header', name) !== undefined);
}

function invalid(message: string): GatewayError {
  return new GatewayError('LAMBDA_INVALID_RESPONSE', message);
}
