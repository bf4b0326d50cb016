import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as forward } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalHome, openLocalHome } from '@hearthgate/ha-extension/local-home';

/** One demo home behind as many addresses as are wanted, each with TLS, at a distance of some milliseconds. */
export interface TlsHomes {
  readonly urls: readonly string[];
  /** PEM of the authority that has to be trusted. */
  readonly ca: string;
  readonly home: LocalHome;
  /** Connections that were opened, and bytes that came in on them, TLS included. */
  counted(): { readonly connections: number; readonly bytesIn: number };
  close(): Promise<void>;
}

export async function openTlsHomes(count: number, waitMs: number): Promise<TlsHomes> {
  const home = await openLocalHome({});
  const target = new URL(home.variables.HOME_ASSISTANT_URL ?? '');
  const { key, cert } = certificate();
  const sockets = new Set<Socket>();
  let connections = 0;
  let bytesOfClosed = 0;
  const servers: Server[] = [];
  for (let number = 0; number < count; number += 1) {
    const server = createServer({ key, cert, keepAliveTimeout: 75_000 }, (request, response) => {
      const options = {
        method: request.method,
        path: request.url,
        headers: { ...request.headers, connection: 'close' },
      };
      setTimeout(() => {
        const onward = forward(target, options, (answer) => {
          const { connection, ...headers } = answer.headers;
          response.writeHead(answer.statusCode ?? 502, headers);
          answer.pipe(response);
        });
        request.pipe(onward);
      }, waitMs);
    });
    server.on('connection', (socket: Socket) => {
      connections += 1;
      sockets.add(socket);
      socket.once('close', () => {
        bytesOfClosed += socket.bytesRead;
        sockets.delete(socket);
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    servers.push(server);
  }
  return {
    urls: servers.map((server) => `https://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ca: cert,
    home,
    counted: () => ({
      connections,
      bytesIn: [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, bytesOfClosed),
    }),
    async close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
      await home.close();
    },
  };
}

/** A certificate for loopback with an ECDSA key, as the authorities of today give them; made by openssl. */
function certificate(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'cost-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const algorithm = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const names = ['-subj', '/CN=loopback', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', ...algorithm, '-days', '2', ...names, '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  const made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return made;
}
