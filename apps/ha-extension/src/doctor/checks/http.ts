import type { HttpResponse } from '@hearthgate/contracts';
import type { Answer, TransportError } from '../ask.ts';
import { type Check, type Finding, failed, ok } from '../check.ts';
import { type Examination, OPEN_PATH } from '../examination.ts';
import { adviceOf, trouble } from '../trouble.ts';

/** Whether there is an answer over HTTP that lets the function in. */
export const http: Check = {
  name: 'http',
  needs: ['tcp', 'proxy', 'tls', 'cloudflare'],
  async run(home) {
    const answer = await home.firstAnswer();
    const { response, error } = answer;
    if (response === undefined) return noAnswer(home, answer, error);
    return (
      refusal(home, answer, response) ??
      ok(
        `GET ${OPEN_PATH} was answered with status ${response.status} in ${answer.durationMs} ms.`,
        'A web server answers.',
      )
    );
  },
};

function noAnswer({ settingName }: Examination, answer: Answer, error: TransportError | undefined): Finding {
  const saw = error?.message ?? 'There was no answer.';
  if (error?.reason === 'not-http') {
    return failed(
      saw,
      'The port answers, but not in HTTP: it speaks TLS, or belongs to something else.',
      `Set ${settingName('URL')} to https:// if the port speaks TLS, or to the right port.`,
    );
  }
  if (answer.failure?.kind === 'too-slow') {
    return failed(
      saw,
      'The server takes requests, but does not answer them in time.',
      'Look what keeps Home Assistant or its machine busy; restart it if it hangs.',
    );
  }
  return failed(saw, ...both(adviceOf(answer)));
}

function both({ means, todo }: { readonly means: string; readonly todo: string }): readonly [string, string] {
  return [means, todo];
}

function refusal({ url, settingName }: Examination, answer: Answer, response: HttpResponse): Finding | undefined {
  const { status, headers, body } = response;
  const saw = `GET ${OPEN_PATH} was answered with status ${status}`;
  if (status >= 300 && status <= 399) {
    const target = URL.parse(headers.location ?? '', url.href);
    const isSame = target?.hostname === url.hostname;
    return failed(
      `${saw}, a redirect to ${target === null ? 'nowhere' : target.origin}.`,
      isSame
        ? 'The home is at another address than the one configured; what is sent with POST would be lost.'
        : 'Something before the home wants a login, or the address has moved.',
      isSame
        ? `Set ${settingName('URL')} to ${target?.origin}, with the same path.`
        : `Let /api/ and /auth/ past the login of the proxy, or set ${settingName('URL')} to where it leads.`,
    );
  }
  if (status === 400 && /SSL certificate/i.test(body)) {
    return failed(
      `${saw}: a certificate is missing.`,
      'The proxy before the home demands a client certificate (mTLS).',
      `Set ${settingName('CLIENT_CERTIFICATE')} and ${settingName('CLIENT_KEY')}, or ${settingName('CLIENT_PFX')}.`,
    );
  }
  if (status === 400 && /HTTPS port/i.test(body)) {
    return failed(`${saw}.`, 'The port speaks https, the address says http.', `Set ${settingName('URL')} to https://.`);
  }
  if (status === 400 && !/onboarding/.test(body)) {
    return failed(
      `${saw}.`,
      'Home Assistant refuses requests that come through a proxy which it does not trust, or for another host than the proxy expects.',
      'In configuration.yaml, set http: use_x_forwarded_for: true and trusted_proxies: with the address of the proxy; its log names it. Then restart.',
    );
  }
  if (status === 401 || status === 407) {
    return failed(
      `${saw}.`,
      'A proxy before the home wants a user name and password of its own; Home Assistant wants none for this address.',
      'Let /api/ and /auth/ past that login: Home Assistant checks the token itself.',
    );
  }
  if (status === 403) {
    return failed(
      `${saw}.`,
      'Home Assistant has banned this address after failed logins, or a proxy refuses it.',
      'Look for the address in ip_bans.yaml beside configuration.yaml, take it out and restart. Else look at the rules of the proxy.',
    );
  }
  return status === 429 || status >= 500 ? trouble(answer, `GET ${OPEN_PATH}`) : undefined;
}
