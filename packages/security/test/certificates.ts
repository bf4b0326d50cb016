import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** Certificates for tests, in DER by hand (RFC 5280, X.690), so that no key lies in the repository. */
export interface TestCertificate {
  /** PEM. */
  readonly certificate: string;
  readonly name: string;
  readonly privateKey: KeyObject;
}

export interface TestCertificateOptions {
  readonly name?: string;
  readonly dns?: readonly string[];
  /** IPv4. */
  readonly addresses?: readonly string[];
  readonly from?: Date;
  readonly to?: Date;
  /** Default: itself. */
  readonly issuer?: TestCertificate;
  readonly mayIssue?: boolean;
  /** Last number of the OID of id-kp: 1 server, 2 client. Default: no purpose named. */
  readonly purpose?: number;
  readonly rsaBits?: number;
}

const DAY_MS = 86_400_000;
/** The clock of the test environment starts here. */
const START_MS = Date.UTC(2026, 0, 1);

const COMMON_NAME = [0x55, 0x04, 0x03];
const ALTERNATIVE_NAMES = [0x55, 0x1d, 0x11];
const CONSTRAINTS = [0x55, 0x1d, 0x13];
const PURPOSES = [0x55, 0x1d, 0x25];
const ECDSA_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const RSA_SHA256 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];

export function createCertificate(options: TestCertificateOptions = {}): TestCertificate {
  const {
    name = 'Test',
    dns = [],
    addresses = [],
    issuer,
    mayIssue = issuer === undefined,
    purpose,
    rsaBits,
  } = options;
  const { from = new Date(START_MS - DAY_MS), to = new Date(START_MS + 30 * DAY_MS) } = options;
  const { publicKey, privateKey } =
    rsaBits === undefined
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: rsaBits });
  const signer = issuer?.privateKey ?? privateKey;
  const algorithm =
    signer.asymmetricKeyType === 'rsa' ? tlv(0x30, oid(RSA_SHA256), tlv(0x05)) : tlv(0x30, oid(ECDSA_SHA256));
  const names = [
    ...dns.map((one) => tlv(0x82, Buffer.from(one))),
    ...addresses.map((one) => tlv(0x87, Buffer.from(one.split('.').map(Number)))),
  ];
  const extensions = [
    ...(names.length > 0 ? [extension(ALTERNATIVE_NAMES, tlv(0x30, ...names))] : []),
    ...(mayIssue ? [extension(CONSTRAINTS, tlv(0x30, tlv(0x01, Buffer.from([0xff]))))] : []),
    ...(purpose === undefined ? [] : [extension(PURPOSES, tlv(0x30, oid([0x2b, 6, 1, 5, 5, 7, 3, purpose])))]),
  ];
  const body = tlv(
    0x30,
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf(issuer?.name ?? name),
    tlv(0x30, time(from), time(to)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length > 0 ? [tlv(0xa3, tlv(0x30, ...extensions))] : []),
  );
  const signature = tlv(0x03, Buffer.from([0]), sign('sha256', body, signer));
  const lines =
    tlv(0x30, body, algorithm, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const certificate = `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  return { certificate, name, privateKey };
}

function tlv(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function oid(bytes: readonly number[]): Buffer {
  return tlv(0x06, Buffer.from(bytes));
}

function extension(id: readonly number[], value: Buffer): Buffer {
  return tlv(0x30, oid(id), tlv(0x04, value));
}

function nameOf(text: string): Buffer {
  return tlv(0x30, tlv(0x31, tlv(0x30, oid(COMMON_NAME), tlv(0x0c, Buffer.from(text)))));
}

function time(date: Date): Buffer {
  return tlv(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
}
