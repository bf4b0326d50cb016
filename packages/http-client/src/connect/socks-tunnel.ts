import type { Socket } from 'node:net';
import type { TunnelTarget } from './connect-tunnel.ts';
import { ProxyError } from './proxy-error.ts';
import type { ProxyServer } from './proxy-server.ts';

/**
 * Longer than a connection takes; the times are kept by the exchange. The client never clears its timer, which holds the
 * socket in memory for so long.
 */
const LIMIT_MS = 300_000;

/**
 * Opens a tunnel over a connection to a SOCKS5 proxy (RFC 1928, 1929). The name goes to the proxy as it is. Rejects with
 * a `ProxyError`.
 */
export async function openSocksTunnel(socket: Socket, proxy: ProxyServer, destination: TunnelTarget): Promise<Socket> {
  const { SocksClient } = (await import('socks')).default;
  // Given up while the client was loaded: it would wait for an end that it has missed.
  if (socket.destroyed) throw new ProxyError('connection-lost');
  try {
    await SocksClient.createConnection({
      proxy: {
        host: proxy.host,
        port: proxy.port,
        type: 5,
        ...(proxy.username === '' ? {} : { userId: proxy.username, password: proxy.password }),
      },
      command: 'connect',
      destination: { ...destination },
      existing_socket: socket,
      timeout: LIMIT_MS,
    });
    return socket;
  } catch (error) {
    socket.destroy();
    // Its errors carry the options, password included, so only what they say is taken.
    throw new ProxyError(reasonOf(error instanceof Error ? error.message : ''));
  }
}

/** `Socks5 proxy rejected connection - HostUnreachable` becomes `host-unreachable`. */
function reasonOf(message: string): string {
  const rejection = /rejected connection - (\w+)/.exec(message)?.[1];
  if (rejection !== undefined) return rejection.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  if (/authentication|no accepted auth/i.test(message)) return 'credentials';
  return /socket closed|connection|ECONN|EPIPE/i.test(message) ? 'connection-lost' : 'not-a-proxy';
}
