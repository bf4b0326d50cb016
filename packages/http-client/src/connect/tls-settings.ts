import type { SecureContext } from 'node:tls';
import type { ErrorCode, HttpRequestParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

/** How the two ends of a connection show who they are. */
export interface TlsSettings {
  /** Certificates to trust instead of the system's; empty for the system's. */
  readonly ca: readonly string[];
  readonly client:
    | { readonly cert: string; readonly key: string; readonly passphrase?: string | undefined }
    | { readonly pfx: Uint8Array; readonly passphrase?: string | undefined }
    | undefined;
  /** SHA-256 of certificates, of which the server must have one: 64 hex digits in lower case each; empty for any. */
  readonly fingerprints: readonly string[];
  /** Whether a certificate with such a fingerprint needs to pass no other check. */
  readonly trustsPinned: boolean;
  /** The name that the certificate must be for; `undefined` for the host of the URL. */
  readonly serverName: string | undefined;
}

/**
 * The TLS settings of a request. Whether keys and certificates fit together shows when they are used.
 *
 * @throws GatewayError `HTTP_INVALID_REQUEST`
 */
export function readTlsSettings(params: HttpRequestParams, defaultCa: readonly string[]): TlsSettings {
  const { ca, serverName, trustPinned = false } = params;
  if (serverName !== undefined && (typeof serverName !== 'string' || !/^[\w.-]{1,253}$/.test(serverName))) {
    throw invalid('serverName is a host name, without scheme and port.');
  }
  const fingerprints = readFingerprints(params.pinnedFingerprint);
  if (typeof trustPinned !== 'boolean' || (trustPinned && fingerprints.length === 0)) {
    throw invalid('trustPinned is true or false, and true only with a pinnedFingerprint to trust.');
  }
  return {
    ca: ca === undefined ? defaultCa : readCertificates(ca, 'HTTP_INVALID_REQUEST'),
    client: readClientCertificate(params.clientCertificate),
    fingerprints,
    trustsPinned: trustPinned,
    serverName,
  };
}

/** @throws GatewayError with the given code */
export function readCertificates(ca: unknown, code: ErrorCode): readonly string[] {
  if (ca === undefined) return [];
  const list: readonly unknown[] = Array.isArray(ca) ? ca : [ca];
  if (list.length === 0 || !list.every(isPemCertificate)) {
    throw new GatewayError(code, 'ca is one or more certificates in PEM form (-----BEGIN CERTIFICATE-----).');
  }
  return list as readonly string[];
}

/** What tells connections with different TLS settings apart; empty for the defaults. */
export function tlsKeyOf({ ca, client, fingerprints, trustsPinned, serverName }: TlsSettings): string {
  if (ca.length === 0 && client === undefined && fingerprints.length === 0 && serverName === undefined) return '';
  const own = client === undefined ? [] : 'pfx' in client ? [base64(client.pfx)] : [client.cert, client.key];
  return JSON.stringify([ca, own, client?.passphrase, fingerprints, trustsPinned, serverName]);
}

/** Keys and certificates made ready for handshakes; `undefined` when there are none. */
export function secureContextOf({ ca, client }: TlsSettings): SecureContext | undefined {
  if (ca.length === 0 && client === undefined) return undefined;
  const own =
    client === undefined
      ? {}
      : 'pfx' in client
        ? { pfx: Buffer.from(client.pfx) }
        : { cert: client.cert, key: client.key };
  return process.getBuiltinModule('node:tls').createSecureContext({
    ...(ca.length === 0 ? {} : { ca: [...ca] }),
    ...own,
    ...(client?.passphrase === undefined ? {} : { passphrase: client.passphrase }),
  });
}

function readClientCertificate(value: unknown): TlsSettings['client'] {
  if (value === undefined) return undefined;
  const { cert, key, pfx, passphrase } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  if (passphrase !== undefined && typeof passphrase !== 'string') throw invalid('passphrase is a text.');
  if (pfx instanceof Uint8Array && cert === undefined && key === undefined) return { pfx, passphrase };
  if (pfx === undefined && isPemCertificate(cert) && typeof key === 'string' && key.includes('PRIVATE KEY-----')) {
    return { cert, key, passphrase };
  }
  throw invalid('clientCertificate is cert and key in PEM form, or pfx as bytes.');
}

function readFingerprints(value: unknown): readonly string[] {
  if (value === undefined) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const digits = list.map((one) => (typeof one === 'string' ? digitsOf(one) : ''));
  if (digits.length === 0 || !digits.every((one) => /^[0-9a-f]{64}$/.test(one))) {
    throw invalid('pinnedFingerprint is the SHA-256 of a certificate: 64 hex digits, with or without colons.');
  }
  return digits;
}

/** Whatever a person copies: `sha256 Fingerprint=AB:CD...` of openssl, `AB:CD...` of a browser, or bare digits. */
function digitsOf(fingerprint: string): string {
  return fingerprint
    .trim()
    .replace(/^sha-?256 fingerprint=/i, '')
    .replaceAll(':', '')
    .toLowerCase();
}

function isPemCertificate(value: unknown): value is string {
  return typeof value === 'string' && value.includes('-----BEGIN CERTIFICATE-----');
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function invalid(message: string): GatewayError {
  return new GatewayError('HTTP_INVALID_REQUEST', message);
}
