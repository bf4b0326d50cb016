import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCertificate } from './certificate.ts';
import { createClient, rejection } from './client.ts';
import { serve } from './loopback.ts';
import { serveConnectProxy, serveSocksProxy } from './proxy-servers.ts';

const DAY_MS = 86_400_000;
const certificate = createCertificate();
const other = createCertificate();

/** As `openssl x509 -noout -fingerprint -sha256` prints it. */
const fingerprintOf = (pem: string) => new X509Certificate(pem).fingerprint256;

describe('a server that is trusted for its fingerprint', () => {
  it.each([
    ['signed its own certificate', certificate],
    ['has one of an unknown issuer', createCertificate({ issuer: createCertificate({ authority: true }) })],
    ['has one for another name', createCertificate({ addresses: [], dnsNames: ['home.test'] })],
    ['has one that is over', createCertificate({ notAfter: new Date(Date.now() - DAY_MS / 2) })],
  ])('may have a certificate that nothing else speaks for: it %s', async (_what, shown) => {
    const { origin, connections } = await serve((_request, response) => response.end('trusted'), shown);
    const { operations } = createClient();
    const asPrinted = `sha256 Fingerprint=${fingerprintOf(shown.cert)}\n`;
    for (const pinnedFingerprint of [asPrinted, [other.fingerprint, shown.fingerprint]]) {
      const ask = () => operations.makeRequest({ method: 'GET', url: origin, pinnedFingerprint, trustPinned: true });
      expect((await ask()).body).toBe('trusted');
      expect((await ask()).body).toBe('trusted');
    }
    // The same pin written otherwise is the same; with two pins it is another.
    expect(connections()).toBe(2);
  });

  it('has to have that certificate, also when every other check would pass', async () => {
    const { origin, requests } = await serve((_request, response) => response.end(), certificate);
    for (const ca of [undefined, certificate.cert]) {
      const pinned = { pinnedFingerprint: other.fingerprint, trustPinned: true, ca };
      const error = await rejection(
        createClient().operations.makeRequest({ method: 'POST', url: origin, body: 'secret', ...pinned }),
      );
      expect(error).toMatchObject({
        code: 'HTTP_TLS_FAILED',
        retryable: false,
        data: { phase: 'tls', reason: 'wrong-fingerprint', certificate: { fingerprint: certificate.fingerprint } },
      });
    }
    expect(requests).toEqual([]);
  });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is looked at anew on each connection (%s)', async (version) => {
    const { cert, key } = certificate;
    const first = createServer({ cert, key, maxVersion: version }, (_request, response) => {
      response.setHeader('connection', 'close').end('first');
    });
    await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void first.close());
    const { operations } = createClient();
    const ask = () =>
      operations.makeRequest({
        method: 'GET',
        url: `https://127.0.0.1:${(first.address() as AddressInfo).port}`,
        pinnedFingerprint: certificate.fingerprint,
        trustPinned: true,
      });
    expect((await ask()).body).toBe('first');
    first.setSecureContext({ cert: other.cert, key: other.key, maxVersion: version });
    expect(await rejection(ask())).toMatchObject({ data: { reason: 'wrong-fingerprint' } });
  });

  it.each([
    ['http', serveConnectProxy],
    ['socks5h', serveSocksProxy],
  ] as const)('is one behind a proxy too (%s)', async (scheme, open) => {
    const server = await serve((_request, response) => response.end('behind'), certificate);
    const proxy = await open({ names: { 'home.test': server.port } });
    const { operations } = createClient({ proxy: `${scheme}://127.0.0.1:${proxy.port}` });
    const ask = (pinnedFingerprint: string) =>
      operations.makeRequest({ method: 'GET', url: 'https://home.test/', pinnedFingerprint, trustPinned: true });
    expect((await ask(certificate.fingerprint)).body).toBe('behind');
    expect(await rejection(ask(other.fingerprint))).toMatchObject({
      data: { reason: 'wrong-fingerprint', certificate: { fingerprint: certificate.fingerprint } },
    });
  });

  it('passes its trust on to no other origin', async () => {
    const elsewhere = await serve((_request, response) => response.end('elsewhere'), certificate);
    const { origin } = await serve((_request, response) => {
      response.writeHead(302, { location: elsewhere.origin }).end();
    }, certificate);
    const pinned = { pinnedFingerprint: certificate.fingerprint, trustPinned: true };
    const error = await rejection(
      createClient().operations.makeRequest({ method: 'GET', url: origin, maxRedirects: 1, ...pinned }),
    );
    expect(error).toMatchObject({ code: 'HTTP_TLS_FAILED', data: { reason: 'self-signed', port: elsewhere.port } });
    expect(elsewhere.requests).toEqual([]);
  });

  it('shares no connection with requests that do not trust it', async () => {
    const { origin } = await serve((_request, response) => response.end(), certificate);
    const { operations } = createClient();
    const pinned = { method: 'GET', url: origin, pinnedFingerprint: certificate.fingerprint } as const;
    await operations.makeRequest({ ...pinned, trustPinned: true });
    expect(await rejection(operations.makeRequest(pinned))).toMatchObject({ data: { reason: 'self-signed' } });
  });

  it.each([{ trustPinned: true }, { trustPinned: 'yes', pinnedFingerprint: other.fingerprint }])(
    'is not had by %j',
    async (wrong) => {
      const params = { method: 'GET', url: 'https://127.0.0.1/', ...wrong } as never;
      expect(await rejection(createClient().operations.makeRequest(params))).toMatchObject({
        code: 'HTTP_INVALID_REQUEST',
        message: expect.stringContaining('trustPinned'),
      });
    },
  );
});
