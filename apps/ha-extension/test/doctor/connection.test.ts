import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { freePort, listen, serveConnectProxy } from '../networks/support/servers.ts';
import { createAuthority } from './support/authority.ts';
import { diagnose } from './support/diagnose.ts';
import { type Front, serveFront } from './support/front.ts';
import { expectDiagnosis, type Row, type SetUp } from './support/row.ts';

const authority = createAuthority();
afterAll(() => authority.remove());

const at = (url: string, more: Readonly<Record<string, string>> = {}): SetUp => ({
  settings: { HOME_ASSISTANT_URL: url, HOME_ASSISTANT_TIMEOUT_MS: '1000', ...more },
});
const atFront = ({ url, token }: Front, more: Readonly<Record<string, string>> = {}): SetUp =>
  at(url, { HOME_ASSISTANT_TOKEN: token, ...more });
const secure = (tls: object) => serveFront({ tls });
const proxied = (proxy: string, more = {}) =>
  at('https://home.test', {
    HOME_ASSISTANT_CA: authority.ca,
    HOME_ASSISTANT_PROXY: proxy,
    HOME_ASSISTANT_PROXY_READY_MS: '0',
    ...more,
  });

async function refusingProxy(status: number): Promise<string> {
  const server = createHttpServer();
  server.on('connect', (_request, socket) => socket.end(`HTTP/1.1 ${status} No\r\n\r\n`));
  return `http://someone:proxy-password-0001@127.0.0.1:${await listen(server)}`;
}

async function silentPort(): Promise<number> {
  return listen(createServer((socket) => void socket.on('error', () => undefined)));
}

const unreachable: readonly Row[] = [
  [
    'a setting that is wrong',
    async () => at('ftp://home.test'),
    'settings',
    'failed',
    /HOME_ASSISTANT_URL.*https:\/\//,
  ],
  [
    'a setting that nobody knows',
    async () => at('https://home.test', { HOME_ASSISTANT_TOKNE: 'x' }),
    'settings',
    'failed',
    /HOME_ASSISTANT_TOKNE.*TOKEN/,
  ],
  ['no address', async () => ({ settings: {} }), 'settings', 'failed', /no address.*Set HOME_ASSISTANT_URL/],
  ['a name that nobody knows', async () => at('https://home.invalid'), 'dns', 'failed', /home\.invalid|name server/],
  [
    'no address of the wanted family',
    async () => at('https://127.0.0.1', { HOME_ASSISTANT_FAMILY: '6' }),
    'family',
    'failed',
    /no IPv6 address.*HOME_ASSISTANT_FAMILY/,
  ],
  [
    'a port at which nothing listens',
    async () => at(`https://127.0.0.1:${await freePort()}`),
    'tcp',
    'failed',
    /refused.*nothing listens.*port forwarding/,
  ],
  [
    'a port that never answers in TLS',
    async () => at(`https://127.0.0.1:${await silentPort()}`),
    'tls',
    'failed',
    /never answers the TLS handshake/,
  ],
  [
    'a port that never answers in HTTP',
    async () => at(`http://127.0.0.1:${await silentPort()}`),
    'http',
    'failed',
    /does not answer them in time/,
  ],
  [
    'plain HTTP on a port for https',
    async () => at((await serveFront()).url.replace('http:', 'https:')),
    'tls',
    'failed',
    /speaks no TLS/,
  ],
  [
    'https on a port for HTTP',
    async () => at((await secure(authority.issue())).url.replace('https:', 'http:')),
    'http',
    'failed',
    /https:\/\/ if the port speaks TLS|closed|ended/,
  ],
];

const certificates: readonly Row[] = [
  [
    'an expired certificate',
    async () => atFront(await secure(authority.issue({ days: -1 })), { HOME_ASSISTANT_CA: authority.ca }),
    'tls',
    'failed',
    /expired on \d{4}.*Renew/,
  ],
  [
    'a certificate that expires soon',
    async () => atFront(await secure(authority.issue({ days: 5 })), { HOME_ASSISTANT_CA: authority.ca }),
    'tls',
    'warning',
    /expires soon.*renewed/,
  ],
  [
    'a certificate for another name',
    async () =>
      atFront(await secure(authority.issue({ names: 'DNS:elsewhere.test' })), { HOME_ASSISTANT_CA: authority.ca }),
    'tls',
    'failed',
    /elsewhere\.test.*for other names than 127\.0\.0\.1/,
  ],
  [
    'a self-signed certificate',
    async () => atFront(await secure(authority.selfSigned)),
    'tls',
    'failed',
    new RegExp(`signs its certificate itself.*HOME_ASSISTANT_FINGERPRINT=${authority.selfSigned.fingerprint}`),
  ],
  [
    'a private authority that is not configured',
    async () => atFront(await secure(authority.issue())),
    'tls',
    'failed',
    /Home CA.*authority of your own.*HOME_ASSISTANT_CA/,
  ],
  [
    'an incomplete chain of a public kind',
    async () => atFront(await secure(authority.issueBelow({ namesIssuer: true }))),
    'tls',
    'failed',
    /incomplete.*Home CA 2.*fullchain\.pem/,
  ],
  [
    'a chain that does not lead to the configured authority',
    async () => atFront(await secure(authority.issueBelow()), { HOME_ASSISTANT_CA: authority.ca }),
    'tls',
    'failed',
    /Home CA 2.*not the authority in HOME_ASSISTANT_CA/,
  ],
  [
    'another certificate than the pinned one',
    async () => atFront(await secure(authority.selfSigned), { HOME_ASSISTANT_FINGERPRINT: 'AB'.repeat(32) }),
    'tls',
    'failed',
    new RegExp(`renewed, or somebody stands between.*${authority.selfSigned.fingerprint}`),
  ],
  [
    'a demand for a client certificate',
    async () =>
      atFront(await secure({ ...authority.issue(), ca: authority.ca, requestCert: true, rejectUnauthorized: true }), {
        HOME_ASSISTANT_CA: authority.ca,
      }),
    'tls',
    'failed',
    /client certificate \(mTLS\).*HOME_ASSISTANT_CLIENT_CERTIFICATE/,
  ],
  [
    'a client certificate that is not taken',
    async () => {
      const other = createAuthority();
      const { cert, key } = other.issue();
      other.remove();
      const front = await secure({
        ...authority.issue(),
        ca: authority.ca,
        requestCert: true,
        rejectUnauthorized: true,
      });
      return atFront(front, {
        HOME_ASSISTANT_CA: authority.ca,
        HOME_ASSISTANT_CLIENT_CERTIFICATE: cert,
        HOME_ASSISTANT_CLIENT_KEY: key,
      });
    },
    'tls',
    'failed',
    /did not accept the certificate of the function/,
  ],
];

const proxies: readonly Row[] = [
  [
    'a proxy that is down',
    async () => proxied(`http://127.0.0.1:${await freePort()}`),
    'proxy',
    'failed',
    /Nothing listens at the address of the proxy.*HOME_ASSISTANT_PROXY/,
  ],
  [
    'a proxy that wants other credentials',
    async () => proxied(await refusingProxy(407)),
    'proxy',
    'failed',
    /does not accept user name and password/,
  ],
  [
    'a proxy that forbids the way',
    async () => proxied(await refusingProxy(403)),
    'proxy',
    'failed',
    /refuses or cannot open the way/,
  ],
  [
    'something else than a proxy',
    async () => proxied((await serveFront()).url.replace('http:', 'socks5h:')),
    'proxy',
    'failed',
    /Something else than such a proxy|ended the connection|did not open/,
  ],
  [
    'an expired certificate behind a proxy',
    async () => {
      const { port } = await secure(authority.issue({ days: -1 }));
      return proxied(`http://127.0.0.1:${(await serveConnectProxy(port)).port}`);
    },
    'tls',
    'failed',
    /expired on/,
  ],
];

describe('What is wrong with the way to the home', () => {
  test.each(unreachable)('is told: %s', async (...row) => expectDiagnosis(row));
});

describe('What is wrong with a certificate', () => {
  test.each(certificates)('is told: %s', async (...row) => expectDiagnosis(row));
});

describe('What is wrong with a proxy', () => {
  test.each(proxies)('is told: %s', async (...row) => expectDiagnosis(row));
});

test.each([
  ['private', 'https://192.168.254.1:8123', /private address.*AWS cannot reach it/],
  ['shared among the customers of a provider', 'https://100.64.3.2:8123', /CGNAT.*AWS cannot reach it/],
  ['this machine itself', 'https://127.0.0.1:1', /this machine itself/],
])('An address that is %s is a warning, before anything is tried', async (_, HOME_ASSISTANT_URL, words) => {
  const dns = (await diagnose({ HOME_ASSISTANT_URL, HOME_ASSISTANT_TIMEOUT_MS: '500' })).of('dns');
  expect(dns).toMatchObject({ state: 'warning', means: expect.stringMatching(words), todo: expect.any(String) });
});

test('What needs a step that failed is skipped, and names it', async () => {
  const { of } = await diagnose(at(`https://127.0.0.1:${await freePort()}`).settings);
  for (const check of ['tls', 'http', 'token', 'discovery', 'latency', 'account-linking']) {
    expect(of(check)).toMatchObject({ state: 'skipped', means: expect.stringContaining('"tcp"') });
  }
});
