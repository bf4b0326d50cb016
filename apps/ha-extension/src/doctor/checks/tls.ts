import { hostOf } from '../addresses.ts';
import { type Check, type Finding, ok, warning } from '../check.ts';
import type { Examination } from '../examination.ts';
import { shakeHands } from '../handshake.ts';
import { demandsCertificate, describeTlsFailure } from '../tls-failure.ts';

const DAY_MS = 86_400_000;
const SOON_DAYS = 21;
/** No certificate has it, so that one is refused for it and shown. */
const NO_FINGERPRINT = '0'.repeat(64);
const CODES: ReadonlySet<string> = new Set([
  'HTTP_TLS_FAILED',
  'HTTP_CONNECT_TIMEOUT',
  'HTTP_CONNECTION_LOST',
  'HTTP_DEADLINE_EXCEEDED',
]);

/** Whether the certificate is accepted as the settings want it, and for how long it will be. */
export const tls: Check = {
  name: 'tls',
  needs: ['tcp', 'proxy'],
  async run(home) {
    if (home.url.protocol === 'http:') return unencrypted(home);
    const { error } = await home.firstAnswer();
    const isTls = error?.code === 'HTTP_TLS_FAILED' || (error?.phase === 'tls' && CODES.has(error.code));
    if (error !== undefined && isTls) return describeTlsFailure(home, error);
    // Some servers take the handshake, look at the certificate and hang up.
    const isHungUp = error?.code === 'HTTP_CONNECTION_LOST' && error.reason !== 'not-http';
    if (isHungUp && home.settings.connection.clientCertificate !== undefined) {
      return demandsCertificate(home, error.message);
    }
    return accepted(home);
  },
};

function unencrypted({ settingName }: Examination): Finding {
  return warning(
    'The address begins with http://, so there is no TLS.',
    'Everybody on the way can read the token, and Alexa links no account with it.',
    `Set ${settingName('URL')} to an https:// address, unless this is a trial or an encrypted tunnel leads there.`,
  );
}

async function accepted(home: Examination): Promise<Finding> {
  const { settings, environment } = home;
  const { fingerprint, ca } = settings.connection;
  const trusted =
    fingerprint !== undefined ? 'is the pinned one' : ca !== undefined ? 'is of your own authority' : 'is trusted';
  const { validToMs, shown } = await certificateOf(home);
  if (validToMs === undefined) return ok(`The certificate ${trusted}.`, 'The function will accept it.');
  const days = Math.floor((validToMs - environment.clock.now()) / DAY_MS);
  const until = new Date(validToMs).toISOString().slice(0, 10);
  const saw = `The certificate ${trusted}; valid until ${until} (${days} days)${shown}.`;
  if (days < 0)
    return warning(
      saw,
      'It has expired; the function takes it for its fingerprint, Alexa does not for linking accounts.',
      'Renew the certificate, then pin the new one.',
    );
  if (days >= SOON_DAYS) return ok(saw, 'The function will accept it.');
  return warning(
    saw,
    'It expires soon; from then on every directive fails.',
    "Look why it is not renewed by itself: certbot, the Let's Encrypt or Duck DNS add-on, or the proxy that holds it.",
  );
}

/** Until when it is valid: seen in a handshake, or behind a proxy in the refusal of a fingerprint that nobody has. */
async function certificateOf(
  home: Examination,
): Promise<{ readonly validToMs: number | undefined; readonly shown: string }> {
  if (home.settings.connection.proxy !== undefined) {
    const { error } = await home.ask({ path: '/', onlyFingerprint: NO_FINGERPRINT });
    return { validToMs: error?.certificate?.validToMs, shown: '' };
  }
  const seen = await shakeHands(home);
  if (seen === undefined) return { validToMs: undefined, shown: '' };
  const issuer = seen.chain[0]?.issuer ?? 'unknown';
  return { validToMs: seen.validToMs, shown: `, for ${hostOf(home.url)}, issued by ${issuer}, ${seen.protocol}` };
}
