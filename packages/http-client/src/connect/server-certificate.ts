import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { HttpSeenCertificate } from '@hearthgate/contracts';

/** As much of a name as is told; a server may send anything. */
const MAX_TEXT = 200;

type CheckServerIdentity = typeof import('node:tls').checkServerIdentity;

/** The usual check of the name, and then of the fingerprint. Not asked again when a session is resumed. */
export function pinnedIdentity(fingerprints: readonly string[]): CheckServerIdentity {
  return (host, certificate) =>
    process.getBuiltinModule('node:tls').checkServerIdentity(host, certificate) ??
    checkPin(certificate.fingerprint256, fingerprints);
}

/** The error of a certificate whose fingerprint is none of those that are pinned. */
export function checkPin(fingerprint: string | undefined, fingerprints: readonly string[]): Error | undefined {
  const actual = (fingerprint ?? '').replaceAll(':', '').toLowerCase();
  if (fingerprints.includes(actual)) return undefined;
  return Object.assign(new Error('fingerprint differs'), { code: 'PINNED_FINGERPRINT', fingerprint: actual });
}

/**
 * The certificate that the server showed; what Node's types leave out: nothing, when there is none or the socket has
 * ended. Not by `getPeerX509Certificate`, which answers once in Node 24 and nothing from then on.
 */
export function shownCertificate(socket: TLSSocket): Partial<PeerCertificate> {
  return (socket.getPeerCertificate() as PeerCertificate | null) ?? {};
}

/** What the server showed, in short; `undefined` when it showed nothing. */
export function seenCertificate(socket: TLSSocket): HttpSeenCertificate | undefined {
  const { subject, issuer, subjectaltname, valid_from, valid_to, fingerprint256 } = shownCertificate(socket);
  if (fingerprint256 === undefined) return undefined;
  return {
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    names: (subjectaltname ?? '').slice(0, MAX_TEXT),
    validFromMs: Date.parse(valid_from ?? ''),
    validToMs: Date.parse(valid_to ?? ''),
    fingerprint: fingerprint256,
  };
}

/** `CN=home, O=Home`; a part may be there several times. */
function nameOf(parts: PeerCertificate['subject'] | undefined): string {
  const entries = Object.entries(parts ?? {}).flatMap(([key, values]) =>
    [values].flat().map((value) => `${key}=${value}`),
  );
  return entries.join(', ').slice(0, MAX_TEXT);
}
