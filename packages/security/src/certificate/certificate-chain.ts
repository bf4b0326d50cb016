import type { X509Certificate } from 'node:crypto';

const PEM = /-----BEGIN CERTIFICATE-----[\s\w+/=]{1,65536}-----END CERTIFICATE-----/g;

/** More certificates than any chain has, so that a text cannot keep us busy. */
const MAX_CERTIFICATES = 20;
const MAX_ROOTS = 1_000;

/** The certificates of a PEM text, in their order; what cannot be read is `undefined`. */
export function readCertificates(
  pem: unknown,
  most: number = MAX_CERTIFICATES,
): readonly (X509Certificate | undefined)[] {
  if (typeof pem !== 'string') return [];
  const { X509Certificate } = process.getBuiltinModule('node:crypto');
  return (pem.match(PEM) ?? []).slice(0, most).map((text) => {
    try {
      return new X509Certificate(text);
    } catch {
      return undefined;
    }
  });
}

/** Certificates that are trusted as they are, found by name. */
export class TrustedRoots {
  readonly #bySubject = new Map<string, X509Certificate[]>();

  constructor(pem: string) {
    for (const root of readCertificates(pem, MAX_ROOTS)) {
      if (root === undefined) continue;
      const others = this.#bySubject.get(root.subject);
      if (others === undefined) this.#bySubject.set(root.subject, [root]);
      else others.push(root);
    }
  }

  get size(): number {
    return this.#bySubject.size;
  }

  has(certificate: X509Certificate): boolean {
    const fingerprint = certificate.fingerprint256;
    return this.#named(certificate.subject).some((root) => root.fingerprint256 === fingerprint);
  }

  issuerOf(certificate: X509Certificate): X509Certificate | undefined {
    return this.#named(certificate.issuer).find((root) => hasIssued(root, certificate));
  }

  #named(subject: string): readonly X509Certificate[] {
    return this.#bySubject.get(subject) ?? [];
  }
}

/** The way from a certificate to what is trusted. */
export interface Chain {
  /** From the certificate to its root, or to where it ends. */
  readonly certificates: readonly X509Certificate[];
  readonly isTrusted: boolean;
}

/** Follows the signatures, through certificates that may sign others only. */
export function chainOf(leaf: X509Certificate, sent: readonly X509Certificate[], roots: TrustedRoots): Chain {
  const certificates = [leaf];
  for (let current = leaf; certificates.length <= MAX_CERTIFICATES; ) {
    if (roots.has(current)) return { certificates, isTrusted: true };
    const root = roots.issuerOf(current);
    if (root !== undefined) return { certificates: [...certificates, root], isTrusted: true };
    const next = sent.find((candidate) => !certificates.includes(candidate) && hasIssued(candidate, current));
    if (next === undefined) break;
    certificates.push(next);
    current = next;
  }
  return { certificates, isTrusted: false };
}

function hasIssued(candidate: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return candidate.ca && certificate.checkIssued(candidate) && certificate.verify(candidate.publicKey);
  } catch {
    // A key of a kind that cannot verify anything.
    return false;
  }
}
