import type { HttpRequestParams } from '@hearthgate/contracts';
import { describe, expect, it } from 'vitest';
import { createCertificate } from './certificate.ts';
import { createClient, rejection } from './client.ts';
import { type Loopback, serve } from './loopback.ts';

const CREDENTIALS = {
  authorization: 'Bearer secret',
  cookie: 'id=secret',
  'x-api-key': 'secret',
  'x-anything': 'secret',
};

/** A server whose every path but `/end` leads to `location`. */
function serveRedirect(status: number, location: string): Promise<Loopback> {
  return serve((request, response) => {
    if (request.url === '/end') request.pipe(response);
    else response.writeHead(status, { location }).end('elsewhere');
  });
}

const ask = (params: Partial<HttpRequestParams> & Pick<HttpRequestParams, 'url'>) =>
  createClient().operations.makeRequest({ method: 'GET', maxRedirects: 5, ...params });

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])(
    'with status %i is followed with the headers of the caller within one origin',
    async (status) => {
      const { origin, requests } = await serveRedirect(status, '/end');
      const response = await ask({ url: `${origin}/begin`, headers: CREDENTIALS });
      expect(response).toMatchObject({ status: 200, redirectedTo: `${origin}/end` });
      expect(requests.map(({ url }) => url)).toEqual(['/begin', '/end']);
      expect(requests[1]?.headers).toMatchObject(CREDENTIALS);
    },
  );

  it('takes no credentials to another origin, in no header, but what is harmless', async () => {
    const there = await serve((_request, response) => response.end('there'));
    const { origin } = await serveRedirect(302, `${there.origin}/end`);
    const headers = { ...CREDENTIALS, accept: 'text/plain', 'accept-language': 'de' };
    expect((await ask({ url: origin, headers })).body).toBe('there');
    const received = there.requests[0]?.headers;
    expect(received).toMatchObject({ accept: 'text/plain', 'accept-language': 'de', host: there.origin.slice(7) });
    expect(JSON.stringify(received)).not.toContain('secret');
  });

  it('takes no client certificate to another origin', async () => {
    const authority = createCertificate({ subject: 'authority', authority: true });
    const certificate = createCertificate({ issuer: authority });
    const there = await serve(
      (request, response) =>
        response.end(String((request.socket as import('node:tls').TLSSocket).getPeerCertificate().subject?.CN)),
      certificate,
      { requestCert: true, rejectUnauthorized: false },
    );
    const here = await serve(
      (_request, response) => response.writeHead(302, { location: there.origin }).end(),
      certificate,
    );
    const response = await ask({ url: here.origin, ca: authority.cert, clientCertificate: createCertificate() });
    expect(response.body).toBe('undefined');
  });

  it.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [303, 'PUT', 'GET', ''],
    [301, 'PUT', 'PUT', 'body'],
    [307, 'POST', 'POST', 'body'],
    [308, 'PATCH', 'PATCH', 'body'],
  ] as const)('with status %i makes of a %s a %s', async (status, method, then, body) => {
    const { origin, requests } = await serveRedirect(status, '/end');
    const headers = { 'content-type': 'text/plain' };
    expect((await ask({ url: origin, method, headers, body: 'body' })).body).toBe(body);
    expect(requests[1]?.method).toBe(then);
    expect(requests[1]?.headers['content-type']).toBe(body === '' ? undefined : 'text/plain');
  });

  it('takes no body to another origin', async () => {
    const there = await serve((_request, response) => response.end());
    const { origin } = await serveRedirect(307, there.origin);
    const error = await rejection(ask({ url: origin, method: 'POST', body: 'token=secret' }));
    expect(error).toMatchObject({
      code: 'HTTP_REDIRECT_REFUSED',
      retryable: false,
      data: { reason: 'body', status: 307 },
    });
    expect(there.requests).toEqual([]);
  });

  it('does not lead from https to http', async () => {
    const certificate = createCertificate();
    const there = await serve((_request, response) => response.end());
    const here = await serve(
      (_request, response) => response.writeHead(302, { location: there.origin }).end(),
      certificate,
    );
    const error = await rejection(ask({ url: here.origin, ca: certificate.cert }));
    expect(error).toMatchObject({ code: 'HTTP_REDIRECT_REFUSED', data: { reason: 'downgrade' } });
    expect(there.connections()).toBe(0);
  });

  it.each(['file:///etc/passwd', 'http://ada:secret@127.0.0.1/', 'http://', 'javascript:1'])(
    'to %j is refused',
    async (location) => {
      const { origin } = await serveRedirect(302, location);
      const error = await rejection(ask({ url: origin }));
      expect(error).toMatchObject({ code: 'HTTP_REDIRECT_REFUSED', data: { reason: 'location' } });
      expect(error.message).not.toContain('secret');
    },
  );

  it('in a circle ends after as many as are allowed', async () => {
    const { origin, requests } = await serveRedirect(302, '/again');
    expect(await rejection(ask({ url: origin, maxRedirects: 3 }))).toMatchObject({
      code: 'HTTP_REDIRECT_REFUSED',
      data: { reason: 'too-many' },
    });
    expect(requests).toHaveLength(4);
  });

  it('that is refused holds no connection, however long its body', async () => {
    const { origin, connections } = await serve((request, response) => {
      if (request.url === '/here') return void response.end('here');
      response.writeHead(302, { location: 'ftp://elsewhere/' }).write('without an end');
    });
    const { operations } = createClient({ connections: 1, timeouts: { bodyMs: 60_000, totalMs: 60_000 } });
    for (let count = 0; count < 2; count += 1) {
      const error = await rejection(operations.openStream({ method: 'GET', url: origin, maxRedirects: 3 }));
      expect(error).toMatchObject({ code: 'HTTP_REDIRECT_REFUSED' });
    }
    expect(
      await operations.makeRequest({ method: 'GET', url: `${origin}/here`, timeouts: { totalMs: 2_000 } }),
    ).toMatchObject({ body: 'here' });
    expect(connections()).toBe(3);
  });

  it('is checked like the first URL: a host that is not allowed is not called', async () => {
    const there = await serve((_request, response) => response.end());
    const { origin } = await serveRedirect(302, there.origin.replace('127.0.0.1', 'localhost'));
    const error = await rejection(ask({ url: origin, allowedHosts: ['127.0.0.1'] }));
    expect(error).toMatchObject({ code: 'HTTP_URL_REFUSED', data: { host: 'localhost' } });
    expect(there.connections()).toBe(0);
  });

  it('is an answer when it has no location, and when none are to be followed', async () => {
    const { origin } = await serve((_request, response) => response.writeHead(302).end());
    expect((await ask({ url: origin })).status).toBe(302);
    const other = await serveRedirect(302, '/end');
    expect(await ask({ url: other.origin, maxRedirects: 0 })).toMatchObject({
      status: 302,
      headers: { location: '/end' },
    });
  });
});
