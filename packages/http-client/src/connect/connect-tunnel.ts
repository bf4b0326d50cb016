import type { Socket } from 'node:net';
import { ProxyError } from './proxy-error.ts';
import type { ProxyServer } from './proxy-server.ts';

/** Where a tunnel leads to. */
export interface TunnelTarget {
  readonly host: string;
  readonly port: number;
}

/** Opens a tunnel over a connection to an HTTP proxy (RFC 9110, 9.3.6). Rejects with a `ProxyError`. */
export function openConnectTunnel(socket: Socket, proxy: ProxyServer, { host, port }: TunnelTarget): Promise<Socket> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const credentials = Buffer.from(`${proxy.username}:${proxy.password}`).toString('base64');
  const hasCredentials = proxy.username !== '' || proxy.password !== '';
  return new Promise((resolve, reject) => {
    // Node's own client, because undici's puts a pool and its own times around each tunnel.
    const request = process.getBuiltinModule('node:http').request({
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...(hasCredentials ? { 'proxy-authorization': `Basic ${credentials}` } : {}) },
      createConnection: () => socket,
    });
    const fail = (reason: string) => {
      socket.destroy();
      reject(new ProxyError(reason));
    };
    request.once('connect', ({ statusCode = 0 }, _socket, head) => {
      if (statusCode === 407) fail('credentials');
      else if (statusCode < 200 || statusCode > 299) fail(`status-${statusCode}`);
      else {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      }
    });
    request.once('error', (error: NodeJS.ErrnoException) => {
      fail(error.code?.startsWith('HPE_') ? 'not-a-proxy' : 'connection-lost');
    });
    request.end();
  });
}
