/** A token that looks like nothing else, so that it can be searched for in all output. */
export const SECRET_TOKEN = 'hg-secret-9f2c71e0b5a84d6e-directive';

/** A Smart Home v3 directive as Alexa sends it. */
export function directive(namespace: string, name: string, payload: object = {}, endpointId?: string): object {
  const scope = { type: 'BearerToken', token: SECRET_TOKEN };
  const header = { namespace, name, messageId: 'b5a84d6e-0001-4c00-8000-000000000001', payloadVersion: '3' };
  if (namespace === 'Alexa.Discovery') return { directive: { header, payload: { ...payload, scope } } };
  return {
    directive: {
      header: { ...header, correlationToken: 'dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==' },
      endpoint: { endpointId, scope, cookie: {} },
      payload,
    },
  };
}

export const turnOn: object = directive('Alexa.PowerController', 'TurnOn', {}, 'light#hallway');

/** What a home answers to `turnOn`. */
export const turnOnAnswer: object = {
  context: {
    properties: [
      {
        namespace: 'Alexa.PowerController',
        name: 'powerState',
        value: 'ON',
        timeOfSample: '2026-01-01T00:00:00.000Z',
        uncertaintyInMilliseconds: 0,
      },
    ],
  },
  event: {
    header: {
      namespace: 'Alexa',
      name: 'Response',
      messageId: 'b5a84d6e-0001-4c00-8000-000000000002',
      correlationToken: 'dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==',
      payloadVersion: '3',
    },
    endpoint: { endpointId: 'light#hallway', scope: { type: 'BearerToken', token: SECRET_TOKEN }, cookie: {} },
    payload: {},
  },
};

export interface SkillRequestOptions {
  readonly slots?: Readonly<Record<string, string>> | undefined;
  readonly locale?: string | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  readonly accessToken?: string | undefined;
}

/** A custom-skill request as Alexa sends it; an intent's name, or the type of a request that is no intent. */
export function skillRequest(what: string, options: SkillRequestOptions = {}): object {
  const { slots = {}, locale = 'en-US', attributes = {}, accessToken = SECRET_TOKEN } = options;
  const application = { applicationId: 'amzn1.ask.skill.00000000-0000-4000-8000-000000000000' };
  const user = { userId: 'amzn1.ask.account.TEST', accessToken };
  const isRequestType = what.endsWith('Request');
  const intent = {
    name: what,
    confirmationStatus: 'NONE',
    slots: Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, { name, value }])),
  };
  return {
    version: '1.0',
    session: { new: false, sessionId: 'amzn1.echo-api.session.test', application, user, attributes },
    context: { System: { application, user, device: { deviceId: 'amzn1.ask.device.TEST' } } },
    request: {
      type: isRequestType ? what : 'IntentRequest',
      requestId: 'amzn1.echo-api.request.test',
      timestamp: '2026-01-01T00:00:00Z',
      locale,
      ...(isRequestType ? {} : { intent }),
    },
  };
}
