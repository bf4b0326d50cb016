import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { seenCertificate } from '../src/connect/server-certificate.ts';
import { createCertificate } from './certificate.ts';
import { createClient, rejection } from './client.ts';
import { serve, serveTcp } from './loopback.ts';

const authority = createCertificate({ subject: 'Home CA', authority: true });
const notBefore = new Date('2020-01-01T00:00:00Z');
const notAfter = new Date('2021-01-01T00:00:00Z');

const failures = [
  ['self-signed', createCertificate({ subject: 'home' }), undefined],
  ['unknown-issuer', createCertificate({ subject: 'home', issuer: authority }), undefined],
  ['wrong-host', createCertificate({ subject: 'home', addresses: [], dnsNames: ['a.test', 'b.test'] }), 'own'],
  ['expired', createCertificate({ subject: 'home', notBefore, notAfter }), 'own'],
] as const;

describe('the error of a certificate that is not accepted', () => {
  it.each(failures)('says which one was seen: %s', async (reason, shown, ca) => {
    const { origin } = await serve((_request, response) => response.end(), shown);
    const trusted = ca === undefined ? {} : { ca: shown.cert };
    const error = await rejection(createClient().operations.makeRequest({ method: 'GET', url: origin, ...trusted }));
    expect(error).toMatchObject({ code: 'HTTP_TLS_FAILED', data: { phase: 'tls', reason } });
    const { certificate } = error.data as { certificate: Record<string, unknown> };
    expect(certificate).toMatchObject({ subject: 'CN=home', fingerprint: shown.fingerprint });
    expect(certificate.issuer).toBe(reason === 'unknown-issuer' ? 'CN=Home CA' : 'CN=home');
    expect(certificate.names).toBe(reason === 'wrong-host' ? 'DNS:a.test, DNS:b.test' : 'IP Address:127.0.0.1');
    if (reason !== 'expired') return;
    expect(certificate).toMatchObject({ validFromMs: notBefore.getTime(), validToMs: notAfter.getTime() });
  });

  it('is short, whatever the server has put into it', async () => {
    const dnsNames = Array.from({ length: 100 }, (_, index) => `host-${index}.test`);
    const { origin } = await serve((_request, response) => response.end(), createCertificate({ dnsNames }));
    const error = await rejection(createClient().operations.makeRequest({ method: 'GET', url: origin }));
    expect(JSON.stringify(error.data).length).toBeLessThan(1_500);
  });

  it('has none when the handshake did not get that far', async () => {
    const { origin } = await serveTcp((socket) => socket.end('no TLS here'), 'https');
    const error = await rejection(createClient().operations.makeRequest({ method: 'GET', url: origin }));
    expect(error).toMatchObject({ code: 'HTTP_TLS_FAILED', data: { phase: 'tls', reason: 'not-tls' } });
    expect(error.data).not.toHaveProperty('certificate');
  });
});

it('a connection that has ended shows no certificate', async () => {
  const { port } = await serve((_request, response) => response.end(), createCertificate());
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  await new Promise((resolve) => socket.once('secureConnect', resolve));
  expect(seenCertificate(socket)).toMatchObject({ names: 'IP Address:127.0.0.1' });
  socket.destroy();
  expect(seenCertificate(socket)).toBeUndefined();
});
