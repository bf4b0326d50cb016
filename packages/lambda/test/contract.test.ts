import { testGatewayContract } from '@hearthgate/testing';
import { createLambdaGateway, LambdaOperation } from '../src/index.ts';
import { httpEvent, skillRequest } from './set-up.ts';

testGatewayContract('lambda', {
  names: LambdaOperation,
  create: (wiring) => createLambdaGateway({}, wiring),
  samples: {
    registerRoute: { params: [{ kind: 'diagnostics', handler: () => ({}) }], kind: 'sync' },
    eventHandler: { params: [{ event: { hearthgate: 'diagnostics' } }], kind: 'async' },
    alexaHandler: { params: [{ event: skillRequest() }], kind: 'async' },
    gatewayHandler: { params: [{ event: httpEvent('GET', '/') }], kind: 'async' },
    streamHandler: {
      params: [{ event: httpEvent('GET', '/'), stream: { write: () => true, end() {} } }],
      kind: 'async',
    },
    createAlexaResponse: { params: [{ type: 'simple', speech: 'Hello.' }], kind: 'sync' },
    createHttpResponse: { params: [{ body: { ok: true } }], kind: 'sync' },
    healthCheck: { params: [], kind: 'async' },
    getStatus: { params: [], kind: 'sync' },
  },
});
