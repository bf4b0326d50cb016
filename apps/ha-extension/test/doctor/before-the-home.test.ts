import { describe, test } from 'vitest';
import { always, at, cloudflare, only, plain } from './support/faults.ts';
import { HTML, JSON_TYPE, page, serveFront } from './support/front.ts';
import { expectDiagnosis, type Row } from './support/row.ts';

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

describe('What stands before the home', () => {
  test.each(barriers)('is told: %s', async (...row) => expectDiagnosis(row));
});

describe('What answers in the place of the home', () => {
  test.each(strangers)('is told: %s', async (...row) => expectDiagnosis(row));
});
