import type { HttpGateway, HttpRequestParams, HttpResponse } from '@hearthgate/contracts';
import type fc from 'fast-check';
import { mark, numbersIn, type Party } from './parties.ts';

export interface MarkedHome {
  readonly http: HttpGateway;
  readonly asked: readonly { readonly url: string; readonly number: number }[];
}

/** The home says in everything which request it answers, and answers when the schedule says. */
export function createMarkedHome(scheduler: fc.Scheduler, parties: readonly Party[]): MarkedHome {
  const asked: { readonly url: string; readonly number: number }[] = [];
  const makeRequest = async ({ url, headers, body }: HttpRequestParams): Promise<HttpResponse> => {
    const [number = -1, ...others] = numbersIn(`${headers?.authorization} ${String(body)}`);
    if (others.length > 0) throw new Error(`One request holds marks of ${number} and ${others.join()}.`);
    asked.push({ url, number });
    await scheduler.schedule(Promise.resolve(), `the home answers ${number}`);
    const isFailing = parties[number]?.fails === true;
    const text = isFailing
      ? `failed ${headers?.authorization} ${mark('reply', number)}`
      : JSON.stringify(reply(url, number, String(body)));
    return { status: isFailing ? 500 : 200, headers: {}, body: text, fromCache: false, durationMs: 1 };
  };
  const gateway = {
    name: 'http-client',
    operations: {
      makeRequest,
      preconnect: async () => false,
      getStatus: () => ({ name: 'http-client', state: 'healthy' }),
    },
    execute: async () => ({}),
  };
  return { asked, http: gateway as unknown as HttpGateway };
}

function reply(url: string, number: number, body: string): unknown {
  const own = mark('reply', number);
  if (url.endsWith('/conversation/process')) {
    return {
      response: { speech: { plain: { speech: `said ${own}` } } },
      conversation_id: own,
      continue_conversation: true,
    };
  }
  const header = { namespace: 'Alexa', name: 'Response', messageId: own, payloadVersion: '3' };
  const { directive } = JSON.parse(body);
  if (directive.header.name !== 'Discover')
    return { event: { header, endpoint: { endpointId: directive.endpoint.endpointId }, payload: {} } };
  const capabilities = [{ type: 'AlexaInterface', interface: 'Alexa', version: '3' }];
  const device = {
    friendlyName: 'Lamp',
    manufacturerName: own,
    description: own,
    displayCategories: ['LIGHT'],
    capabilities,
  };
  const endpoints = [{ endpointId: own, ...device }];
  return {
    event: { header: { ...header, namespace: 'Alexa.Discovery', name: 'Discover.Response' }, payload: { endpoints } },
  };
}
