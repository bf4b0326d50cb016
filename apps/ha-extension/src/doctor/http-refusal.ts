import type { HttpResponse } from '@hearthgate/contracts';
import type { Answer } from './ask.ts';
import { type Finding, failed } from './check.ts';
import { type Examination, OPEN_PATH } from './examination.ts';
import { demandsCertificate } from './tls-failure.ts';
import { trouble } from './trouble.ts';

type Telling = (home: Examination, saw: string, response: HttpResponse) => Finding | undefined;

/**
 * Who refuses the first request, which needs no login, told by the status and the little that a page says of itself;
 * undefined when nobody does.
 */
export function refusal(home: Examination, answer: Answer, response: HttpResponse): Finding | undefined {
  const { status } = response;
  const saw = `GET ${OPEN_PATH} was answered with status ${status}`;
  const telling = status >= 300 && status <= 399 ? redirected : TELLING[status];
  if (telling !== undefined) return telling(home, saw, response);
  return status === 429 || status >= 500 ? trouble(answer, `GET ${OPEN_PATH}`) : undefined;
}

const redirected: Telling = ({ url, settingName }, saw, { headers }) => {
  const target = URL.parse(headers.location ?? '', url.href);
  const seen = `${saw}, a redirect to ${target === null ? 'nowhere' : target.origin}.`;
  if (target?.hostname === url.hostname) {
    return failed(
      seen,
      'The home is at another address than the one configured; what is sent with POST would be lost.',
      `Set ${settingName('URL')} to ${target.origin}, with the same path.`,
    );
  }
  return failed(
    seen,
    'Something before the home wants a login, or the address has moved.',
    `Let /api/ and /auth/ past the login of the proxy, or set ${settingName('URL')} to where it leads.`,
  );
};

const badRequest: Telling = (home, saw, { body }) => {
  // The words of nginx for its own refusals with this status.
  if (/SSL certificate/i.test(body)) return demandsCertificate(home, `${saw}, for the sake of a certificate.`);
  if (/HTTPS port/i.test(body)) {
    return failed(
      `${saw}.`,
      'The port speaks https, the address says http.',
      `Set ${home.settingName('URL')} to https://.`,
    );
  }
  if (/onboarding/.test(body)) return undefined;
  return failed(
    `${saw}.`,
    'Home Assistant refuses requests that come through a proxy which it does not trust.',
    'In configuration.yaml, set http: use_x_forwarded_for: true and trusted_proxies: with the address of the proxy, which the log of Home Assistant names. Then restart.',
  );
};

const loginWanted: Telling = (_home, saw) =>
  failed(
    `${saw}.`,
    'A proxy before the home wants a user name and password of its own; Home Assistant wants none for this address.',
    'Let /api/ and /auth/ past that login: Home Assistant checks the token itself.',
  );

const unreached: Telling = (_home, saw) =>
  failed(
    `${saw}.`,
    'A proxy before the home answers, but cannot reach Home Assistant.',
    'Check that Home Assistant runs, and the address and port to which the proxy leads.',
  );

const TELLING: Readonly<Record<number, Telling>> = {
  400: badRequest,
  401: loginWanted,
  407: loginWanted,
  403: (_home, saw) =>
    failed(
      `${saw}.`,
      'Home Assistant has banned this address after failed logins, or a proxy refuses it.',
      'Look for the address in ip_bans.yaml beside configuration.yaml, take it out and restart. Else look at the rules of the proxy.',
    ),
  502: unreached,
  504: unreached,
  503: (_home, saw) =>
    failed(
      `${saw}.`,
      'Home Assistant is starting or stopping, or the proxy before it has nowhere to lead.',
      'Wait until it has started, then run the doctor again.',
    ),
};
