import type { X509Certificate } from 'node:crypto';
import type {
  CertificateCheck,
  CertificateFault,
  CertificateProblem,
  ValidateCertificateParams,
} from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { type Chain, chainOf, readCertificates, TrustedRoots } from './certificate-chain.ts';

/** RFC 5280, section 4.2.1.12: id-kp-serverAuth, and anyExtendedKeyUsage. */
const SERVER_PURPOSES: readonly string[] = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'];
const LEAST_RSA_BITS = 2_048;

/** What a TLS client would say of a server's certificate. Revocation, name constraints and path lengths are not looked at. */
export function checkCertificate(
  params: ValidateCertificateParams,
  publicRoots: () => TrustedRoots,
  nowMs: number,
): CertificateCheck {
  const { certificate, host, trusted, minRemainingMs = 0 } = params;
  if (!(Number.isFinite(minRemainingMs) && minRemainingMs >= 0)) {
    throw new GatewayError('KERNEL_INVALID_PARAMS', 'minRemainingMs is a number of milliseconds from 0.');
  }
  const [leaf, ...others] = readCertificates(certificate);
  if (leaf === undefined) {
    const reason = 'The text holds no certificate that can be read; give it as PEM, with BEGIN CERTIFICATE.';
    return { valid: false, problems: [{ fault: 'unreadable', reason }] };
  }
  const sent = others.filter((one) => one !== undefined);
  const roots = trusted === undefined ? publicRoots() : new TrustedRoots(trusted);
  const chain = chainOf(leaf, sent, roots);
  const problems = [
    ...chain.certificates.flatMap((one) => timeProblems(one, nowMs, minRemainingMs)),
    ...hostProblems(leaf, host),
    ...chain.certificates.flatMap(keyProblems),
    ...trustProblems(chain, roots),
  ];
  return {
    valid: problems.length === 0,
    problems,
    subject: oneLine(leaf.subject),
    issuer: oneLine(leaf.issuer),
    hosts: hostsOf(leaf),
    fingerprint: leaf.fingerprint256,
    notBeforeMs: leaf.validFromDate.getTime(),
    notAfterMs: leaf.validToDate.getTime(),
    remainingMs: Math.min(...chain.certificates.map((one) => one.validToDate.getTime())) - nowMs,
  };
}

function timeProblems(
  certificate: X509Certificate,
  nowMs: number,
  minRemainingMs: number,
): readonly CertificateProblem[] {
  const { validFromDate, validToDate } = certificate;
  const name = nameOf(certificate);
  if (validFromDate.getTime() > nowMs) {
    return [problem('not-yet-valid', `${name} is valid from ${validFromDate.toISOString()}; check the clock.`)];
  }
  const remainingMs = validToDate.getTime() - nowMs;
  if (remainingMs < 0) return [problem('expired', `${name} expired at ${validToDate.toISOString()}; renew it.`)];
  if (remainingMs >= minRemainingMs) return [];
  return [problem('expires-soon', `${name} expires at ${validToDate.toISOString()}; renew it before.`)];
}

function hostProblems(leaf: X509Certificate, host: string | undefined): readonly CertificateProblem[] {
  if (host === undefined) return [];
  const problems: CertificateProblem[] = [];
  const bare = host.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const isAddress = process.getBuiltinModule('node:net').isIP(bare) !== 0;
  const found = isAddress ? leaf.checkIP(bare) : leaf.checkHost(bare, { subject: 'never' });
  if (found === undefined) {
    const names = hostsOf(leaf).join(', ') || 'no host';
    problems.push(
      problem('wrong-host', `The certificate is made out to ${names} and not to ${bare}; get one that is.`),
    );
  }
  // Absent, every purpose is allowed.
  if (leaf.keyUsage !== undefined && !leaf.keyUsage.some((purpose) => SERVER_PURPOSES.includes(purpose))) {
    problems.push(problem('wrong-purpose', 'The certificate is not for servers; get one for server authentication.'));
  }
  return problems;
}

function keyProblems(certificate: X509Certificate): readonly CertificateProblem[] {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const bits = asymmetricKeyDetails?.modulusLength ?? LEAST_RSA_BITS;
  if (asymmetricKeyType !== 'dsa' && bits >= LEAST_RSA_BITS) return [];
  const what = asymmetricKeyType === 'dsa' ? 'a DSA key' : `an RSA key of ${bits} bits`;
  return [
    problem('weak-key', `${nameOf(certificate)} has ${what}; use ECDSA, or RSA of ${LEAST_RSA_BITS} bits or more.`),
  ];
}

function trustProblems({ certificates, isTrusted }: Chain, roots: TrustedRoots): readonly CertificateProblem[] {
  if (isTrusted) return [];
  const last = certificates.at(-1) as X509Certificate;
  if (roots.size === 0)
    return [problem('untrusted', 'trusted holds no certificate that can be read; give roots as PEM.')];
  const reason =
    last.subject === last.issuer
      ? `${nameOf(last)} is signed by itself and not trusted; add it to trusted if it is yours.`
      : `${nameOf(last)} is issued by ${oneLine(last.issuer)}, which is neither sent along nor trusted; add that certificate.`;
  return [problem('untrusted', reason)];
}

function hostsOf({ subjectAltName }: X509Certificate): readonly string[] {
  const names = subjectAltName?.match(/(?:DNS|IP Address):(?:"[^"]*"|[^,]*)/g) ?? [];
  return names.map((name) => name.replace(/^(?:DNS|IP Address):/, '').replace(/^"|"$/g, ''));
}

function nameOf(certificate: X509Certificate): string {
  return oneLine(certificate.subject) || `The certificate ${certificate.serialNumber}`;
}

function oneLine(name: string): string {
  return name.split('\n').join(', ');
}

function problem(fault: CertificateFault, reason: string): CertificateProblem {
  return { fault, reason };
}
