/** What was wrong with a certificate or with the handshake. */
export interface TlsReason {
  readonly reason:
    | 'self-signed'
    | 'unknown-issuer'
    | 'expired'
    | 'not-yet-valid'
    | 'wrong-host'
    | 'revoked'
    | 'wrong-fingerprint'
    | 'client-certificate'
    | 'unusable-certificate'
    | 'not-tls'
    | 'handshake-failed';
  /** OpenSSL's or Node's own code, or the names that the certificate is for. */
  readonly detail?: string | undefined;
}

/** Verification codes of OpenSSL as Node names them (https://nodejs.org/api/tls.html#x509-certificate-error-codes). */
const BY_CODE: Readonly<Record<string, TlsReason['reason']>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  CERT_UNTRUSTED: 'unknown-issuer',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  CERT_REVOKED: 'revoked',
  HOSTNAME_MISMATCH: 'wrong-host',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  PINNED_FINGERPRINT: 'wrong-fingerprint',
  TLS_MATERIAL: 'unusable-certificate',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'client-certificate',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'client-certificate',
  ERR_SSL_TLSV13_ALERT_UNKNOWN_CA: 'client-certificate',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'client-certificate',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'client-certificate',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not-tls',
  ERR_SSL_HTTP_REQUEST: 'not-tls',
};

/** What went wrong in TLS, or `undefined` when it was something else. */
export function tlsReasonOf(error: unknown): TlsReason | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, cert, fingerprint } = error as Error & {
    code?: unknown;
    cert?: { subjectaltname?: unknown };
    fingerprint?: unknown;
  };
  if (typeof code !== 'string') return undefined;
  const reason = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  if (reason === 'wrong-host') {
    const names = typeof cert?.subjectaltname === 'string' ? cert.subjectaltname.replaceAll('DNS:', '') : undefined;
    return { reason, detail: names ?? code };
  }
  if (typeof fingerprint === 'string') return { reason: 'wrong-fingerprint', detail: fingerprint };
  if (reason !== undefined) return { reason, detail: code };
  const isTls = /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|EPROTO$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_|UNABLE_TO_)/.test(
    code,
  );
  return isTls ? { reason: 'handshake-failed', detail: code } : undefined;
}
