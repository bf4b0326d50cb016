import type { Environment } from '@hearthgate/kernel';
import { createLambdaGateway, type LambdaOperations } from '@hearthgate/lambda';
import { httpEvent, lambdaContext, skillRequest } from '../../invocation/events.ts';
import { turnOn, turnOnAnswer } from '../../invocation/smart-home.ts';
import type { Samples } from './sample.ts';

export function lambdaSamples(environment: Environment): Samples<LambdaOperations> {
  const create = () => createLambdaGateway({}, { environment }).operations;
  const operations = create();
  let open = create();
  const context = lambdaContext();
  const stream = () => ({ write: () => true, end() {} });
  operations.registerRoute({ kind: 'alexa-smart-home', handler: async () => JSON.parse(turnOnAnswer) as unknown });
  operations.registerRoute({
    kind: 'alexa-skill',
    handler: async () => operations.createAlexaResponse({ type: 'simple', speech: 'Hello.' }),
  });
  operations.registerRoute({
    kind: 'http',
    method: 'GET',
    path: '/rooms/:room',
    handler: ({ params }) => ({ body: params }),
  });
  const directive = turnOn('light#kitchen');
  const skill = skillRequest({ name: 'HelloIntent' });
  const request = httpEvent('GET', '/rooms/kitchen');
  let made = 0;
  return {
    registerRoute: {
      before: () => {
        open = create();
      },
      maxCalls: 200,
      run: () => {
        made += 1;
        open.registerRoute({ kind: 'http', method: 'GET', path: `/rooms-${made}`, handler: () => ({}) });
      },
    },
    eventHandler: () => operations.eventHandler({ event: directive, context }),
    alexaHandler: () => operations.alexaHandler({ event: skill, context }),
    gatewayHandler: () => operations.gatewayHandler({ event: request, context }),
    streamHandler: () => operations.streamHandler({ event: request, context, stream: stream() }),
    createAlexaResponse: () => operations.createAlexaResponse({ type: 'simple', speech: 'Hello.' }),
    createHttpResponse: () => operations.createHttpResponse({ body: { ok: true } }),
    healthCheck: () => operations.healthCheck(),
    getStatus: () => operations.getStatus(),
  };
}
