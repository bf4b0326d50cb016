import type { HttpClientCertificate, HttpFamily } from '@hearthgate/contracts';
import { pemBlocks } from './pem.ts';
import type { SettingReader } from './setting-reader.ts';
import type { SettingName } from './setting-table.ts';

/** How the home is reached. */
export interface ConnectionSettings {
  /** PEM text of certificates to trust instead of the public ones. */
  readonly ca: string | undefined;
  /** SHA-256 of the certificate to trust whoever issued it, in hexadecimal digits. */
  readonly fingerprint: string | undefined;
  readonly clientCertificate: HttpClientCertificate | undefined;
  /** A service token of Cloudflare Access. */
  readonly access: { readonly id: string; readonly secret: string } | undefined;
  readonly proxy: string | undefined;
  readonly proxyReadyMs: number;
  readonly family: HttpFamily | undefined;
}

const FAMILIES: ReadonlyMap<string, HttpFamily> = new Map<string, HttpFamily>([
  ['4', 4],
  ['6', 6],
  ['prefer-4', 'prefer-4'],
  ['prefer-6', 'prefer-6'],
]);

export function readConnection(reader: SettingReader): ConnectionSettings {
  return {
    ca: readCertificates(reader),
    fingerprint: readFingerprint(reader),
    clientCertificate: readClientCertificate(reader),
    access: readAccess(reader),
    proxy: readProxy(reader),
    proxyReadyMs: reader.milliseconds('PROXY_READY_MS', 0, 7_000, 3_000),
    family: readFamily(reader),
  };
}

function readFamily(reader: SettingReader): HttpFamily | undefined {
  const text = reader.text('FAMILY')?.toLowerCase();
  if (text === undefined) return undefined;
  const family = FAMILIES.get(text);
  if (family === undefined) reader.report('FAMILY', 'It is none of 4, 6, prefer-4 and prefer-6.');
  return family;
}

function readCertificates(reader: SettingReader): string | undefined {
  const text = reader.text('CA');
  if (text === undefined) return undefined;
  const certificates = certificatesIn(text);
  if (certificates.length === 0 || !certificates.every(isCertificate)) {
    reader.report('CA', 'It holds no PEM certificate, or one that cannot be read.');
  }
  return certificates.join('');
}

function readFingerprint(reader: SettingReader): string | undefined {
  const text = reader.text('FINGERPRINT');
  if (text === undefined) return undefined;
  // `openssl x509 -fingerprint -sha256` prints the name of the hash before it.
  const digits = text.replace(/^.*=/, '').replaceAll(/[:\s]/g, '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return digits;
  const isSha1 = /^[0-9a-f]{40}$/.test(digits);
  reader.report('FINGERPRINT', isSha1 ? 'It is a SHA-1 fingerprint; use -sha256.' : 'It is not 64 hexadecimal digits.');
  return undefined;
}

function readClientCertificate(reader: SettingReader): HttpClientCertificate | undefined {
  const passphrase = reader.text('CLIENT_PASSPHRASE');
  const pfx = reader.text('CLIENT_PFX');
  const pem = reader.text('CLIENT_CERTIFICATE');
  if (pfx !== undefined) {
    if (pem !== undefined) reader.report('CLIENT_PFX', 'HOME_ASSISTANT_CLIENT_CERTIFICATE is set as well; use one.');
    const base64 = pfx.replaceAll(/\s/g, '');
    const bytes = Buffer.from(base64, 'base64');
    // A PFX file is a DER sequence; the decoder skips what is no base64.
    if (!/^[\w+/-]+=*$/.test(base64) || bytes[0] !== 0x30) {
      reader.report('CLIENT_PFX', 'It is not a PFX file in base64.');
    }
    const given = { pfx: new Uint8Array(bytes), ...(passphrase === undefined ? {} : { passphrase }) };
    return isUsable(given) ? given : refused(reader, 'CLIENT_PFX', passphrase);
  }
  const keyText = reader.text('CLIENT_KEY');
  if (pem === undefined) {
    if (keyText !== undefined) {
      reader.report('CLIENT_KEY', 'There is no HOME_ASSISTANT_CLIENT_CERTIFICATE that belongs to it.');
    }
    return undefined;
  }
  const cert = certificatesIn(pem).join('');
  const key = pemBlocks(`${keyText ?? ''}\n${pem}`).find(({ label }) => label.endsWith('PRIVATE KEY'))?.text;
  if (cert === '') reader.report('CLIENT_CERTIFICATE', 'It holds no PEM certificate.');
  if (key === undefined) reader.report('CLIENT_KEY', 'Neither it nor HOME_ASSISTANT_CLIENT_CERTIFICATE holds a key.');
  if (cert === '' || key === undefined) return undefined;
  const given = { cert, key, ...(passphrase === undefined ? {} : { passphrase }) };
  return isUsable(given) ? given : refused(reader, 'CLIENT_CERTIFICATE', passphrase);
}

/** Whether TLS takes it: parts that belong together, with the right passphrase. */
function isUsable(given: HttpClientCertificate): boolean {
  const { createSecureContext } = process.getBuiltinModule('node:tls');
  try {
    createSecureContext('pfx' in given ? { ...given, pfx: Buffer.from(given.pfx) } : given);
    return true;
  } catch {
    return false;
  }
}

function refused(reader: SettingReader, name: SettingName, passphrase: string | undefined): undefined {
  const why = passphrase === undefined ? 'it may need HOME_ASSISTANT_CLIENT_PASSPHRASE' : 'the passphrase may be wrong';
  reader.report(name, `It cannot be used: certificate and key do not belong together, or ${why}.`);
  return undefined;
}

function readAccess(reader: SettingReader): ConnectionSettings['access'] {
  const id = reader.text('ACCESS_CLIENT_ID');
  const secret = reader.text('ACCESS_CLIENT_SECRET');
  if (id === undefined && secret === undefined) return undefined;
  for (const [name, value] of [
    ['ACCESS_CLIENT_ID', id],
    ['ACCESS_CLIENT_SECRET', secret],
  ] as const) {
    if (value === undefined) reader.report(name, 'Its other half is set, but it is not.');
    else if (!/^[!-~]+$/.test(value)) reader.report(name, 'It has white space or characters outside ASCII in it.');
  }
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

function readProxy(reader: SettingReader): string | undefined {
  const text = reader.text('PROXY');
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:', 'socks5h:'].includes(url.protocol) || url.hostname === '') {
    const isLocal = /^socks(5|4a?)?:/i.test(text);
    const how = isLocal ? 'Only socks5h is known of the SOCKS kinds.' : 'It is no address of a proxy.';
    reader.report('PROXY', how);
  }
  return text;
}

function certificatesIn(text: string): readonly string[] {
  return pemBlocks(text).flatMap(({ label, text: block }) => (label === 'CERTIFICATE' ? [block] : []));
}

function isCertificate(pem: string): boolean {
  const { X509Certificate } = process.getBuiltinModule('node:crypto');
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
