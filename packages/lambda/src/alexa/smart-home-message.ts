import type { AlexaErrorType, AlexaProperty, AlexaSmartHomeMessage } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { isRecord, own, ownText } from '../member.ts';
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

/** ISO 8601 in UTC, as Amazon's message schema has it. */
const SAMPLE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;
const NAMESPACE = /^Alexa(\.[A-Za-z0-9]+)*$/;

/**
 * The answer to `ReportState`, or to a directive that was obeyed: what the endpoint's properties are now.
 *
 * @throws GatewayError `LAMBDA_INVALID_RESPONSE`
 */
export function stateMessage(
  name: 'StateReport' | 'Response',
  directive: unknown,
  properties: readonly AlexaProperty[],
  { messageId, now }: { readonly messageId: string; readonly now: string },
): AlexaSmartHomeMessage {
  if (!Array.isArray(properties)) throw invalid('properties is a list.');
  if (name === 'StateReport' && properties.length === 0)
    throw invalid('A state report has one of properties at least.');
  const { correlationToken, endpointId } = readDirective(directive);
  if (endpointId === undefined) throw invalid('directive has no valid endpointId, so there is nothing to report of.');
  return {
    event: {
      header: {
        namespace: 'Alexa',
        name,
        messageId,
        payloadVersion: '3',
        ...(correlationToken !== undefined && { correlationToken }),
      },
      endpoint: { endpointId },
      payload: {},
    },
    context: {
      properties: properties.map((property, index) => checkedProperty(property, `properties[${index}]`, now)),
    },
  };
}

function checkedProperty(property: AlexaProperty, where: string, now: string): AlexaProperty {
  const { timeOfSample = now, uncertaintyInMilliseconds = 0, instance } = property ?? {};
  if (!NAMESPACE.test(ownText(property, 'namespace') ?? '')) throw invalid(`${where} has no namespace of Alexa.`);
  if (ownText(property, 'name') === undefined) throw invalid(`${where} has no name.`);
  if (property.value === undefined) throw invalid(`${where} has no value.`);
  if (instance !== undefined && typeof instance !== 'string') throw invalid(`${where}: instance is a text.`);
  if (typeof timeOfSample !== 'string' || !SAMPLE_TIME.test(timeOfSample)) {
    throw invalid(`${where}: timeOfSample is ISO 8601 in UTC, such as ${now}.`);
  }
  if (!Number.isInteger(uncertaintyInMilliseconds) || uncertaintyInMilliseconds < 0) {
    throw invalid(`${where}: uncertaintyInMilliseconds is a whole number from 0.`);
  }
  const { namespace, name, value } = property;
  const named = instance === undefined ? { namespace, name } : { namespace, instance, name };
  return { ...named, value, timeOfSample, uncertaintyInMilliseconds };
}

/** Whether a handler's answer has the form of a message to Alexa. */
export function isSmartHomeMessage(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const header = own(own(value, 'event'), 'header');
  if (ownText(header, 'namespace') === undefined || ownText(header, 'name') === undefined) return false;
  return ownText(header, 'messageId') !== undefined;
}

function invalid(message: string): GatewayError {
  return new GatewayError('LAMBDA_INVALID_RESPONSE', message);
}
