import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createCertificate } from './certificate.ts';
import { createClient, rejection } from './client.ts';
import { closedPort, serve, serveTcp } from './loopback.ts';
import { serveConnectProxy } from './proxy-servers.ts';
import { silentPort } from './stopped-server.ts';

const certificate = createCertificate();

/** A server that hands out its connections in the order in which they come. */
async function serveConnections(secure: boolean) {
  const sockets: Socket[] = [];
  const server = await serve(
    (request, response) => {
      request.resume().on('end', () => response.end('answered'));
    },
    secure ? certificate : undefined,
    {},
    (socket) => void sockets.push(socket),
  );
  const ca = secure ? { ca: certificate.cert } : {};
  return { ...server, sockets, way: { url: server.origin, ...ca } };
}

const post = { method: 'POST', body: 'x' } as const;

describe.each([false, true])('a connection that is opened ahead (TLS: %s)', (secure) => {
  it('stands before there is a request, and the first one gets it', async () => {
    const { connections, requests, way } = await serveConnections(secure);
    const { operations } = createClient();
    expect(await operations.preconnect(way)).toBe(true);
    expect(operations.getStatus().connections).toEqual({ open: 1, idle: 1 });
    expect([connections(), requests.length]).toEqual([1, 0]);
    for (const _ of [1, 2]) expect((await operations.makeRequest({ ...way, ...post })).body).toBe('answered');
    expect(connections()).toBe(1);
    expect(operations.getStatus().connections).toEqual({ open: 1, idle: 1 });
  });

  it('that is still being opened is waited for, and a second request at once opens its own', async () => {
    const { connections, way } = await serveConnections(secure);
    const { operations } = createClient();
    const opening = operations.preconnect(way);
    while (connections() === 0) await new Promise((resolve) => setImmediate(resolve));
    const answers = await Promise.all([1, 2].map(() => operations.makeRequest({ ...way, ...post })));
    expect(answers.map(({ body }) => body)).toEqual(['answered', 'answered']);
    expect(await opening).toBe(true);
    expect(connections()).toBe(2);
  });

  it('is one, however often it is asked for, and none where one is kept already', async () => {
    const { connections, way } = await serveConnections(secure);
    const { operations } = createClient();
    expect(await Promise.all([operations.preconnect(way), operations.preconnect(way)])).toEqual([true, true]);
    expect(await operations.preconnect(way)).toBe(true);
    await operations.makeRequest({ ...way, ...post });
    expect(await operations.preconnect(way)).toBe(true);
    expect(connections()).toBe(1);
  });

  it.each(['end', 'destroy', 'resetAndDestroy'] as const)(
    'that the server has ended meanwhile (%s) serves nobody',
    async (how) => {
      const { connections, sockets, way } = await serveConnections(secure);
      const { operations } = createClient();
      await operations.preconnect(way);
      const [socket] = sockets;
      socket?.[how]();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(operations.getStatus().connections).toEqual({ open: 0, idle: 0 });
      expect((await operations.makeRequest({ ...way, ...post })).body).toBe('answered');
      expect(connections()).toBe(2);
    },
  );

  it('ends when nobody asks for it as long as connections are kept', async () => {
    const { sockets, way } = await serveConnections(secure);
    const { operations } = createClient({ keepAliveMs: 50 });
    await operations.preconnect(way);
    const [socket] = sockets;
    if (socket?.closed === false) await once(socket, 'close');
    expect(operations.getStatus().connections.open).toBe(0);
  });

  it('is not used when it was idle for too long by the clock, as in an environment that was frozen', async () => {
    const { connections, way } = await serveConnections(secure);
    const environment = createTestEnvironment();
    const { operations } = createClient({}, { environment });
    await operations.preconnect(way);
    await environment.clock.advance(60_001);
    const asked = operations.makeRequest({ ...way, ...post });
    expect((await asked).body).toBe('answered');
    expect(connections()).toBe(2);
  });

  it('ends with the pool', async () => {
    const { sockets, way } = await serveConnections(secure);
    const { operations } = createClient();
    await operations.preconnect(way);
    expect(await operations.resetPool()).toBe(1);
    const [socket] = sockets;
    if (socket?.closed === false) await once(socket, 'close');
    expect(operations.getStatus().connections.open).toBe(0);
  });
});

describe('preconnect', () => {
  it('opens nothing while requests open connections themselves', async () => {
    const { connections, way } = await serveConnections(true);
    const { operations } = createClient();
    const asked = operations.makeRequest({ ...way, ...post });
    while (connections() === 0) await new Promise((resolve) => setImmediate(resolve));
    await operations.preconnect(way);
    await asked;
    expect(connections()).toBe(1);
  });

  it('takes the way of the requests: through a proxy as well', async () => {
    const { connections, way } = await serveConnections(true);
    const proxy = await serveConnectProxy();
    const { operations } = createClient({ proxy: `http://127.0.0.1:${proxy.port}` });
    expect(await operations.preconnect(way)).toBe(true);
    expect(connections()).toBe(1);
    expect((await operations.makeRequest({ ...way, ...post })).body).toBe('answered');
    expect([connections(), proxy.targets.length]).toEqual([1, 1]);
  });

  it('uses no connection on which the server spoke first', async () => {
    let accepted = 0;
    const { origin } = await serveTcp((socket) => {
      accepted += 1;
      if (accepted === 1) socket.write('220 mail.example ESMTP\r\n');
      else socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'));
    });
    const { operations } = createClient();
    await operations.preconnect({ url: origin });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await operations.makeRequest({ method: 'POST', url: origin, body: 'x' })).body).toBe('ok');
    expect(accepted).toBe(2);
  });

  it('says no when nothing listens, and leaves it to the request to say why', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const { operations } = createClient();
    expect(await operations.preconnect({ url })).toBe(false);
    expect(await rejection(operations.makeRequest({ method: 'GET', url }))).toMatchObject({
      code: 'HTTP_CONNECT_REFUSED',
    });
  });

  it('says no when the server is not trusted', async () => {
    const { origin } = await serve((_request, response) => response.end(), certificate);
    const { operations } = createClient();
    expect(await operations.preconnect({ url: origin })).toBe(false);
    expect(await rejection(operations.makeRequest({ method: 'GET', url: origin }))).toMatchObject({
      code: 'HTTP_TLS_FAILED',
    });
  });

  it('takes no longer than a connection may take', async () => {
    const { operations } = createClient();
    const url = `http://127.0.0.1:${await silentPort()}`;
    expect(await operations.preconnect({ url, timeouts: { connectMs: 100 } })).toBe(false);
  });

  it.each([
    [{ url: 'ftp://example.com' }, 'HTTP_INVALID_REQUEST'],
    [{ url: 'http://127.0.0.1', allowPrivate: false }, 'HTTP_URL_REFUSED'],
    [{ url: 'http://example.com', allowedHosts: ['example.org'] }, 'HTTP_URL_REFUSED'],
  ])('refuses what a request would: %j', async (params, code) => {
    const { operations } = createClient();
    expect(await rejection(operations.preconnect(params))).toMatchObject({ code });
  });
});
