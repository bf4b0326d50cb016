/** A directive to a device, as Alexa sends it. */
export function turnOn(token: string): object {
  return {
    directive: {
      header: { namespace: 'Alexa.PowerController', name: 'TurnOn', payloadVersion: '3', messageId: 'm-1' },
      endpoint: { scope: { type: 'BearerToken', token }, endpointId: 'light#kitchen', cookie: {} },
      payload: {},
    },
  };
}

export function discover(token: string): object {
  return {
    directive: {
      header: { namespace: 'Alexa.Discovery', name: 'Discover', payloadVersion: '3', messageId: 'm-2' },
      payload: { scope: { type: 'BearerToken', token } },
    },
  };
}

export function acceptGrant(token: string, code: string): object {
  return {
    directive: {
      header: { namespace: 'Alexa.Authorization', name: 'AcceptGrant', payloadVersion: '3', messageId: 'm-3' },
      payload: {
        grant: { type: 'OAuth2.AuthorizationCode', code },
        grantee: { type: 'BearerToken', token },
      },
    },
  };
}

interface LaunchParts {
  readonly system?: object;
  readonly session?: object;
}

/** A custom-skill request with the given `context.System` and `session`. */
export function launch({ system, session }: LaunchParts): object {
  return {
    version: '1.0',
    ...(session === undefined ? {} : { session }),
    ...(system === undefined ? {} : { context: { System: system } }),
    request: { type: 'LaunchRequest', requestId: 'r-1', locale: 'en-US', timestamp: '2026-01-01T00:00:00Z' },
  };
}
