import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testGatewayContract } from '@hearthgate/testing';
import { afterAll } from 'vitest';
import { WebSocketServer } from 'ws';
import { createHttpGateway, HttpOperation, type HttpOperations } from '../src/index.ts';

const server = createServer((_request, response) => response.end('here'));
new WebSocketServer({ server });
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

testGatewayContract<HttpOperations>('http-client', {
  names: HttpOperation,
  create: (wiring) => createHttpGateway({}, wiring),
  samples: {
    makeRequest: { params: [{ method: 'GET', url: `http://127.0.0.1:${port}/` }], kind: 'async' },
    openStream: { params: [{ method: 'GET', url: `http://127.0.0.1:${port}/` }], kind: 'async' },
    openWebSocket: { params: [{ url: `http://127.0.0.1:${port}/` }], kind: 'async' },
    preconnect: { params: [{ url: `http://127.0.0.1:${port}/` }], kind: 'async' },
    getAwsClient: { params: [{ service: 'ssm', region: 'eu-central-1' }], kind: 'sync' },
    configure: { params: [{ retries: 1 }], kind: 'sync' },
    resetPool: { params: [], kind: 'async' },
    getStatus: { params: [], kind: 'sync' },
  },
});
