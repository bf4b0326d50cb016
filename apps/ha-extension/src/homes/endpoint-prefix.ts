import { isEndpointId } from '../bridge/answer/asked.ts';
import { isObject, type JsonObject } from '../bridge/json.ts';

/** The directive as the home knows it: without the prefix before the device's id. */
export function withoutPrefix(event: unknown, prefix: string): unknown {
  if (prefix === '' || !isObject(event) || !isObject(event.directive) || !isObject(event.directive.endpoint))
    return event;
  const { endpoint } = event.directive;
  const endpointId = String(endpoint.endpointId).slice(prefix.length);
  return { ...event, directive: { ...event.directive, endpoint: { ...endpoint, endpointId } } };
}

/**
 * The answer as Alexa knows it: with the prefix before the ids of devices.
 *
 * @param leaveOut is told the id of a device that cannot be shown: with the prefix it is longer than Alexa takes, which then
 *   refuses all devices
 */
export function withPrefix<Message>(message: Message, prefix: string, leaveOut: (id: unknown) => void): Message {
  if (prefix === '' || !isObject(message) || !isObject(message.event)) return message;
  const event: JsonObject = message.event;
  const payload = isObject(event.payload) ? event.payload : {};
  const endpoints = Array.isArray(payload.endpoints) ? payload.endpoints : undefined;
  return {
    ...message,
    event: {
      ...event,
      ...(isObject(event.endpoint) && { endpoint: named(event.endpoint, prefix) }),
      ...(endpoints !== undefined && {
        payload: {
          ...payload,
          endpoints: endpoints.filter(isObject).flatMap((one) => {
            const shown = named(one, prefix);
            if (isEndpointId(shown.endpointId)) return [shown];
            leaveOut(one.endpointId);
            return [];
          }),
        },
      }),
    },
  };
}

function named(endpoint: JsonObject, prefix: string): JsonObject {
  return typeof endpoint.endpointId === 'string' ? { ...endpoint, endpointId: prefix + endpoint.endpointId } : endpoint;
}
