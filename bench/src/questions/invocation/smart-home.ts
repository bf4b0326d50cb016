/** A Smart Home directive as Alexa sends it. */
export function turnOn(endpointId: string): object {
  return {
    directive: {
      header: {
        namespace: 'Alexa.PowerController',
        name: 'TurnOn',
        messageId: 'b5a84d6e-0001-4c00-8000-000000000001',
        payloadVersion: '3',
        correlationToken: 'dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==',
      },
      endpoint: { endpointId, scope: { type: 'BearerToken', token: TOKEN }, cookie: {} },
      payload: {},
    },
  };
}

export const discover: object = {
  directive: {
    header: {
      namespace: 'Alexa.Discovery',
      name: 'Discover',
      messageId: 'b5a84d6e-0001-4c00-8000-000000000003',
      payloadVersion: '3',
    },
    payload: { scope: { type: 'BearerToken', token: 'bench-token-0123456789' } },
  },
};

export const TOKEN = 'bench-token-0123456789';

/** What a home answers to `turnOn`. */
export const turnOnAnswer: string = JSON.stringify({
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
    endpoint: { endpointId: 'light#kitchen' },
    payload: {},
  },
});

/** A directive passed on as it is: the request made, the answer of a home that has it at once parsed, nothing looked at. */
export async function passOn(event: unknown): Promise<unknown> {
  const { directive } = event as { directive: { endpoint: { scope: { token: string } } } };
  const headers = { authorization: `Bearer ${directive.endpoint.scope.token}`, 'content-type': 'application/json' };
  return JSON.parse(await homeAtOnce({ headers, body: JSON.stringify(event) }));
}

async function homeAtOnce(_request: { readonly headers: object; readonly body: string }): Promise<string> {
  return turnOnAnswer;
}

/** What a home with so many lights answers to `discover`. */
export function discoveryAnswer(count: number): string {
  const endpoints = Array.from({ length: count }, (_, number) => ({
    endpointId: `light#lamp_${number}`,
    friendlyName: `Lamp ${number}`,
    description: `light.lamp_${number}`,
    manufacturerName: 'Bench',
    displayCategories: ['LIGHT'],
    capabilities: [capability('Alexa'), capability('Alexa.PowerController', 'powerState')],
  }));
  return JSON.stringify({
    event: {
      header: {
        namespace: 'Alexa.Discovery',
        name: 'Discover.Response',
        messageId: 'b5a84d6e-0001-4c00-8000-000000000004',
        payloadVersion: '3',
      },
      payload: { endpoints },
    },
  });
}

function capability(name: string, property?: string): object {
  const properties = property && { supported: [{ name: property }], proactivelyReported: false, retrievable: true };
  return { type: 'AlexaInterface', interface: name, version: '3', ...(properties && { properties }) };
}
