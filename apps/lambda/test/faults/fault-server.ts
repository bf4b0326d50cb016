import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';

/** A server on loopback that misbehaves in one way. */
export interface FaultServer {
  readonly url: string;
  close(): Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** An HTTP server that does with each request what it is told. */
export function startHttpFault(answer: Answer): Promise<FaultServer> {
  return listen(createServer(whenRead(answer)), 'http');
}

export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

/** The same over TLS with a certificate that nobody vouches for. */
export function startTlsFault(identity: TlsIdentity, answer: Answer): Promise<FaultServer> {
  return listen(createHttpsServer({ ...identity }, whenRead(answer)), 'https');
}

/** Takes connections and says nothing, not even hello: what a client of TLS sees of a server that hangs. */
export function startSilentServer(): Promise<FaultServer> {
  return listen(
    createTcpServer((socket) => socket.on('error', () => {})),
    'https',
  );
}

/** An address on which nothing listens any more. */
export async function startRefusal(): Promise<FaultServer> {
  const server = await listen(createTcpServer(), 'http');
  await server.close();
  return { url: server.url, close: async () => {} };
}

function whenRead(answer: Answer) {
  return (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()));
    request.on('error', () => {});
  };
}

async function listen(server: Server, scheme: 'http' | 'https'): Promise<FaultServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
