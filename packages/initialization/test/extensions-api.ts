import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly call: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface StandInServer {
  /** `host:port`. */
  readonly address: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

/** A server on loopback that shows what it was asked. */
export async function startServer(
  answer: (request: SeenRequest, response: ServerResponse) => void,
): Promise<StandInServer> {
  const seen: SeenRequest[] = [];
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one = {
      call: `${request.method} ${request.url}`,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    seen.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The Extensions API as AWS documents it for internal extensions: SHUTDOWN is refused to them, and the next event never
 * comes to one that asked for none.
 */
export function startExtensionsApi(): Promise<StandInServer> {
  return startServer(({ call, headers, body }, response) => {
    const name = headers['lambda-extension-name'];
    if (call === 'POST /2020-01-01/extension/register' && typeof name === 'string') {
      const { events } = JSON.parse(body) as { events: readonly string[] };
      if (events.includes('SHUTDOWN')) {
        response.writeHead(403).end('{"errorType":"ShutdownEventNotSupportedForInternalExtension"}');
        return;
      }
      response.writeHead(200, { 'Lambda-Extension-Identifier': 'id-of-this-extension' });
      response.end('{"functionName":"f","functionVersion":"$LATEST","handler":"index.handler"}');
    } else if (call !== 'GET /2020-01-01/extension/event/next') {
      response.writeHead(404).end();
    }
  });
}
