import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startServer } from '../bridge/support/loopback.ts';
import { CONFIGURED_TOKEN, reply, turnOn } from '../bridge/support/messages.ts';
import { createCertificates, PASSPHRASE } from '../networks/support/certificates.ts';
import { freePort, serveSecureHome, serveSocksProxy } from '../networks/support/servers.ts';
import { bridgeWith, errorIn } from './support/bridge.ts';

const { ca, home: certificate, clientPfx, homeFingerprint } = createCertificates();
type Settings = Readonly<Record<string, string>>;
const TRUSTING: readonly Settings[] = [{ HOME_ASSISTANT_CA: ca }, { HOME_ASSISTANT_FINGERPRINT: homeFingerprint }];
const TOKEN = { HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN };

test('Pain 4, opaque HTML of nginx or Cloudflare: the log says whose page it is and what to do', async () => {
  const pages = [
    [
      502,
      {},
      '<html><head><title>502 Bad Gateway</title></head><center>nginx</center></html>',
      /^unavailable.*its proxy cannot reach it/,
    ],
    [
      403,
      { 'cf-mitigated': 'challenge' },
      '<html><title>Just a moment...</title></html>',
      /^html-answer \(.*a Cloudflare challenge.*a challenge of a proxy/,
    ],
    [
      200,
      {},
      '<!DOCTYPE html><html><title>Home Assistant</title></html>',
      /^html-answer \(the Home Assistant web page\)/,
    ],
  ] as const;
  for (const [status, headers, page, expected] of pages) {
    const home = await startServer((response) =>
      response.writeHead(status, { ...headers, 'content-type': 'text/html' }).end(page),
    );
    const { answer, cause } = await bridgeWith({ ...TOKEN, HOME_ASSISTANT_URL: home.url }).smartHome(turnOn);
    expect(cause).toMatch(expected);
    expect(JSON.stringify(answer)).not.toContain('<');
  }
});

test('Pain 8, self-signed certificates and incomplete chains: a clear message, a setting, and never silently off', async () => {
  const { port, visits } = await serveSecureHome(certificate);
  const address = { ...TOKEN, HOME_ASSISTANT_URL: `https://127.0.0.1:${port}` };
  const { cause } = await bridgeWith(address).smartHome(turnOn);
  expect(cause).toMatch(/^tls-failed.*HOME_ASSISTANT_CA for a private one, or HOME_ASSISTANT_FINGERPRINT/);
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(errorIn(await bridgeWith(address).smartHome(turnOn))).toBe('BRIDGE_UNREACHABLE');
  expect(visits).toEqual([]);
  for (const settings of TRUSTING) {
    expect(errorIn(await bridgeWith({ ...address, ...settings }).smartHome(turnOn))).toBe('Response');
  }
});

test('Pain 9, mTLS: the home is shown a certificate out of the settings, which stays secret', async () => {
  const { port, visits } = await serveSecureHome({ ...certificate, ca, requestCert: true, rejectUnauthorized: true });
  const address = { ...TOKEN, HOME_ASSISTANT_URL: `https://127.0.0.1:${port}`, HOME_ASSISTANT_CA: ca };
  const bridge = bridgeWith({
    ...address,
    HOME_ASSISTANT_CLIENT_PFX: clientPfx,
    HOME_ASSISTANT_CLIENT_PASSPHRASE: PASSPHRASE,
  });
  expect(errorIn(await bridge.smartHome(turnOn))).toBe('Response');
  expect(visits.map(({ client }) => client)).toEqual(['the function']);
  expect(bridge.said()).not.toMatch(/correct horse|PRIVATE KEY/);
  expect((await bridgeWith(address).smartHome(turnOn)).cause).toMatch(/certificate/i);
});

test('Pain 10, Cloudflare Access: the service token goes along, and its login page is known', async () => {
  const access = await startServer((response, { headers }) =>
    headers['cf-access-client-secret'] === 'service-token-secret-0001'
      ? response.setHeader('content-type', 'application/json').end(JSON.stringify(reply({})))
      : response.writeHead(302, { location: 'https://team.cloudflareaccess.com/cdn-cgi/access/login' }).end(),
  );
  const address = { ...TOKEN, HOME_ASSISTANT_URL: access.url };
  const bridge = bridgeWith({
    ...address,
    HOME_ASSISTANT_ACCESS_CLIENT_ID: 'abc123.access',
    HOME_ASSISTANT_ACCESS_CLIENT_SECRET: 'service-token-secret-0001',
  });
  expect(errorIn(await bridge.smartHome(turnOn))).toBe('Response');
  expect(bridge.said()).not.toContain('service-token-secret-0001');
  const { cause } = await bridgeWith(address).smartHome(turnOn);
  expect(cause).toMatch(/^redirected.*to https:\/\/team\.cloudflareaccess\.com.*let the function past the login/);
});

test('Pain 12, Tailscale without an open port: a SOCKS5h proxy that is still starting is waited for', async () => {
  const { port } = await serveSecureHome(certificate);
  const proxyPort = await freePort();
  const asked = bridgeWith({
    ...TOKEN,
    HOME_ASSISTANT_URL: 'https://home.test:8123',
    HOME_ASSISTANT_CA: ca,
    HOME_ASSISTANT_PROXY: `socks5h://127.0.0.1:${proxyPort}`,
  }).smartHome(turnOn);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { targets } = await serveSocksProxy(port, proxyPort);
  expect(errorIn(await asked)).toBe('Response');
  expect(targets).toEqual(['home.test']);
});

const hasIpv6 = await new Promise<boolean>((resolve) => {
  const probe = createServer().once('error', () => resolve(false));
  probe.listen(0, '::1', () => probe.close(() => resolve(true)));
});

test.skipIf(!hasIpv6)(
  'Pain 13, IPv6 only: a home that has no other address is reached, and the family is a setting [needs IPv6 on this machine]',
  async () => {
    const server = createServer((_, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(reply({}))),
    );
    await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
    onTestFinished(() => void server.close());
    const address = { ...TOKEN, HOME_ASSISTANT_URL: `http://[::1]:${(server.address() as AddressInfo).port}` };
    expect(errorIn(await bridgeWith(address).smartHome(turnOn))).toBe('Response');
    expect(errorIn(await bridgeWith({ ...address, HOME_ASSISTANT_FAMILY: '6' }).smartHome(turnOn))).toBe('Response');
  },
);
