import type { ErrorCode } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

/** A proxy that opens tunnels. */
export interface ProxyServer {
  readonly protocol: 'http:' | 'https:' | 'socks5h:';
  readonly host: string;
  readonly port: number;
  /** Empty when there is none. */
  readonly username: string;
  readonly password: string;
  /** The whole as a text, credentials included: for keys that are hashed, never for messages. */
  readonly key: string;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'socks5h:': 1080 };

/**
 * A proxy out of its URL; `undefined` for none. Messages never quote the URL, which may hold a password.
 *
 * @throws GatewayError with the given code
 */
export function readProxy(value: unknown, code: ErrorCode): ProxyServer | undefined {
  if (value === undefined || value === false) return undefined;
  const url = typeof value === 'string' ? URL.parse(value) : null;
  if (url?.protocol === 'socks5:' || url?.protocol === 'socks:') {
    throw new GatewayError(code, 'proxy takes socks5h://, with which the proxy looks up names; socks5:// would not.');
  }
  const defaultPort = url === null ? undefined : DEFAULT_PORTS[url.protocol];
  if (url === null || defaultPort === undefined || url.hostname === '') {
    throw new GatewayError(
      code,
      'proxy takes a URL such as http://host:port, https://host:port or socks5h://host:port.',
    );
  }
  const [username, password] = [url.username, url.password].map(decode);
  if (username === undefined || password === undefined) {
    throw new GatewayError(code, 'User name and password of proxy have to be percent-encoded.');
  }
  return {
    protocol: url.protocol as ProxyServer['protocol'],
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? defaultPort : Number(url.port),
    username,
    password,
    key: url.href,
  };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
