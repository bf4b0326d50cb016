import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Keys and certificates of one authority, for a home on this machine and for a function that calls it. */
export interface Certificates {
  readonly ca: string;
  readonly home: { readonly key: string; readonly cert: string };
  readonly client: { readonly key: string; readonly cert: string };
  /** Key and certificate of the client in PFX, in base64, with `PASSPHRASE`. */
  readonly clientPfx: string;
  /** As `openssl x509 -fingerprint -sha256` prints it. */
  readonly homeFingerprint: string;
}

export const PASSPHRASE = 'correct horse battery';

/** Made by the `openssl` command. */
export function createCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-networks-'));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: readonly string[]) =>
    execFileSync('openssl', args, { stdio: 'pipe', cwd: folder }).toString();
  const text = (name: string) => readFileSync(at(name), 'utf8');
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    openssl('req', '-x509', ...ec, '-days', '2', '-subj', '/CN=Home CA', '-keyout', 'ca.key', '-out', 'ca.pem');
    const issue = (name: string, subject: string, extension: string) => {
      writeFileSync(at(`${name}.ext`), extension);
      openssl('req', ...ec, '-subj', subject, '-keyout', `${name}.key`, '-out', `${name}.csr`);
      const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', `${name}.ext`];
      openssl('x509', '-req', '-in', `${name}.csr`, ...signed, '-out', `${name}.pem`);
      return { key: text(`${name}.key`), cert: text(`${name}.pem`) };
    };
    const home = issue('home', '/CN=home', 'subjectAltName=IP:127.0.0.1,DNS:home.test\n');
    const client = issue('client', '/CN=the function', 'extendedKeyUsage=clientAuth\n');
    const bundle = [
      '-inkey',
      'client.key',
      '-in',
      'client.pem',
      '-out',
      'client.pfx',
      '-passout',
      `pass:${PASSPHRASE}`,
    ];
    openssl('pkcs12', '-export', ...bundle);
    return {
      ca: text('ca.pem'),
      home,
      client,
      clientPfx: readFileSync(at('client.pfx')).toString('base64'),
      homeFingerprint: openssl('x509', '-in', 'home.pem', '-noout', '-fingerprint', '-sha256').trim(),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
