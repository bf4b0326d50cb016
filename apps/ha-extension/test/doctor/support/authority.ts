import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Key and certificate of a server or client, with whatever it sends besides. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface IssueOptions {
  /** Default `IP:127.0.0.1,DNS:home.test`. */
  readonly names?: string;
  /** Default 90; -1 for one that has expired. */
  readonly days?: number;
  /** Whether it says where the certificate of its issuer can be had. */
  readonly namesIssuer?: boolean;
}

/** Certificates of one private authority, its intermediate, and a home that signs its own; made by `openssl`. */
export interface Authority {
  readonly ca: string;
  /** Signed by the authority itself. */
  issue(options?: IssueOptions): Identity;
  /** Signed by an intermediate, which is not sent. */
  issueBelow(options?: IssueOptions): Identity;
  readonly selfSigned: Identity & { readonly fingerprint: string };
  remove(): void;
}

export function createAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-doctor-'));
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { stdio: 'pipe', cwd: folder }).toString();
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  let serial = 0;
  const sign = (by: string, subject: string, extensions: string, days = 90): string => {
    serial += 1;
    const name = `leaf-${serial}`;
    writeFileSync(join(folder, `${name}.ext`), extensions);
    openssl('req', ...ec, '-subj', subject, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    const signer = ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-set_serial', String(serial), '-days', String(days)];
    openssl('x509', '-req', '-in', `${name}.csr`, ...signer, '-extfile', `${name}.ext`, '-out', `${name}.pem`);
    return name;
  };
  const issueBy = (
    by: string,
    { names = 'IP:127.0.0.1,DNS:home.test', days, namesIssuer = false }: IssueOptions = {},
  ) => {
    const hint = namesIssuer ? 'authorityInfoAccess=caIssuers;URI:http://authority.test/intermediate.crt\n' : '';
    const name = sign(by, '/CN=home', `subjectAltName=${names}\n${hint}`, days);
    return { key: text(`${name}.key`), cert: text(`${name}.pem`) };
  };
  openssl('req', '-x509', ...ec, '-days', '90', '-subj', '/CN=Home CA', '-keyout', 'ca.key', '-out', 'ca.pem');
  const intermediate = sign('ca', '/CN=Home CA 2', 'basicConstraints=critical,CA:TRUE\n');
  const own = ['-days', '90', '-subj', '/CN=home.test', '-addext', 'subjectAltName=DNS:home.test'];
  openssl('req', '-x509', ...ec, ...own, '-keyout', 'own.key', '-out', 'own.pem');
  const fingerprint = openssl('x509', '-in', 'own.pem', '-noout', '-fingerprint', '-sha256').trim();
  return {
    ca: text('ca.pem'),
    issue: (options) => issueBy('ca', options),
    issueBelow: (options) => issueBy(intermediate, options),
    selfSigned: { key: text('own.key'), cert: text('own.pem'), fingerprint: fingerprint.replace(/^.*=/, '') },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
