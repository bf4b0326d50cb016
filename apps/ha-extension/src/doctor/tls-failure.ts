import type { HttpSeenCertificate } from '@hearthgate/contracts';
import { hostOf, portOf } from './addresses.ts';
import type { TransportError } from './ask.ts';
import { type Finding, failed } from './check.ts';
import type { Examination } from './examination.ts';
import { shakeHands } from './handshake.ts';

/** What was wrong with the handshake or the certificate, and what mends it. */
export async function describeTlsFailure(home: Examination, error: TransportError): Promise<Finding> {
  const { settingName, settings, url } = home;
  const { certificate, reason } = error;
  const saw = certificate === undefined ? error.message : shown(certificate);
  switch (reason) {
    case 'self-signed':
    case 'unknown-issuer':
      return certificate === undefined ? other(error) : unknownIssuer(home, certificate);
    case 'expired':
      return failed(
        saw,
        `The certificate expired on ${day(certificate?.validToMs)}.`,
        'Renew it on the home or the proxy before it, and look why that does not happen by itself.',
      );
    case 'not-yet-valid':
      return failed(
        saw,
        `The certificate is not valid before ${day(certificate?.validFromMs)}.`,
        'Set the clock right, of the home and of this machine.',
      );
    case 'wrong-host':
      return failed(
        saw,
        `The certificate is for other names than ${hostOf(url)}.`,
        `Set ${settingName('URL')} to one of its names, or get a certificate for ${hostOf(url)}.`,
      );
    case 'wrong-fingerprint':
      return failed(
        saw,
        `The certificate is not the one in ${settingName('FINGERPRINT')}: it was renewed, or somebody stands between.`,
        `If it was renewed, set ${settingName('FINGERPRINT')}=${certificate?.fingerprint ?? ''}`,
      );
    case 'client-certificate':
      return demandsCertificate(home, saw);
    case 'handshake-failed':
      return settings.connection.clientCertificate === undefined ? demandsCertificate(home, saw) : other(error);
    case 'not-tls':
      return failed(
        error.message,
        `Port ${portOf(url)} speaks no TLS; Home Assistant itself speaks plain http unless it was given a certificate.`,
        `Set ${settingName('URL')} to the port that speaks https, such as that of the proxy, or give Home Assistant a certificate (http: ssl_certificate).`,
      );
    default:
      return other(error);
  }
}

/** A certificate that nobody vouches for: the home's own, a private authority's, or one whose chain was not sent. */
async function unknownIssuer(home: Examination, certificate: HttpSeenCertificate): Promise<Finding> {
  const { settingName, settings } = home;
  const saw = shown(certificate);
  if (certificate.subject === certificate.issuer) {
    return failed(
      saw,
      'The home signs its certificate itself, so nothing tells it from a stranger.',
      `Check that the fingerprint is that of the home (openssl x509 -noout -fingerprint -sha256), then set ${settingName('FINGERPRINT')}=${certificate.fingerprint} Alexa links accounts with a public certificate only.`,
    );
  }
  const handshake = settings.connection.proxy === undefined ? await shakeHands(home) : undefined;
  const last = handshake?.chain.at(-1);
  const issuer = last?.issuer ?? certificate.issuer;
  if (last?.namesIssuerUrl === true) {
    return failed(
      saw,
      `The chain is incomplete: the certificate of its issuer, ${issuer}, was not sent. Browsers fetch it, a function does not.`,
      'Have the server send the whole chain: fullchain.pem in place of cert.pem.',
    );
  }
  if (settings.connection.ca !== undefined) {
    return failed(
      saw,
      `Its issuer, ${issuer}, is not the authority in ${settingName('CA')}, and nothing that was sent leads from one to the other.`,
      `Put the certificate of ${issuer} into ${settingName('CA')}, or have the server send the whole chain.`,
    );
  }
  return failed(
    saw,
    `It was issued by ${issuer}, an authority of your own that nobody else knows.`,
    `Set ${settingName('CA')} to the certificate of that authority, or ${settingName('FINGERPRINT')}=${certificate.fingerprint} Alexa links accounts with a public certificate only.`,
  );
}

/** A client certificate that is missing, or not the right one. */
export function demandsCertificate({ settings, settingName }: Examination, saw: string): Finding {
  if (settings.connection.clientCertificate !== undefined) {
    return failed(
      saw,
      'The server did not accept the certificate of the function (mTLS).',
      `Put one of the authority that the server trusts into ${settingName('CLIENT_CERTIFICATE')}, and look whether it has expired.`,
    );
  }
  return failed(
    saw,
    'The server ended the handshake, as one does that demands a client certificate (mTLS) and got none.',
    `Set ${settingName('CLIENT_CERTIFICATE')} and ${settingName('CLIENT_KEY')}, or ${settingName('CLIENT_PFX')}. If it demands none, check which versions of TLS it speaks.`,
  );
}

function other({ message, code }: TransportError): Finding {
  if (code === 'HTTP_CONNECT_TIMEOUT' || code === 'HTTP_DEADLINE_EXCEEDED') {
    return failed(
      message,
      'The port takes connections, but never answers the TLS handshake: it is busy, hangs, or something else listens there.',
      'Restart what listens at that port, and check that it is the one that speaks https.',
    );
  }
  return failed(
    message,
    'There is no encrypted connection with the home.',
    'Check the port, and the TLS settings of the server.',
  );
}

function shown({ subject, issuer, names, validToMs, fingerprint }: HttpSeenCertificate): string {
  const until = Number.isNaN(validToMs) ? 'unknown' : day(validToMs);
  return `Certificate of ${subject || 'nobody'} for ${names || 'no name'}, issued by ${issuer || 'nobody'}, valid until ${until}, SHA-256 ${fingerprint}.`;
}

function day(ms: number | undefined): string {
  return ms === undefined || Number.isNaN(ms) ? 'an unknown day' : new Date(ms).toISOString().slice(0, 10);
}
