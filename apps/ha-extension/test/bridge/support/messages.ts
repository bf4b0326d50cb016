/** The token that directives of these tests carry. */
export const OWN_TOKEN = 'hg-own-5f0c2a7e19d84b63';
export const CONFIGURED_TOKEN = 'hg-configured-8d1e4f2b7a903c56';
export const CORRELATION_TOKEN = 'dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==';

type Members = Readonly<Record<string, unknown>>;

/** A directive for an endpoint. */
export function directive(
  namespace: string,
  name: string,
  payload: Members = {},
  token: string | null = OWN_TOKEN,
): Members {
  const scope = token === null ? {} : { scope: { type: 'BearerToken', token } };
  const header = {
    namespace,
    name,
    messageId: 'directive-1',
    payloadVersion: '3',
    correlationToken: CORRELATION_TOKEN,
  };
  return { directive: { header, endpoint: { endpointId: 'light#hallway', ...scope, cookie: {} }, payload } };
}

export const turnOn: Members = directive('Alexa.PowerController', 'TurnOn');

/** A directive that names no endpoint and carries no correlation token. */
export function directiveForHome(namespace: string, name: string, payload: Members): Members {
  return { directive: { header: { namespace, name, messageId: 'directive-1', payloadVersion: '3' }, payload } };
}

/** A reply of the home's; `properties` makes its context. */
export function reply(header: Members, payload: Members = {}, properties?: readonly unknown[]): Members {
  const event = {
    header: {
      namespace: 'Alexa',
      name: 'Response',
      messageId: 'reply-1',
      payloadVersion: '3',
      correlationToken: CORRELATION_TOKEN,
      ...header,
    },
    endpoint: { endpointId: 'light#hallway', scope: { type: 'BearerToken', token: OWN_TOKEN }, cookie: {} },
    payload,
  };
  return properties === undefined ? { event } : { event, context: { properties } };
}

export function errorReply(payload: Members, header: Members = {}): Members {
  return reply({ name: 'ErrorResponse', ...header }, payload);
}

/** A device that Amazon's schema takes, with nothing that it can do. */
export function lamp(endpointId: string, friendlyName: string = endpointId): Members {
  return {
    endpointId,
    friendlyName,
    manufacturerName: 'm',
    description: 'd',
    displayCategories: ['LIGHT'],
    capabilities: [{ type: 'AlexaInterface', interface: 'Alexa', version: '3' }],
  };
}

/** What the home answers to Discover. */
export function found(endpoints: readonly unknown[]): Members {
  return reply({ namespace: 'Alexa.Discovery', name: 'Discover.Response' }, { endpoints });
}

/** An access token as Home Assistant makes it: `iss` names the linked account, the rest changes every half hour. */
export function accessToken(iss: string, iat: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss, iat, exp: iat + 1800 })}.signature-${iss}-${iat}`;
}
