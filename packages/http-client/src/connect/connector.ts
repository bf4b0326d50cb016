import type { Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { HttpFamily, HttpSeenCertificate } from '@hearthgate/contracts';
import type { buildConnector } from 'undici';
import type { Undici } from '../pool/undici-core.ts';
import { openConnectTunnel } from './connect-tunnel.ts';
import { createLookup, inOrder, noAddress } from './lookup.ts';
import { ProxyError } from './proxy-error.ts';
import type { ProxyServer } from './proxy-server.ts';
import type { Route } from './route.ts';
import { checkPin, pinnedIdentity, seenCertificate, shownCertificate } from './server-certificate.ts';
import { openSocksTunnel } from './socks-tunnel.ts';
import { secureContextOf, type TlsSettings } from './tls-settings.ts';

/** A connection that is being opened. */
export interface Attempt {
  phase: 'dns' | 'connect' | 'proxy' | 'tls';
  /** The socket that is at work; destroying it ends the attempt. */
  socket: Socket | undefined;
  /** What the server showed, once it has. */
  certificate: HttpSeenCertificate | undefined;
}

/** Opens one connection and says meanwhile how far it is. */
export type Connector = (options: buildConnector.Options, attempt: Attempt, callback: buildConnector.Callback) => void;

/** A connector for the connections of one route; `route` is asked anew for each, as its addresses may change. */
export function createConnector({ buildConnector }: Undici, route: () => Route): Connector {
  const { tls, proxy, family, addresses } = route();
  const lookup = createLookup(family, () => route().addresses);
  const needsLookup = family !== undefined || addresses !== undefined;
  let connect: ReturnType<typeof buildConnector> | undefined;

  /** Made on first use, because keys and certificates that do not fit together throw. */
  const direct = (): ReturnType<typeof buildConnector> => {
    connect ??= buildConnector({
      // HTTP/2 pays for many requests at once to one origin, which a Lambda does not make.
      allowH2: false,
      // All times are kept by the exchange, exactly; undici's timers are off by up to half a second.
      timeout: 0,
      ...(needsLookup && proxy === undefined ? { lookup } : {}),
      ...tlsOptionsOf(tls),
    });
    return connect;
  };

  const connectDirectly: Connector = (options, attempt, callback) => {
    // Without a name undici takes the host of the URL; what it says by itself is the `Host` header.
    const given = { ...options, servername: tls.serverName ?? '' };
    // undici documents that the socket is answered at once; its types leave that out.
    const open = direct() as (...given: Parameters<typeof connect & {}>) => Socket | undefined;
    const isSecure = options.protocol === 'https:';
    attempt.socket = open(given, isSecure && tls.trustsPinned ? whenPinned(tls, callback) : callback);
    if (isSecure) noteCertificate(attempt, attempt.socket as TLSSocket | undefined);
    if (options.httpSocket !== undefined) return;
    attempt.socket?.once('lookup', () => {
      attempt.phase = 'connect';
    });
    attempt.socket?.once('connect', () => {
      if (isSecure) attempt.phase = 'tls';
    });
  };

  return (options, attempt, callback) => {
    try {
      if (proxy === undefined) {
        connectDirectly(options, attempt, callback);
        return;
      }
      openTunnel(proxy, options, attempt, route())
        .then(
          (socket) => {
            if (options.protocol !== 'https:') callback(null, socket);
            else {
              attempt.phase = 'tls';
              connectDirectly({ ...options, httpSocket: socket }, attempt, callback);
            }
          },
          (error) => callback(error, null),
        )
        .catch((error) => callback(error, null));
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)), null);
    }
  };
}

async function openTunnel(
  proxy: ProxyServer,
  { hostname, port, protocol }: buildConnector.Options,
  attempt: Attempt,
  { addresses, tls, family }: Route,
): Promise<Socket> {
  // An address that was checked, when only such may be called; else the name, which the proxy looks up.
  const [checked] = addresses === undefined ? [] : inOrder(addresses, family);
  if (addresses !== undefined && checked === undefined) throw noAddress();
  const socket = await connectToProxy(proxy, tls.ca, family, attempt);
  attempt.phase = 'proxy';
  const target = {
    host: checked?.address ?? hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  };
  const open = proxy.protocol === 'socks5h:' ? openSocksTunnel : openConnectTunnel;
  return open(socket, proxy, target);
}

function connectToProxy(
  { protocol, host, port }: ProxyServer,
  ca: readonly string[],
  family: HttpFamily | undefined,
  attempt: Attempt,
): Promise<Socket> {
  const { connect, isIP } = process.getBuiltinModule('node:net');
  attempt.phase = isIP(host) === 0 ? 'dns' : 'connect';
  return new Promise((resolve, reject) => {
    const secure = protocol === 'https:';
    const way = { host, port, ...(family === undefined ? {} : { lookup: createLookup(family, () => undefined) }) };
    const socket: Socket = secure
      ? process.getBuiltinModule('node:tls').connect({
          ...way,
          rejectUnauthorized: true,
          ...(isIP(host) === 0 ? { servername: host } : {}),
          ...(ca.length === 0 ? {} : { ca: [...ca] }),
        })
      : connect(way);
    attempt.socket = socket;
    const fail = (error: NodeJS.ErrnoException) => reject(new ProxyError(error.code ?? 'unreachable'));
    socket.setNoDelay(true).setKeepAlive(true, 60_000);
    // Whoever works with the socket listens too; between two of them nobody does, and an error would end the process.
    socket.on('error', () => undefined);
    socket.once('lookup', () => {
      attempt.phase = 'connect';
    });
    socket.once('error', fail).once(secure ? 'secureConnect' : 'connect', () => {
      socket.off('error', fail);
      resolve(socket);
    });
  });
}

/** The options of `tls.connect` that undici passes on, and one of its own. */
function tlsOptionsOf(tls: TlsSettings): object {
  const secureContext = contextOf(tls);
  const { fingerprints, trustsPinned } = tls;
  return {
    ...(secureContext === undefined ? {} : { secureContext }),
    // Said always, or a variable of the environment decides. With trust in a pin, `whenPinned` judges instead, and each
    // time: what a session that is resumed was judged by, nobody would say.
    ...(trustsPinned ? { rejectUnauthorized: false, maxCachedSessions: 0 } : { rejectUnauthorized: true }),
    ...(fingerprints.length === 0 || trustsPinned ? {} : { checkServerIdentity: pinnedIdentity(fingerprints) }),
  };
}

/** Hands a connection on only when the server has the pinned certificate; until then nothing is sent over it. */
function whenPinned({ fingerprints }: TlsSettings, callback: buildConnector.Callback): buildConnector.Callback {
  return (...[error, socket]) => {
    if (error !== null) {
      callback(error, null);
      return;
    }
    const mismatch = checkPin(shownCertificate(socket as TLSSocket).fingerprint256, fingerprints);
    if (mismatch === undefined) callback(null, socket);
    else {
      socket.destroy();
      callback(mismatch, null);
    }
  };
}

/**
 * Notes what the server shows before it is judged: a connection that was refused answers no more. The event is Node's own
 * and not documented; nothing but what an error tells depends on it.
 */
function noteCertificate(attempt: Attempt, socket: TLSSocket | undefined): void {
  socket?.prependOnceListener('secure', () => {
    attempt.certificate = seenCertificate(socket);
  });
}

/** What OpenSSL says of keys names neither them nor the passphrase, but its codes differ from version to version. */
function contextOf(tls: TlsSettings): SecureContext | undefined {
  try {
    return secureContextOf(tls);
  } catch (cause) {
    throw Object.assign(new Error('certificate or key cannot be used', { cause }), { code: 'TLS_MATERIAL' });
  }
}
