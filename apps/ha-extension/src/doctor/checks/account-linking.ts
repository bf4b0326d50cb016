import { portOf } from '../addresses.ts';
import { alexaHosts, clientIdOf, redirectOf } from '../alexa-client.ts';
import type { Answer } from '../ask.ts';
import { type Check, type Finding, failed, ok, skipped, warning } from '../check.ts';
import type { Examination } from '../examination.ts';
import { sawIn, trouble } from '../trouble.ts';
import { barrier } from './cloudflare.ts';

const LIMIT_MS = 4_500;

interface Step {
  readonly what: string;
  readonly answer: Answer;
}

/**
 * Whether Alexa could link an account with the home, asked for as Amazon would: without proxy, own certificates and service
 * tokens. The token endpoint counts a wrong code as a failed login, so it is asked to revoke no token, which it always
 * grants (Home Assistant, auth/token).
 */
export const accountLinking: Check = {
  name: 'account-linking',
  needs: ['home-assistant'],
  async run(home) {
    const { settings, settingName } = home;
    if (settings.connection.proxy !== undefined) {
      return skipped(
        'Not asked.',
        'Amazon does not go through the proxy, so Home Assistant cannot link accounts here.',
        settings.token === undefined ? `Link by Login with Amazon, and set ${settingName('TOKEN')}.` : undefined,
      );
    }
    const steps: Step[] = [];
    for (const { region, host } of alexaHosts) {
      steps.push({
        what: `GET /auth/authorize (${region})`,
        answer: await home.ask({ path: authorizePath(host), as: 'amazon' }),
      });
    }
    const form = { action: 'revoke' };
    steps.push({ what: 'POST /auth/token', answer: await home.ask({ path: '/auth/token', form, as: 'amazon' }) });
    const wrong = steps.find((step) => !isGood(step));
    if (wrong !== undefined) return softened(home, describe(home, wrong));
    const slowest = Math.max(...steps.map(({ answer }) => answer.durationMs));
    const saw = `/auth/authorize (three regions) and /auth/token answer, the slowest in ${slowest} ms.`;
    if (slowest <= LIMIT_MS) {
      const isOpen = home.url.protocol === 'https:' && portOf(home.url) === 443;
      return ok(
        saw,
        isOpen ? 'Alexa can link an account with the home.' : 'They work; Alexa needs them on port 443 (see "port").',
      );
    }
    return softened(
      home,
      failed(saw, 'Alexa gives up linking an account after 4.5 s.', 'Look what slows the home down.'),
    );
  },
};

function authorizePath(host: string): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientIdOf(host),
    redirect_uri: redirectOf(host),
    state: 'doctor',
  });
  return `/auth/authorize?${query}`;
}

/** The one is a page, the other an empty answer. */
function isGood({ what, answer: { response } }: Step): boolean {
  if (response?.status !== 200) return false;
  return what.startsWith('POST') || /text\/html/i.test(response.headers['content-type'] ?? '');
}

function describe(home: Examination, { what, answer }: Step): Finding {
  const { response, error } = answer;
  if (error?.code === 'HTTP_TLS_FAILED') {
    return failed(
      `${what}: ${error.message}`,
      'The function trusts the certificate because the settings say so; Alexa trusts public authorities only.',
      "Get a certificate of a public authority, such as Let's Encrypt, or link by Login with Amazon and use a configured token.",
    );
  }
  const stopped = barrier(home, answer);
  if (stopped !== undefined) {
    return failed(
      `${what}: ${stopped.saw}`,
      'Amazon and its users cannot pass there, whatever the function can.',
      'Let /auth/ pass without it, or link by Login with Amazon and use a configured token.',
    );
  }
  if (response === undefined) return trouble(answer, what);
  if (response.status === 404 && what.startsWith('GET')) {
    return failed(
      sawIn(answer, what),
      'The home has no login page: it runs without its frontend, or the proxy leads /auth/ elsewhere.',
      'Add frontend: (or default_config:) to configuration.yaml and restart; let the proxy pass /auth/.',
    );
  }
  return failed(
    sawIn(answer, what),
    'The login or the token endpoint is not let through as it is, perhaps for the addresses in its query.',
    'Let /auth/authorize and /auth/token pass the proxy and its rules unchanged, for GET and POST.',
  );
}

/** What is not used does not have to work. */
function softened({ settings }: Examination, finding: Finding): Finding {
  if (settings.tokenSources.includes('directive')) return finding;
  const todo = `${finding.todo ?? ''} The configured token is used, so this matters only if Home Assistant is to link accounts.`;
  return warning(finding.saw, finding.means, todo.trim());
}
