import { skillRequest, turnOn } from '../../support/directives.ts';
import type { Drive, Subject } from '../subject.ts';

const lambdaOf = ({ gateways }: Subject) => gateways.lambda.operations;

/** A request as a Function URL delivers it. */
const request = (method: string, path: string) => ({
  version: '2.0',
  rawPath: path,
  headers: {},
  requestContext: { http: { method, path } },
  body: '{"order":1}',
});

export const lambdaDrive: Drive<'lambda'> = {
  registerRoute: (subject) => {
    lambdaOf(subject).registerRoute({ kind: 'alexa-smart-home', handler: () => Promise.reject(new Error('broke')) });
    lambdaOf(subject).registerRoute({
      kind: 'http',
      method: 'POST',
      path: '/orders',
      prepare: () => undefined,
      idempotency: { key: ({ body }) => body },
      handler: () => ({ body: { ordered: true } }),
    });
  },
  eventHandler: (subject) => lambdaOf(subject).eventHandler({ event: turnOn }),
  alexaHandler: (subject) => lambdaOf(subject).alexaHandler({ event: skillRequest('LaunchRequest') }),
  gatewayHandler: (subject) => lambdaOf(subject).gatewayHandler({ event: request('POST', '/orders') }),
  streamHandler: (subject) =>
    lambdaOf(subject).streamHandler({ event: request('POST', '/orders'), stream: { write: () => true, end() {} } }),
  createAlexaResponse: (subject) => lambdaOf(subject).createAlexaResponse({ type: 'simple', speech: 'Hello.' }),
  createHttpResponse: (subject) => lambdaOf(subject).createHttpResponse({ body: { ok: true } }),
  healthCheck: (subject) => lambdaOf(subject).healthCheck(),
  getStatus: (subject) => lambdaOf(subject).getStatus(),
};
