import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { hostOf, portOf } from './addresses.ts';
import type { Examination } from './examination.ts';

/** One certificate of the chain that a server sent. */
export interface ChainLink {
  readonly subject: string;
  readonly issuer: string;
  /** Whether it says where its issuer's certificate can be had, as those of public authorities do (RFC 5280, 4.2.2.1). */
  readonly namesIssuerUrl: boolean;
}

export interface Handshake {
  readonly protocol: string;
  /** The server's own first. */
  readonly chain: readonly ChainLink[];
  /** Epoch milliseconds. */
  readonly validToMs: number;
}

const TIMEOUT_MS = 3_000;
/** No chain of a public authority is longer. */
const MAX_LINKS = 8;

/**
 * What a server shows, whoever issued it: nothing is sent over this connection, and nothing that it says is believed.
 * Undefined when there was no handshake.
 */
export function shakeHands({ url, settings, facts, remainingMs }: Examination): Promise<Handshake | undefined> {
  const tls = process.getBuiltinModule('node:tls');
  const { isIP } = process.getBuiltinModule('node:net');
  const { family } = settings.connection;
  const host = hostOf(url);
  const [address] = (facts.addresses ?? []).filter((one) => typeof family !== 'number' || one.family === family);
  return new Promise((resolve) => {
    const socket = tls.connect({
      host: address?.address ?? host,
      port: portOf(url),
      ...(isIP(host) === 0 && { servername: host }),
      rejectUnauthorized: false,
    });
    const end = (seen?: Handshake) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(seen);
    };
    const timer = setTimeout(() => end(), Math.min(TIMEOUT_MS, Math.max(1, remainingMs())));
    socket.on('error', () => end());
    socket.once('secureConnect', () => end(seenIn(socket)));
  });
}

function seenIn(socket: TLSSocket): Handshake | undefined {
  const own = socket.getPeerCertificate(true);
  if (own.raw === undefined) return undefined;
  return { protocol: socket.getProtocol() ?? 'TLS', chain: chainOf(own), validToMs: Date.parse(own.valid_to) };
}

/** A root is its own issuer, so it ends there. */
function chainOf(own: DetailedPeerCertificate): readonly ChainLink[] {
  const chain: ChainLink[] = [];
  let link: DetailedPeerCertificate | undefined = own;
  while (link !== undefined && chain.length < MAX_LINKS) {
    chain.push({
      subject: nameOf(link.subject),
      issuer: nameOf(link.issuer),
      namesIssuerUrl: Object.keys(link.infoAccess ?? {}).some((kind) => kind.startsWith('CA Issuers')),
    });
    const next: DetailedPeerCertificate | undefined = link.issuerCertificate;
    link = next === link || next?.fingerprint256 === link.fingerprint256 ? undefined : next;
  }
  return chain;
}

function nameOf(parts: DetailedPeerCertificate['subject'] | undefined): string {
  const { CN, O } = parts ?? {};
  return String(CN ?? O ?? 'unnamed').slice(0, 100);
}
