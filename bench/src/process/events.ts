import { httpEvent } from '../questions/invocation/events.ts';

/** A directive as Alexa sends it. */
export const DIRECTIVE: object = {
  directive: {
    header: {
      namespace: 'Alexa.PowerController',
      name: 'TurnOn',
      messageId: '1bd5d003-31b9-476f-ad03-71d471922820',
      correlationToken: 'dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==',
      payloadVersion: '3',
    },
    endpoint: {
      endpointId: 'light#kitchen',
      scope: { type: 'BearerToken', token: 'access-token-from-skill' },
      cookie: {},
    },
    payload: {},
  },
};

/** What asks for the health over a Function URL. */
export const HEALTH: object = httpEvent('GET', '/health');

const application = { applicationId: 'amzn1.ask.skill.bench' };
const user = { userId: 'amzn1.ask.account.bench', accessToken: 'access-token-from-skill' };

const intentRequest = (intent: object): object => ({
  version: '1.0',
  session: { new: true, sessionId: 'amzn1.echo-api.session.bench', application, user, attributes: {} },
  context: { System: { application, user, device: { deviceId: 'amzn1.ask.device.bench', supportedInterfaces: {} } } },
  request: {
    type: 'IntentRequest',
    requestId: 'amzn1.echo-api.request.bench',
    timestamp: '2026-11-25T12:00:00Z',
    locale: 'en-US',
    intent: { confirmationStatus: 'NONE', ...intent },
  },
});

/** A custom-skill request that is answered without the home's help. */
export const HELP: object = intentRequest({ name: 'AMAZON.HelpIntent' });

/** One that the home answers. */
export const SENTENCE: object = intentRequest({
  name: 'GetTextIntent',
  slots: { Text: { name: 'Text', value: 'turn on the kitchen light', confirmationStatus: 'NONE' } },
});
