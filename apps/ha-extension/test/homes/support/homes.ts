import type { HttpRequestParams, HttpResponse } from '@hearthgate/contracts';
import { createExtension, type Extension } from '../../../src/index.ts';
import { directive, OWN_TOKEN, reply } from '../../bridge/support/messages.ts';
import { createParts, response, type TestParts } from '../../bridge/support/parts.ts';

export const VARIABLES = {
  HOME_ASSISTANT_URL__CABIN: 'https://cabin.example.com',
  HOME_ASSISTANT_TOKEN__CABIN: 'token-of-the-cabin-0001',
  HOME_ASSISTANT_ENDPOINT_PREFIX__CABIN: 'cabin-',
  HOME_ASSISTANT_USER_IDS__CABIN: 'amzn1.ask.account.ANNA',
  HOME_ASSISTANT_URL__FLAT: 'https://flat.example.com',
  HOME_ASSISTANT_TOKEN__FLAT: 'token-of-the-flat-0002',
  HOME_ASSISTANT_ENDPOINT_PREFIX__FLAT: 'flat-',
  HOME_ASSISTANT_USER_IDS__FLAT: 'amzn1.ask.account.BERT',
};

interface Sent {
  readonly directive?: {
    readonly header: { readonly name: string };
    readonly endpoint?: { readonly endpointId: string };
  };
  readonly text?: string;
}

export const sentIn = ({ body }: HttpRequestParams): Sent => JSON.parse(String(body)) as Sent;
export const nameOf = ({ url }: HttpRequestParams): 'cabin' | 'flat' => (url.includes('cabin') ? 'cabin' : 'flat');

/** A home that answers what it is asked, and says in it which home it is. */
export async function answering(request: HttpRequestParams): Promise<HttpResponse> {
  const { directive: asked, text } = sentIn(request);
  await new Promise((resolve) => setImmediate(resolve));
  if (text !== undefined) {
    const speech = { plain: { speech: `${nameOf(request)} heard ${text}` } };
    return response({ response: { speech }, conversation_id: `conversation-${nameOf(request)}` });
  }
  if (asked?.header.name === 'Discover') {
    const capabilities = [{ type: 'AlexaInterface', interface: 'Alexa', version: '3' }];
    const named = { friendlyName: `lamp of the ${nameOf(request)}`, manufacturerName: 'm', description: 'd' };
    const endpoint = { endpointId: 'light#hallway', ...named, displayCategories: ['LIGHT'], capabilities };
    return response(reply({ namespace: 'Alexa.Discovery', name: 'Discover.Response' }, { endpoints: [endpoint] }));
  }
  const message = reply({}, {}, []) as { readonly event: object };
  return response({ ...message, event: { ...message.event, endpoint: { endpointId: asked?.endpoint?.endpointId } } });
}

export function start(variables: Readonly<Record<string, string>> = VARIABLES): TestParts & Extension {
  const parts = createParts(answering, variables);
  return { ...parts, ...createExtension(parts) };
}

/** A directive for a device with the prefix of a home. */
export function turnOnAt(endpointId: string): object {
  const { directive: asked } = directive('Alexa.PowerController', 'TurnOn') as { readonly directive: object };
  return { directive: { ...asked, endpoint: { endpointId, scope: { type: 'BearerToken', token: OWN_TOKEN } } } };
}
