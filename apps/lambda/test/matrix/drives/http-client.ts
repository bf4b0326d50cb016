import type { Drive, Subject } from '../subject.ts';

const httpOf = ({ gateways }: Subject) => gateways['http-client'].operations;

export const httpDrive: Drive<'http-client'> = {
  configure: (subject) => httpOf(subject).configure({ retries: 1, retryDelayMs: 1 }),
  makeRequest: async (subject) => {
    for (const method of ['GET', 'PUT'] as const) {
      await httpOf(subject).makeRequest({ method, url: `${subject.url}/cacheable` });
    }
    await httpOf(subject)
      .makeRequest({ method: 'GET', url: `${subject.url}/gone`, retries: 0 })
      .catch(() => undefined);
  },
  openStream: async (subject) => {
    const { body } = await httpOf(subject).openStream({ method: 'GET', url: subject.url });
    for await (const _ of body) {
      // Read to its end, so that the connection is free again.
    }
  },
  // Refused by a server that knows none, which is the way of all WebSockets until they are open.
  openWebSocket: (subject) =>
    httpOf(subject)
      .openWebSocket({ url: subject.url })
      .catch(() => undefined),
  preconnect: (subject) => httpOf(subject).preconnect({ url: subject.url }),
  getAwsClient: (subject) => httpOf(subject).getAwsClient({ service: 'ssm', region: 'eu-central-1' }),
  getStatus: (subject) => httpOf(subject).getStatus(),
  resetPool: (subject) => httpOf(subject).resetPool(),
};
