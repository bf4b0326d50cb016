import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Certificate } from './certificate.ts';

/** A server on loopback that ends with the test. */
export interface Loopback {
  readonly port: number;
  /** `http://127.0.0.1:port` or `https://...`. */
  readonly origin: string;
  /** Connections that were accepted so far. */
  readonly connections: () => number;
  /** Requests that were received so far; http and https only. */
  readonly requests: readonly IncomingMessage[];
}

/** An http server; https with a certificate, and mTLS with what `tls` says. */
export async function serve(
  answer: RequestListener,
  certificate?: Certificate,
  tls: TlsOptions = {},
  onConnection: (socket: Socket) => void = () => {},
): Promise<Loopback> {
  const requests: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    answer(request, response);
  };
  // Long enough that only the client decides when a connection ends.
  const settings = { keepAliveTimeout: 60_000 };
  const { cert, key } = certificate ?? {};
  const server = certificate
    ? createSecureServer({ ...settings, ...tls, cert, key }, listener)
    : createServer(settings, listener);
  server.on('connection', onConnection);
  return listen(server, certificate ? 'https' : 'http', requests);
}

/** A TCP server that does with a connection whatever the test wants. */
export async function serveTcp(onConnection: (socket: Socket) => void, scheme = 'http'): Promise<Loopback> {
  return listen(createTcpServer(onConnection), scheme, []);
}

/** A port at which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listen(server: Server, scheme: string, requests: readonly IncomingMessage[]): Promise<Loopback> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  // A client that does not trust the server ends the handshake; that is what some tests want to see.
  server.on('tlsClientError', () => undefined);
  const port = await portOf(server);
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port, origin: `${scheme}://127.0.0.1:${port}`, connections: () => connections, requests };
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}
