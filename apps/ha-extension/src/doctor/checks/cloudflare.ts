import type { HttpResponse } from '@hearthgate/contracts';
import type { Answer } from '../ask.ts';
import { type Check, type Finding, failed, ok } from '../check.ts';
import type { Examination } from '../examination.ts';

/** What Cloudflare's own statuses say (developers.cloudflare.com, Cloudflare 5xx errors). */
const STATUSES: Readonly<Record<number, string>> = {
  520: 'the home answered something that is no HTTP',
  521: 'the home refuses connections',
  522: 'the home does not answer connections',
  523: 'the home cannot be reached',
  524: 'the home took too long',
  525: 'there is no TLS with the home',
  526: 'the certificate of the home is not valid',
  530: 'the tunnel or the name behind it does not work',
};

/** Whether Cloudflare stands before the home, and lets a function through that is no browser. */
export const cloudflare: Check = {
  name: 'cloudflare',
  needs: ['tls', 'tcp', 'proxy'],
  readsFirstAnswer: true,
  async run(home) {
    const answer = await home.firstAnswer();
    const { response } = answer;
    if (response === undefined)
      return ok('No answer that shows it.', 'Whether Cloudflare is on the way cannot be told.');
    return (
      barrier(home, answer) ??
      ok(
        isCloudflare(response) ? 'The answer came through Cloudflare.' : 'No sign of Cloudflare.',
        isCloudflare(response)
          ? 'Cloudflare lets the function through.'
          : 'The home answers by itself, or through another proxy.',
      )
    );
  },
};

/** What of Cloudflare stands in the way; undefined when nothing does. */
export function barrier(home: Examination, { response, failure }: Answer): Finding | undefined {
  if (response === undefined) return undefined;
  const { status, headers } = response;
  if (isAccess(response, failure?.message)) return access(home, status);
  if (headers['cf-mitigated'] === 'challenge' || /Cloudflare challenge/.test(failure?.message ?? '')) {
    return failed(
      `Status ${status}, a challenge of Cloudflare.`,
      'Cloudflare takes the function for a robot and asks it to prove that it is a browser.',
      'In Cloudflare, add a rule that skips challenges (Bot Fight Mode, Under Attack, managed rules) for /api/ and /auth/ of this host.',
    );
  }
  if (!isCloudflare(response)) return undefined;
  const meaning = STATUSES[status];
  if (meaning !== undefined) {
    return failed(
      `Cloudflare answered with status ${status}.`,
      `Cloudflare is reached, but ${meaning}.`,
      'Check that cloudflared or the port forwarding behind Cloudflare runs, and the TLS mode (Full, strict) against the certificate of the home.',
    );
  }
  if (
    status === 403 &&
    failure?.kind !== undefined &&
    /web page|html/.test(`${failure.message}${headers['content-type']}`)
  ) {
    return failed(
      'Status 403 with a page of Cloudflare.',
      'A rule of Cloudflare (firewall, country, bots) blocks the function.',
      'In Cloudflare, look under Security, Events, which rule it was, and let requests to /api/ and /auth/ of this host pass; functions call from the USA or Ireland.',
    );
  }
  return undefined;
}

function isCloudflare({ headers }: HttpResponse): boolean {
  return headers['cf-ray'] !== undefined || headers.server === 'cloudflare';
}

/** Access redirects to a page of the team, or shows one (developers.cloudflare.com/cloudflare-one). */
function isAccess({ headers }: HttpResponse, seen = ''): boolean {
  const target = URL.parse(headers.location ?? '');
  const isLogin =
    target !== null &&
    (target.hostname.endsWith('.cloudflareaccess.com') || target.pathname.startsWith('/cdn-cgi/access/'));
  return isLogin || /Cloudflare Access login/.test(seen);
}

function access({ settings, settingName }: Examination, status: number): Finding {
  const saw = `Status ${status}, the login of Cloudflare Access.`;
  if (settings.connection.access === undefined) {
    return failed(
      saw,
      'Cloudflare Access wants a login, which a function cannot do.',
      `Make a service token in Cloudflare and a policy "Service Auth" for it, and set ${settingName('ACCESS_CLIENT_ID')} and ${settingName('ACCESS_CLIENT_SECRET')}.`,
    );
  }
  return failed(
    saw,
    'Cloudflare Access does not accept the service token.',
    `Check that the token has not expired, that the application has a policy "Service Auth" with it, and ${settingName('ACCESS_CLIENT_ID')} and ${settingName('ACCESS_CLIENT_SECRET')}.`,
  );
}
