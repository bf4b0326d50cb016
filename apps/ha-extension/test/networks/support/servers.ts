import { createServer as createHttpServer } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import { reply } from '../../bridge/support/messages.ts';

/** What a home saw of one request. */
export interface Visit {
  /** The common name of the client's certificate. */
  readonly client: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A home over TLS on this machine, which answers every directive. */
export async function serveSecureHome(
  options: ServerOptions,
): Promise<{ readonly port: number; readonly visits: Visit[] }> {
  const visits: Visit[] = [];
  const server = createSecureServer(options, (request, response) => {
    const { subject } = (request.socket as TLSSocket).getPeerCertificate();
    visits.push({ client: subject?.CN as string | undefined, headers: request.headers });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(reply({}, {}, [])));
  });
  return { port: await listen(server), visits };
}

/** A proxy that knows CONNECT, and leads the name `home.test` to the port. */
export async function serveConnectProxy(
  homePort: number,
): Promise<{ readonly port: number; readonly targets: string[] }> {
  const targets: string[] = [];
  const server = createHttpServer();
  server.on('connect', (request, client: Socket) => {
    targets.push(String(request.url));
    const there = connect(homePort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(there).pipe(client);
    });
    for (const socket of [client, there]) socket.on('error', () => undefined);
  });
  return { port: await listen(server), targets };
}

/** A SOCKS5 proxy (RFC 1928) without authentication, which leads every name to the port. */
export async function serveSocksProxy(
  homePort: number,
  port = 0,
): Promise<{ readonly port: number; readonly targets: string[] }> {
  const targets: string[] = [];
  const server = createTcpServer((client) => {
    client.on('error', () => undefined);
    client.once('data', () => {
      client.write(Uint8Array.of(5, 0));
      client.once('data', (request) => {
        // Version, command, reserved, address type 3 (a name), its length, the name, the port.
        const length = request[4] ?? 0;
        targets.push(request[3] === 3 ? request.subarray(5, 5 + length).toString() : 'an address');
        const there = connect(homePort, '127.0.0.1', () => {
          client.write(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0));
          client.pipe(there).pipe(client);
        });
        there.on('error', () => client.destroy());
      });
    });
  });
  return { port: await listen(server, port), targets };
}

/** A port on which nothing listens now. */
export async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Listens on this machine until the test is over. */
export async function listen(server: Server, port = 0): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
