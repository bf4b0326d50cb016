import type { HttpFamily, ResolvedAddress } from '@hearthgate/contracts';
import type { ProxyServer } from './proxy-server.ts';
import { type TlsSettings, tlsKeyOf } from './tls-settings.ts';

/** How a request gets to its server. Requests on different routes never share a connection. */
export interface Route {
  /** `https://host:port`, the port only when it is not the scheme's own. */
  readonly origin: string;
  readonly tls: TlsSettings;
  readonly proxy: ProxyServer | undefined;
  readonly family: HttpFamily | undefined;
  /** The addresses that were found harmless, when private ones may not be called: these and no others are connected to. */
  readonly addresses: readonly ResolvedAddress[] | undefined;
}

/** The name under which the connections of a route are kept. Secrets and certificates are in it as a hash only. */
export function routeKeyOf({ origin, tls, proxy, family, addresses }: Route): string {
  const tlsKey = tlsKeyOf(tls);
  const isPublicOnly = addresses !== undefined;
  if (tlsKey === '' && proxy === undefined && family === undefined && !isPublicOnly) return `http-pool:${origin}`;
  const variant = JSON.stringify([tlsKey, proxy?.key, family, isPublicOnly]);
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256').update(variant).digest('hex');
  return `http-pool:${origin}:${hash.slice(0, 16)}`;
}
