import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Certificate } from './certificate.ts';

/** A proxy on loopback that ends with the test. */
export interface TestProxy {
  readonly port: number;
  /** What clients asked to be connected to, `host:port` as they wrote it. */
  readonly targets: readonly string[];
}

export interface TestProxyOptions {
  /** `name:password`; without it everybody is let in. */
  readonly credentials?: string;
  /** Names that only the proxy knows, with the port to which they lead. */
  readonly names?: Readonly<Record<string, number>>;
  /** Refuses every tunnel with this status (HTTP) or reply (SOCKS). */
  readonly refuseWith?: number;
}

/** A proxy that knows CONNECT and nothing else; over TLS with a certificate. */
export async function serveConnectProxy(options: TestProxyOptions = {}, certificate?: Certificate): Promise<TestProxy> {
  const targets: string[] = [];
  const server = certificate ? createSecureServer({ cert: certificate.cert, key: certificate.key }) : createServer();
  server.on('connect', (request, client: Socket, head: Buffer) => {
    client.on('error', () => undefined);
    const { credentials, names = {}, refuseWith } = options;
    const given = request.headers['proxy-authorization'];
    targets.push(String(request.url));
    if (credentials !== undefined && given !== `Basic ${Buffer.from(credentials).toString('base64')}`) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\r\n');
    } else if (refuseWith !== undefined) {
      client.end(`HTTP/1.1 ${refuseWith} No\r\ncontent-length: 0\r\n\r\n`);
    } else {
      const { hostname, port } = new URL(`http://${request.url}`);
      const there = connect(names[hostname] ?? Number(port), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        there.write(head);
        join(client, there);
      });
      there.on('error', () => client.destroy());
    }
  });
  return { port: await listen(server), targets };
}

const SOCKS = { version: 5, none: 0, password: 2, unacceptable: 0xff, ipv4: 1, name: 3, ipv6: 4 } as const;

/** A SOCKS5 proxy (RFC 1928, 1929) that knows CONNECT. */
export async function serveSocksProxy(options: TestProxyOptions = {}): Promise<TestProxy> {
  const targets: string[] = [];
  const { credentials, names = {}, refuseWith } = options;
  const server = createTcpServer(async (client) => {
    client.on('error', () => undefined);
    const read = reader(client);
    const [, methodCount = 0] = await read(2);
    const methods = await read(methodCount);
    const method = credentials === undefined ? SOCKS.none : SOCKS.password;
    if (!methods.includes(method)) {
      client.end(Buffer.from([SOCKS.version, SOCKS.unacceptable]));
      return;
    }
    client.write(Buffer.from([SOCKS.version, method]));
    if (method === SOCKS.password) {
      const name = (await read((await read(2))[1] ?? 0)).toString();
      const password = (await read((await read(1))[0] ?? 0)).toString();
      const isRight = `${name}:${password}` === credentials;
      client.write(Buffer.from([1, isRight ? 0 : 1]));
      if (!isRight) {
        client.end();
        return;
      }
    }
    const [, , , kind] = await read(4);
    const host = kind === SOCKS.name ? (await read((await read(1))[0] ?? 0)).toString() : await address(kind, read);
    const port = (await read(2)).readUInt16BE();
    targets.push(`${host}:${port}`);
    const reply = (code: number) => Buffer.from([SOCKS.version, code, 0, SOCKS.ipv4, 127, 0, 0, 1, 0, 0]);
    if (refuseWith !== undefined) {
      client.end(reply(refuseWith));
      return;
    }
    const there = connect(names[host] ?? port, '127.0.0.1', () => {
      client.write(reply(0));
      join(client, there);
    });
    there.on('error', () => client.destroy());
  });
  return { port: await listen(server), targets };
}

async function address(kind: number | undefined, read: (length: number) => Promise<Buffer>): Promise<string> {
  return kind === SOCKS.ipv4 ? (await read(4)).join('.') : `[${(await read(16)).toString('hex')}]`;
}

/** Takes so many bytes off a socket; what comes after them stays for whoever reads next. */
function reader(socket: Socket): (length: number) => Promise<Buffer> {
  return async (length) => {
    for (;;) {
      const bytes: Buffer | null = length === 0 ? Buffer.alloc(0) : socket.read(length);
      if (bytes !== null) return bytes;
      await new Promise((resolve) => socket.once('readable', resolve));
    }
  };
}

function join(one: Socket, other: Socket): void {
  one.pipe(other).on('error', () => undefined);
  other.pipe(one);
  one.on('close', () => other.destroy());
  other.on('close', () => one.destroy());
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
