import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { CONFIGURED_TOKEN, turnOn } from '../bridge/support/messages.ts';
import { createNetworkParts, createTurn } from '../bridge/support/parts.ts';
import { createCertificates, PASSPHRASE } from './support/certificates.ts';
import { freePort, serveConnectProxy, serveSecureHome, serveSocksProxy } from './support/servers.ts';

const { ca, home, client, clientPfx, homeFingerprint } = createCertificates();
const otherFingerprint = homeFingerprint.replaceAll(/[0-9A-F]{2}(?=:|$)/g, 'AB');

/** What is answered and logged for a directive with these settings, beside address and token. */
async function ask(settings: Readonly<Record<string, string>>) {
  const parts = createNetworkParts({ HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN, ...settings });
  const turn = createTurn();
  const answer = JSON.stringify(await createExtension(parts).smartHome(turnOn, turn));
  const { name, type } = /"name":"(?<name>Response|ErrorResponse)"(.*?"type":"(?<type>[A-Z_]+)","message")?/.exec(
    answer,
  )?.groups ?? { name: answer };
  await parts.gateways['http-client'].operations.resetPool();
  return { name, type, cause: turn.causes.join(), everything: answer + turn.causes.join() + parts.output() };
}

describe('A home with a certificate of its own authority', () => {
  test('is trusted by that authority, and by nothing less', async () => {
    const { port, visits } = await serveSecureHome(home);
    const address = { HOME_ASSISTANT_URL: `https://127.0.0.1:${port}` };
    expect(await ask({ ...address, HOME_ASSISTANT_CA: ca })).toMatchObject({ name: 'Response' });
    const refused = await ask(address);
    expect(refused).toMatchObject({ name: 'ErrorResponse', type: 'BRIDGE_UNREACHABLE' });
    expect(refused.cause).toMatch(/^tls-failed/);
    expect(visits).toHaveLength(1);
  });

  test('is trusted by its fingerprint, as openssl prints it, and refused with another', async () => {
    const { port, visits } = await serveSecureHome(home);
    const address = { HOME_ASSISTANT_URL: `https://127.0.0.1:${port}` };
    const plain = homeFingerprint.replace(/^.*=/, '').replaceAll(':', '').toLowerCase();
    for (const HOME_ASSISTANT_FINGERPRINT of [homeFingerprint, plain]) {
      expect(await ask({ ...address, HOME_ASSISTANT_FINGERPRINT })).toMatchObject({ name: 'Response' });
    }
    const refused = await ask({ ...address, HOME_ASSISTANT_FINGERPRINT: otherFingerprint });
    expect(refused).toMatchObject({
      name: 'ErrorResponse',
      cause: expect.stringMatching(/^tls-failed.*not the pinned one.*_FINGERPRINT/),
    });
    expect(visits).toHaveLength(2);
  });
});

describe('A home that asks for a certificate', () => {
  const picky = { ...home, ca, requestCert: true, rejectUnauthorized: true };

  test.each<[string, Readonly<Record<string, string>>]>([
    [
      'PEM in two settings',
      { HOME_ASSISTANT_CLIENT_CERTIFICATE: client.cert, HOME_ASSISTANT_CLIENT_KEY: client.key.replaceAll('\n', '\\n') },
    ],
    ['PEM in one setting', { HOME_ASSISTANT_CLIENT_CERTIFICATE: client.cert + client.key }],
    ['a PFX file', { HOME_ASSISTANT_CLIENT_PFX: clientPfx, HOME_ASSISTANT_CLIENT_PASSPHRASE: PASSPHRASE }],
  ])('is shown that of %s', async (_, settings) => {
    const { port, visits } = await serveSecureHome(picky);
    const address = { HOME_ASSISTANT_URL: `https://127.0.0.1:${port}`, HOME_ASSISTANT_CA: ca };
    const { name, everything } = await ask({ ...address, ...settings });
    expect([name, visits.map((visit) => visit.client)]).toEqual(['Response', ['the function']]);
    expect(everything).not.toMatch(/PRIVATE KEY|correct horse/);
  });

  test('refuses a function without one, and the log says so', async () => {
    const { port, visits } = await serveSecureHome(picky);
    const refused = await ask({ HOME_ASSISTANT_URL: `https://127.0.0.1:${port}`, HOME_ASSISTANT_CA: ca });
    expect(refused.name).toBe('ErrorResponse');
    expect(refused.cause).toMatch(/certificate/i);
    expect(visits).toEqual([]);
  });
});

test('A home behind Cloudflare Access is sent the service token, which is never written', async () => {
  const { port, visits } = await serveSecureHome(home);
  const { name, everything } = await ask({
    HOME_ASSISTANT_URL: `https://127.0.0.1:${port}`,
    HOME_ASSISTANT_CA: ca,
    HOME_ASSISTANT_ACCESS_CLIENT_ID: 'abc123.access',
    HOME_ASSISTANT_ACCESS_CLIENT_SECRET: 'service-token-secret-0001',
  });
  expect(name).toBe('Response');
  expect(visits[0]?.headers).toMatchObject({
    'cf-access-client-id': 'abc123.access',
    'cf-access-client-secret': 'service-token-secret-0001',
  });
  expect(everything).not.toContain('service-token-secret-0001');
});

describe('A home behind a proxy', () => {
  const settings = (proxy: string) => ({
    HOME_ASSISTANT_URL: 'https://home.test:8123',
    HOME_ASSISTANT_CA: ca,
    HOME_ASSISTANT_PROXY: proxy,
  });

  test('is reached by its name, which only the proxy knows', async () => {
    const { port } = await serveSecureHome(home);
    const http = await serveConnectProxy(port);
    expect(await ask(settings(`http://127.0.0.1:${http.port}`))).toMatchObject({ name: 'Response' });
    expect(http.targets).toEqual(['home.test:8123']);
    const socks = await serveSocksProxy(port);
    expect(await ask(settings(`socks5h://127.0.0.1:${socks.port}`))).toMatchObject({ name: 'Response' });
    expect(socks.targets).toEqual(['home.test']);
  });

  test('is reached through one that is still starting', async () => {
    const { port } = await serveSecureHome(home);
    const proxyPort = await freePort();
    const asked = ask(settings(`socks5h://127.0.0.1:${proxyPort}`));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { targets } = await serveSocksProxy(port, proxyPort);
    expect(await asked).toMatchObject({ name: 'Response' });
    expect(targets).toEqual(['home.test']);
  });

  test('is answered for in time when the proxy never starts', async () => {
    const proxy = `socks5h://user:proxy-password-0001@127.0.0.1:${await freePort()}`;
    const refused = await ask({ ...settings(proxy), HOME_ASSISTANT_PROXY_READY_MS: '200' });
    expect(refused).toMatchObject({ name: 'ErrorResponse', type: 'BRIDGE_UNREACHABLE' });
    expect(refused.everything).not.toContain('proxy-password-0001');
  });
});

test('Only addresses of the family that was chosen are called', async () => {
  const { port } = await serveSecureHome(home);
  const address = { HOME_ASSISTANT_URL: `https://localhost:${port}`, HOME_ASSISTANT_FINGERPRINT: homeFingerprint };
  expect(await ask({ ...address, HOME_ASSISTANT_FAMILY: '4' })).toMatchObject({ name: 'Response' });
  expect(await ask({ ...address, HOME_ASSISTANT_FAMILY: '6' })).toMatchObject({ name: 'ErrorResponse' });
});
