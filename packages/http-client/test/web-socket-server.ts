import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';

export interface WebSocketLoopback {
  readonly origin: string;
  readonly port: number;
  /** Opening requests, in order. */
  readonly requests: readonly IncomingMessage[];
  /** Connections that are open now, WebSockets or not. */
  readonly open: () => number;
  /** Connections that were accepted so far. */
  readonly connections: () => number;
}

/** A server of WebSockets on loopback that ends with the test; plain requests it answers with their method. */
export async function serveWebSockets(
  onSocket: (socket: WebSocket, request: IncomingMessage) => void,
  options: Omit<ServerOptions, 'server' | 'noServer'> = {},
  tls?: TlsOptions,
): Promise<WebSocketLoopback> {
  const server = tls === undefined ? createServer() : createSecureServer(tls);
  server.on('request', (request, response) => response.end(request.method));
  const requests: IncomingMessage[] = [];
  server.prependListener('upgrade', (request) => requests.push(request));
  new WebSocketServer({ ...options, server }).on('connection', onSocket);
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const origin = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  return { origin, port, requests, open: () => sockets.size, connections: () => connections };
}
