import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type CertificateOptions, createCertificate } from './certificate.ts';
import { createClient, rejection } from './client.ts';
import { serve, serveTcp } from './loopback.ts';
import { serveConnectProxy } from './proxy-servers.ts';

const DAY_MS = 86_400_000;

async function askSecure(options: CertificateOptions, trust: 'system' | 'itself') {
  const certificate = createCertificate(options);
  const { origin, requests } = await serve((_request, response) => response.end('trusted'), certificate);
  const ca = trust === 'itself' ? certificate.cert : undefined;
  return { requests, answer: createClient().operations.makeRequest({ method: 'GET', url: origin, ca }) };
}

describe('a certificate', () => {
  it.each<[string, CertificateOptions, 'system' | 'itself', string, RegExp]>([
    [
      'is self-signed',
      {},
      'system',
      'self-signed',
      /self-signed; get one from a public authority, pass its certificate as ca, or pin/,
    ],
    ['has expired', { notAfter: new Date(Date.now() - 1_000) }, 'itself', 'expired', /has expired; renew/],
    ['is not valid yet', { notBefore: new Date(Date.now() + DAY_MS / 2) }, 'itself', 'not-yet-valid', /clock/],
    ['is for another name', { addresses: [], dnsNames: ['home.test'] }, 'itself', 'wrong-host', /home\.test/],
  ])('is refused when it %s', async (_what, options, trust, reason, message) => {
    const { answer, requests } = await askSecure(options, trust);
    const error = await rejection(answer);
    expect(error).toMatchObject({ code: 'HTTP_TLS_FAILED', retryable: false, data: { phase: 'tls', reason } });
    expect(error.message).toMatch(message);
    expect(requests).toEqual([]);
  });

  it('is refused when its issuer is unknown', async () => {
    const issuer = createCertificate({ subject: 'issuer', authority: true });
    const { origin } = await serve((_request, response) => response.end(), createCertificate({ issuer }));
    const error = await rejection(createClient().operations.makeRequest({ method: 'GET', url: origin }));
    expect(error).toMatchObject({ code: 'HTTP_TLS_FAILED', data: { reason: 'unknown-issuer' } });
  });

  it('is accepted when it, or its issuer, is passed as ca', async () => {
    expect(await (await askSecure({}, 'itself')).answer).toMatchObject({ status: 200, body: 'trusted' });
    const issuer = createCertificate({ subject: 'issuer', authority: true });
    const { origin } = await serve((_request, response) => response.end('signed'), createCertificate({ issuer }));
    const other = createCertificate().cert;
    const response = await createClient().operations.makeRequest({
      method: 'GET',
      url: origin,
      ca: [other, issuer.cert],
    });
    expect(response.body).toBe('signed');
  });

  it('is looked at also where a variable of the environment says otherwise', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const certificate = createCertificate();
    const { origin, requests } = await serve((_request, response) => response.end(), certificate);
    const proxy = await serveConnectProxy({}, certificate);
    const { operations } = createClient();
    const pinned = { ca: certificate.cert, pinnedFingerprint: createCertificate().fingerprint };
    for (const [how, code] of [
      [{}, 'HTTP_TLS_FAILED'],
      [pinned, 'HTTP_TLS_FAILED'],
      [{ proxy: `https://127.0.0.1:${proxy.port}` }, 'HTTP_PROXY_FAILED'],
    ] as const) {
      expect(await rejection(operations.makeRequest({ method: 'GET', url: origin, ...how }))).toMatchObject({ code });
    }
    expect(requests).toEqual([]);
  });

  it('that one request trusts is not trusted by the next', async () => {
    const certificate = createCertificate();
    const { origin } = await serve((_request, response) => response.end(), certificate);
    const { operations } = createClient();
    await operations.makeRequest({ method: 'GET', url: origin, ca: certificate.cert });
    const error = await rejection(operations.makeRequest({ method: 'GET', url: origin }));
    expect(error).toMatchObject({ code: 'HTTP_TLS_FAILED', data: { reason: 'self-signed' } });
  });
});

describe('a port that does not speak TLS', () => {
  it('is told apart from a bad certificate', async () => {
    const { port } = await serveTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const error = await rejection(
      createClient().operations.makeRequest({ method: 'GET', url: `https://127.0.0.1:${port}/` }),
    );
    expect(error).toMatchObject({ code: 'HTTP_TLS_FAILED', data: { reason: 'not-tls' } });
    expect(error.message).toContain('http://');
  });
});
