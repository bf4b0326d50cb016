import { describe, expect, test } from 'vitest';
import { serveConnectProxy } from '../networks/support/servers.ts';
import { diagnose } from './support/diagnose.ts';
import { type Front, type FrontOptions, HTML, JSON_TYPE, page, type Reply, serveFront } from './support/front.ts';
import { expectDiagnosis, type Row, type SetUp } from './support/row.ts';

const at = ({ url, token }: Pick<Front, 'url' | 'token'>, more: Readonly<Record<string, string>> = {}): SetUp => ({
  settings: { HOME_ASSISTANT_URL: url, HOME_ASSISTANT_TOKEN: token, HOME_ASSISTANT_TIMEOUT_MS: '2000', ...more },
});
/** Everything is answered so. */
const always = async (reply: Reply, more = {}) => at(await serveFront({ meddle: () => reply }), more);
/** What begins with the path is answered so, the rest by the home. */
const only = async (start: string, reply: Reply, more = {}, options: FrontOptions = {}) =>
  at(await serveFront({ ...options, meddle: (path) => (path.startsWith(start) ? reply : undefined) }), more);
const json = (value: unknown): Reply => ({ headers: JSON_TYPE, body: JSON.stringify(value) });
const cloudflare = { server: 'cloudflare', 'cf-ray': '8c1f-FRA', ...HTML };
const plain = (status: number): Reply => ({ status, headers: { 'content-type': 'text/plain' }, body: `${status}: No` });

const barriers: readonly Row[] = [
  [
    'a challenge of Cloudflare',
    async () =>
      always({ status: 403, headers: { ...cloudflare, 'cf-mitigated': 'challenge' }, body: page('Just a moment...') }),
    'cloudflare',
    'failed',
    /robot.*skips challenges/,
  ],
  [
    'a login of Cloudflare Access',
    async () =>
      always({
        status: 302,
        headers: { ...cloudflare, location: 'https://team.cloudflareaccess.com/cdn-cgi/access/login/home.test?kid=1' },
      }),
    'cloudflare',
    'failed',
    /Access wants a login.*Service Auth.*HOME_ASSISTANT_ACCESS_CLIENT_ID/,
  ],
  [
    'a service token that Cloudflare Access refuses',
    async () =>
      always(
        { status: 200, headers: cloudflare, body: page('Sign in ・ Cloudflare Access') },
        {
          HOME_ASSISTANT_ACCESS_CLIENT_ID: 'abc.access',
          HOME_ASSISTANT_ACCESS_CLIENT_SECRET: 'service-token-secret-0001',
        },
      ),
    'cloudflare',
    'failed',
    /does not accept the service token/,
  ],
  [
    'a rule of Cloudflare',
    async () => always({ status: 403, headers: cloudflare, body: page('Attention Required! | Cloudflare') }),
    'cloudflare',
    'failed',
    /rule of Cloudflare.*Security, Events/,
  ],
  [
    'a tunnel of Cloudflare that does not run',
    async () => always({ status: 530, headers: cloudflare, body: page('Error 1033') }),
    'cloudflare',
    'failed',
    /tunnel.*cloudflared/,
  ],
  [
    'a redirect to https',
    async () => always({ status: 301, headers: { location: 'https://127.0.0.1/auth/providers' } }),
    'http',
    'failed',
    /redirect to https:\/\/127\.0\.0\.1\..*Set HOME_ASSISTANT_URL to https:\/\/127\.0\.0\.1,/,
  ],
  [
    'a login of another proxy',
    async () => always({ status: 302, headers: { location: 'https://login.example.com/?rd=secret-query-0001' } }),
    'http',
    'failed',
    /https:\/\/login\.example\.com\. .*wants a login.*past the login/,
  ],
  [
    'a proxy that cannot reach the home',
    async () => always({ status: 502, headers: HTML, body: page('502 Bad Gateway</title><hr>nginx') }),
    'http',
    'failed',
    /cannot reach Home Assistant.*port to which the proxy leads/,
  ],
  ['a home that is starting', async () => always(plain(503)), 'http', 'failed', /starting or stopping/],
  ['a banned address', async () => always(plain(403)), 'http', 'failed', /banned.*ip_bans\.yaml/],
  [
    'a proxy that the home does not trust',
    async () => always(plain(400)),
    'http',
    'failed',
    /does not trust.*trusted_proxies/,
  ],
  [
    'a proxy that wants a login of its own',
    async () => always({ status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }),
    'http',
    'failed',
    /user name and password of its own/,
  ],
  [
    'a client certificate that nginx misses',
    async () => always({ status: 400, headers: HTML, body: page('400 No required SSL certificate was sent') }),
    'http',
    'failed',
    /mTLS.*HOME_ASSISTANT_CLIENT_CERTIFICATE/,
  ],
  ['a home that limits requests', async () => always(plain(429)), 'http', 'failed', /limits how often/],
];

const strangers: readonly Row[] = [
  [
    'another web server',
    async () => always({ status: 404, headers: HTML, body: page('Apache') }),
    'home-assistant',
    'failed',
    /Another web server/,
  ],
  [
    'a web page in the place of the API',
    async () => always({ headers: HTML, body: page('My router') }),
    'home-assistant',
    'failed',
    /web page.*Another web server/,
  ],
  [
    'a path that is not there',
    async () => {
      const front = await serveFront();
      return at({ ...front, url: `${front.url}/homeassistant` });
    },
    'home-assistant',
    'failed',
    /Without the path \/homeassistant Home Assistant answers.*Set HOME_ASSISTANT_URL to http:\/\/127/,
  ],
  [
    'a path that is missing',
    async () => at(await serveFront({ prefix: '/ha' })),
    'home-assistant',
    'failed',
    /check host, port and path/i,
  ],
  [
    'a home that is not set up',
    async () =>
      always({
        status: 400,
        headers: JSON_TYPE,
        body: '{"message":"Onboarding not finished","code":"onboarding_required"}',
      }),
    'home-assistant',
    'failed',
    /first user/,
  ],
  [
    'a home whose clock is wrong',
    async () =>
      only('/auth/providers', {
        headers: { ...JSON_TYPE, date: new Date(Date.now() - 3_600_000).toUTCString() },
        body: '[{"name":"x","type":"homeassistant","id":null}]',
      }),
    'clock',
    'warning',
    /36\d\d s behind.*NTP/,
  ],
];

const inside: readonly Row[] = [
  ['no API', async () => only('/api/', plain(404)), 'api', 'failed', /no API.*default_config/],
  [
    'a home that has not started yet',
    async () =>
      only('/api/config', json({ version: '2026.10.4', state: 'NOT_RUNNING', components: ['alexa', 'conversation'] })),
    'api',
    'warning',
    /NOT_RUNNING.*Wait until it runs/,
  ],
  [
    'a home in recovery mode',
    async () => only('/api/config', json({ version: '2026.10.4', state: 'RUNNING', recovery_mode: true })),
    'api',
    'failed',
    /recovery mode.*configuration\.yaml/,
  ],
  [
    'no Alexa integration',
    async () => only('/api/alexa', plain(404)),
    'smart-home',
    'failed',
    /404.*"alexa:" with "smart_home:".*HOME_ASSISTANT_MODE=direct/,
  ],
  [
    'a home that is too slow',
    async () => only('/api/alexa', { silent: true }, { HOME_ASSISTANT_TIMEOUT_MS: '500' }),
    'smart-home',
    'failed',
    /not answered within 500 ms.*less than 8 s/,
  ],
  [
    'a list that is too long for Lambda',
    async () => only('/api/alexa', json({ filler: 'x'.repeat(6_400_000) })),
    'smart-home',
    'failed',
    /more than 6 MB.*filter/,
  ],
  [
    'an answer that is no list of devices',
    async () => only('/api/alexa', json({ hello: 'world' })),
    'discovery',
    'failed',
    /no list of devices/,
  ],
  ['no device', async () => only('/api/alexa', json(discovered([]))), 'discovery', 'warning', /0 devices.*filter/],
  [
    'too many devices',
    async () => only('/api/alexa', json(discovered(lamps(310)))),
    'discovery',
    'warning',
    /300 devices for Alexa out of 310.*takes 300.*filter/,
  ],
  [
    'devices that are not valid',
    async () => only('/api/alexa', json(discovered([...lamps(3), { endpointId: 'light#nameless', capabilities: [] }]))),
    'discovery',
    'warning',
    /3 devices for Alexa out of 4.*without a name: light#nameless.*1 device is not valid/,
  ],
  [
    'an agent that nobody knows',
    async () => only('/api/conversation', plain(400), { HOME_ASSISTANT_AGENT_ID: 'conversation.nobody' }),
    'conversation',
    'failed',
    /no such agent.*HOME_ASSISTANT_AGENT_ID/,
  ],
  [
    'no conversation',
    async () => only('/api/conversation', plain(404)),
    'conversation',
    'warning',
    /only the custom skill needs/,
  ],
  [
    'no login page',
    async () => only('/auth/authorize', plain(404), { HOME_ASSISTANT_TOKEN_SOURCE: 'directive,configured' }),
    'account-linking',
    'failed',
    /no login page.*frontend/,
  ],
  [
    'a proxy that refuses the client ids in the query',
    async () => only('/auth/authorize?', plain(403), { HOME_ASSISTANT_TOKEN_SOURCE: 'directive,configured' }),
    'account-linking',
    'failed',
    /North America.*403.*addresses in its query/,
  ],
  [
    'a token endpoint behind a challenge',
    async () =>
      only(
        '/auth/token',
        { status: 403, headers: { ...cloudflare, 'cf-mitigated': 'challenge' }, body: page('Just a moment...') },
        { HOME_ASSISTANT_TOKEN_SOURCE: 'directive,configured' },
      ),
    'account-linking',
    'failed',
    /challenge.*Let \/auth\/ pass/,
  ],
  [
    'account linking that is slow but not used',
    async () => only('/auth/token', { delayMs: 4_600 }, { HOME_ASSISTANT_TIMEOUT_MS: '7000' }),
    'account-linking',
    'warning',
    /4\.5 s.*configured token is used/,
  ],
  [
    'a home that is slow altogether',
    async () =>
      only('/auth/providers', {
        delayMs: 1_700,
        headers: JSON_TYPE,
        body: '[{"name":"x","type":"homeassistant","id":null}]',
      }),
    'latency',
    'warning',
    /slow.*busy/,
  ],
  [
    'a client id without its slash',
    async () => ({ ...at(await serveFront()), options: { clientId: 'https://layla.amazon.com' } }),
    'client-id',
    'failed',
    /slash.*https:\/\/layla\.amazon\.com\//,
  ],
  [
    'a client id of somebody else',
    async () => ({ ...at(await serveFront()), options: { clientId: 'https://example.com/' } }),
    'client-id',
    'failed',
    /sends nobody back.*pitangui/,
  ],
];

function discovered(endpoints: readonly unknown[]) {
  const header = { namespace: 'Alexa.Discovery', name: 'Discover.Response', messageId: 'reply-1', payloadVersion: '3' };
  return { event: { header, payload: { endpoints } } };
}

function lamps(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    endpointId: `light#lamp_${index}`,
    friendlyName: `Lamp ${index}`,
    manufacturerName: 'Home Assistant',
    description: 'a lamp',
    displayCategories: ['LIGHT'],
    capabilities: [{ type: 'AlexaInterface', interface: 'Alexa', version: '3' }],
  }));
}

describe('What stands before the home', () => {
  test.each(barriers)('is told: %s', async (...row) => expectDiagnosis(row));
});

describe('What answers in the place of the home', () => {
  test.each(strangers)('is told: %s', async (...row) => expectDiagnosis(row));
});

describe('What is wrong inside of the home', () => {
  test.each(inside)('is told: %s', async (...row) => expectDiagnosis(row));
});

test('A home without conversation is no fault; the step is skipped and says what needs it', async () => {
  const { settings } = await only(
    '/api/config',
    json({ version: '2026.10.4', state: 'RUNNING', components: ['alexa'] }),
  );
  const { of, verdict } = await diagnose(settings);
  expect(of('conversation')).toMatchObject({ state: 'skipped', means: expect.stringMatching(/custom skill does/) });
  expect(verdict).toBe('warning');
});

test('A home behind a proxy is told that Amazon does not go through it', async () => {
  const front = await serveFront();
  const { port } = await serveConnectProxy(front.port);
  const { of } = await diagnose({
    HOME_ASSISTANT_URL: 'http://home.test',
    HOME_ASSISTANT_TOKEN: front.token,
    HOME_ASSISTANT_PROXY: `http://127.0.0.1:${port}`,
  });
  expect(of('account-linking')).toMatchObject({
    state: 'skipped',
    means: expect.stringMatching(/does not go through the proxy/),
  });
  expect(of('smart-home').state).toBe('ok');
});
