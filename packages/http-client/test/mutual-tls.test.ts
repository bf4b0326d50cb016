import type { HttpClientCertificate } from '@hearthgate/contracts';
import { describe, expect, it } from 'vitest';
import { type Certificate, createCertificate } from './certificate.ts';
import { createClient, rejection } from './client.ts';
import { type Loopback, serve } from './loopback.ts';
import { createPfx } from './pfx.ts';

const PASSPHRASE = 'öpen sesame';
const authority = createCertificate({ subject: 'client authority', authority: true });
const client = createCertificate({
  subject: 'the function',
  addresses: [],
  dnsNames: ['function.test'],
  issuer: authority,
});
const server = createCertificate();

/** Lets in who has a certificate of the authority, and answers with the name in it. */
function serveMutual(isRequired = true): Promise<Loopback> {
  return serve(
    (request, response) => {
      const { subject } = (request.socket as import('node:tls').TLSSocket).getPeerCertificate();
      response.end(subject?.CN ?? 'nobody');
    },
    server,
    { requestCert: true, rejectUnauthorized: isRequired, ca: authority.cert },
  );
}

const encryptedKey = (certificate: Certificate) =>
  certificate.privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: PASSPHRASE,
  }) as string;

describe('a server that asks for a certificate', () => {
  it.each<[string, HttpClientCertificate]>([
    ['PEM', { cert: client.cert, key: client.key }],
    ['PEM with an encrypted key', { cert: client.cert, key: encryptedKey(client), passphrase: PASSPHRASE }],
    ['PFX', { pfx: createPfx(client, PASSPHRASE), passphrase: PASSPHRASE }],
    ['PFX as plain bytes', { pfx: new Uint8Array(createPfx(client, PASSPHRASE)), passphrase: PASSPHRASE }],
  ])('gets the one of the client: %s', async (_form, clientCertificate) => {
    const { origin } = await serveMutual();
    const { operations } = createClient();
    const ask = () => operations.makeRequest({ method: 'GET', url: origin, ca: server.cert, clientCertificate });
    expect((await ask()).body).toBe('the function');
    expect((await ask()).body).toBe('the function');
  });

  it('refuses a client that has none, and the error says so', async () => {
    const { origin, requests } = await serveMutual();
    const error = await rejection(
      createClient().operations.makeRequest({ method: 'POST', url: origin, ca: server.cert }),
    );
    expect(error).toMatchObject({ code: 'HTTP_TLS_FAILED', data: { phase: 'tls', reason: 'client-certificate' } });
    expect(error.message).toContain('clientCertificate');
    expect(requests).toEqual([]);
  });

  it('does not take the request of a client with the certificate of somebody else', async () => {
    const { origin, requests } = await serveMutual();
    const clientCertificate = createCertificate({ subject: 'stranger' });
    const error = await rejection(
      createClient().operations.makeRequest({ method: 'POST', url: origin, ca: server.cert, clientCertificate }),
    );
    // Node's server ends the connection without saying why; others send an alert.
    expect(['HTTP_CONNECTION_LOST', 'HTTP_TLS_FAILED']).toContain(error.code);
    expect(requests).toEqual([]);
  });

  it('never answers a request without it over a connection that was opened with it', async () => {
    const { origin, connections } = await serveMutual(false);
    const { operations } = createClient();
    const ask = (clientCertificate?: HttpClientCertificate) =>
      operations.makeRequest({ method: 'GET', url: origin, ca: server.cert, clientCertificate });
    expect((await ask({ cert: client.cert, key: client.key })).body).toBe('the function');
    expect((await ask()).body).toBe('nobody');
    expect(connections()).toBe(2);
  });
});

describe('a client certificate', () => {
  it.each<[string, HttpClientCertificate]>([
    ['whose key belongs to another', { cert: client.cert, key: server.key }],
    ['whose key needs a passphrase', { cert: client.cert, key: encryptedKey(client) }],
    ['whose passphrase is wrong', { pfx: createPfx(client, PASSPHRASE), passphrase: 'simsalabim' }],
    ['that is no PFX', { pfx: Buffer.from('anything') }],
  ])('%s fails the request before anything is sent', async (_what, clientCertificate) => {
    const { origin, connections } = await serveMutual();
    const error = await rejection(
      createClient().operations.makeRequest({ method: 'GET', url: origin, clientCertificate, ca: server.cert }),
    );
    expect(error).toMatchObject({ code: 'HTTP_TLS_FAILED', data: { reason: 'unusable-certificate' } });
    expect(connections()).toBe(0);
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['a certificate without key', { cert: client.cert }],
    ['both forms', { cert: client.cert, key: client.key, pfx: Buffer.from('x') }],
    ['a text for bytes', { pfx: 'x' }],
  ])('of %s is refused', async (_what, clientCertificate) => {
    const params = { method: 'GET', url: 'https://127.0.0.1/', clientCertificate: clientCertificate as never } as const;
    expect(await rejection(createClient().operations.makeRequest(params))).toMatchObject({
      code: 'HTTP_INVALID_REQUEST',
    });
  });
});
