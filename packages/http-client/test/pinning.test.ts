import { describe, expect, it } from 'vitest';
import { createCertificate } from './certificate.ts';
import { createClient, rejection } from './client.ts';
import { serve } from './loopback.ts';

const certificate = createCertificate();
const other = createCertificate();

describe('a pinned fingerprint', () => {
  it.each([
    ['with colons', certificate.fingerprint],
    ['in lower case without colons', certificate.fingerprint.replaceAll(':', '').toLowerCase()],
    ['among others', [other.fingerprint, certificate.fingerprint]],
  ])('lets the server in that has it: %s', async (_form, pinnedFingerprint) => {
    const { origin, connections } = await serve((_request, response) => response.end('pinned'), certificate);
    const { operations } = createClient();
    const ask = () => operations.makeRequest({ method: 'GET', url: origin, ca: certificate.cert, pinnedFingerprint });
    expect((await ask()).body).toBe('pinned');
    await ask();
    expect(connections()).toBe(1);
  });

  it('keeps out a server whose certificate is good but another, before anything is sent', async () => {
    const { origin, requests } = await serve((_request, response) => response.end(), certificate);
    const params = { method: 'POST', url: origin, ca: certificate.cert, pinnedFingerprint: other.fingerprint } as const;
    const error = await rejection(createClient().operations.makeRequest(params));
    expect(error).toMatchObject({ code: 'HTTP_TLS_FAILED', retryable: false, data: { reason: 'wrong-fingerprint' } });
    expect(error.message).toContain('not the pinned one');
    expect(requests).toEqual([]);
  });

  it('takes the place of no other check', async () => {
    const { origin } = await serve((_request, response) => response.end(), certificate);
    const params = { method: 'GET', url: origin, pinnedFingerprint: certificate.fingerprint } as const;
    expect(await rejection(createClient().operations.makeRequest(params))).toMatchObject({
      data: { reason: 'self-signed' },
    });
  });

  it('is not got around over a connection that was opened without it', async () => {
    const { origin } = await serve((_request, response) => response.end(), certificate);
    const { operations } = createClient();
    const params = { method: 'GET', url: origin, ca: certificate.cert } as const;
    await operations.makeRequest(params);
    const pinned = { ...params, pinnedFingerprint: other.fingerprint };
    expect(await rejection(operations.makeRequest(pinned))).toMatchObject({ code: 'HTTP_TLS_FAILED' });
  });

  it.each([false, true])(
    'of a plain http URL is refused, as nothing would be checked (trusted: %s)',
    async (trustPinned) => {
      const { origin, requests } = await serve((_request, response) => response.end());
      const params = { method: 'GET', url: origin, pinnedFingerprint: certificate.fingerprint, trustPinned } as const;
      expect(await rejection(createClient().operations.makeRequest(params))).toMatchObject({
        code: 'HTTP_INVALID_REQUEST',
        message: expect.stringContaining('https'),
      });
      expect(requests).toEqual([]);
    },
  );

  it.each(['', 'ab:cd', 'z'.repeat(64), []])('of %j is refused', async (pinnedFingerprint) => {
    const params = { method: 'GET', url: 'https://127.0.0.1/', pinnedFingerprint } as const;
    expect(await rejection(createClient().operations.makeRequest(params))).toMatchObject({
      code: 'HTTP_INVALID_REQUEST',
      message: expect.stringContaining('SHA-256'),
    });
  });
});

describe('serverName', () => {
  it('is the name that the certificate has to be for', async () => {
    const named = createCertificate({ addresses: [], dnsNames: ['home.test'] });
    const { origin } = await serve((_request, response) => response.end('home'), named);
    const { operations } = createClient();
    const ask = (serverName: string) =>
      operations.makeRequest({ method: 'GET', url: origin, ca: named.cert, serverName });
    expect((await ask('home.test')).body).toBe('home');
    expect(await rejection(ask('away.test'))).toMatchObject({ data: { reason: 'wrong-host' } });
    expect(await rejection(ask('https://home.test'))).toMatchObject({ code: 'HTTP_INVALID_REQUEST' });
  });

  it('is the host of the URL when there is none, whatever the Host header says', async () => {
    const named = createCertificate({ addresses: [], dnsNames: ['localhost'] });
    const { port } = await serve((request, response) => response.end(request.headers.host), named);
    const { operations } = createClient();
    const ask = (host: string, header: string) =>
      operations.makeRequest({
        method: 'GET',
        url: `https://${host}:${port}/`,
        ca: named.cert,
        headers: { host: header },
      });
    expect((await ask('localhost', 'home.test')).body).toBe('home.test');
    expect(await rejection(ask('127.0.0.1', 'localhost'))).toMatchObject({ data: { reason: 'wrong-host' } });
  });
});
