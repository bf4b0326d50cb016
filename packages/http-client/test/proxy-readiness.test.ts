import { connect, createServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSocksTunnel } from '../src/connect/socks-tunnel.ts';
import { createClient, rejection } from './client.ts';
import { closedPort, serve, serveTcp } from './loopback.ts';
import { serveConnectProxy, serveSocksProxy } from './proxy-servers.ts';

/** A port at which nothing listens until `start`, which then hands every connection on to the proxy. */
async function startsLater(proxyPort: number): Promise<{ readonly port: number; start: () => Promise<void> }> {
  const port = await closedPort();
  const front: Server = createServer((client) => {
    const there = connect(proxyPort, '127.0.0.1');
    client.pipe(there).on('error', () => client.destroy());
    there.pipe(client).on('error', () => there.destroy());
  });
  onTestFinished(() => void front.close());
  return { port, start: () => new Promise<void>((resolve) => front.listen(port, '127.0.0.1', resolve)) };
}

const kinds = [
  ['socks5h', serveSocksProxy],
  ['http', serveConnectProxy],
] as const;

describe.each(kinds)('a proxy that is still starting (%s)', (scheme, open) => {
  const setUp = async () => {
    const server = await serve((request, response) => request.pipe(response));
    const late = await startsLater((await open({ names: { 'home.test': server.port } })).port);
    return { server, late, url: 'http://home.test/', proxy: `${scheme}://127.0.0.1:${late.port}` };
  };

  it('is waited for, whatever the method and however the body comes', async () => {
    const { server, late, url, proxy } = await setUp();
    async function* body() {
      yield 'piece by ';
      yield 'piece';
    }
    const { operations } = createClient();
    const params = { method: 'POST', url, proxy, proxyReadyMs: 10_000 } as const;
    const asked = [
      operations.makeRequest({ ...params, body: body() }),
      operations.makeRequest({ ...params, body: 'whole', timeouts: { connectMs: 200 } }),
    ];
    // Longer than one connection may take: what counts is each, not the wait between them.
    setTimeout(() => void late.start(), 500);
    expect((await Promise.all(asked)).map(({ body: text }) => text)).toEqual(['piece by piece', 'whole']);
    expect(server.requests).toHaveLength(2);
    expect(operations.getStatus()).toMatchObject({ state: 'healthy', failures: 0, retries: 0 });
  });

  it('is not waited for unless that is asked for', async () => {
    const { url, proxy } = await setUp();
    const { operations } = createClient();
    const error = await rejection(operations.makeRequest({ method: 'GET', url, proxy }));
    expect(error).toMatchObject({ code: 'HTTP_PROXY_FAILED', retryable: true, data: { reason: 'ECONNREFUSED' } });
    expect(error.message).toContain('proxyReadyMs');
  });

  it('is given up when its time is over, or the whole is', async () => {
    const { url, proxy } = await setUp();
    const { operations } = createClient({ proxyReadyMs: 300 });
    for (const limits of [{}, { proxyReadyMs: 60_000, timeouts: { totalMs: 300 } }]) {
      const error = await rejection(operations.makeRequest({ method: 'GET', url, proxy, ...limits }));
      expect(error).toMatchObject({ code: 'HTTP_PROXY_FAILED', data: { reason: 'ECONNREFUSED' } });
    }
    expect(operations.getStatus()).toMatchObject({ requests: 2, failures: 2, state: 'healthy' });
  });

  it('is no longer waited for when the caller gives up', async () => {
    const { url, proxy } = await setUp();
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 150);
    const params = { method: 'GET', url, proxy, proxyReadyMs: 60_000, signal: abort.signal } as const;
    expect(await rejection(createClient().operations.makeRequest(params))).toMatchObject({ code: 'HTTP_ABORTED' });
  });
});

it.each([
  ['socks5h', serveSocksProxy, 1],
  ['http', serveConnectProxy, 503],
] as const)('a proxy that listens but cannot serve yet is waited for too (%s)', async (scheme, open, refuseWith) => {
  const server = await serve((_request, response) => response.end('ready'));
  const ports = [(await open({ refuseWith })).port, (await open()).port];
  let connections = 0;
  const front = await serveTcp((client) => {
    connections += 1;
    const there = connect(ports[connections < 3 ? 0 : 1] as number, '127.0.0.1');
    client.pipe(there).pipe(client);
    there.on('error', () => client.destroy());
  });
  const params = { method: 'POST', url: server.origin, proxy: `${scheme}://127.0.0.1:${front.port}` } as const;
  const { operations } = createClient();
  expect(await rejection(operations.makeRequest(params))).toMatchObject({ code: 'HTTP_PROXY_FAILED' });
  expect((await operations.makeRequest({ ...params, proxyReadyMs: 10_000 })).body).toBe('ready');
});

it.each([
  ['socks5h', serveSocksProxy, 4],
  ['http', serveConnectProxy, 502],
] as const)('a proxy that cannot reach the server is not waited for (%s)', async (scheme, open, refuseWith) => {
  const proxy = await open({ refuseWith });
  const { operations } = createClient({ proxy: `${scheme}://127.0.0.1:${proxy.port}`, proxyReadyMs: 60_000 });
  expect(await rejection(operations.makeRequest({ method: 'GET', url: 'http://home.test/' }))).toMatchObject({
    code: 'HTTP_PROXY_FAILED',
  });
  expect(proxy.targets).toHaveLength(1);
});

it('a server that refuses connections is not taken for a proxy that is starting', async () => {
  const { operations } = createClient({ proxyReadyMs: 60_000 });
  const error = await rejection(
    operations.makeRequest({ method: 'GET', url: `http://127.0.0.1:${await closedPort()}/` }),
  );
  expect(error).toMatchObject({ code: 'HTTP_CONNECT_REFUSED' });
});

it.each([-1, Number.NaN, 2 ** 31, '5'])('proxyReadyMs of %j is refused', async (proxyReadyMs) => {
  const params = { method: 'GET', url: 'http://127.0.0.1/', proxyReadyMs } as never;
  expect(await rejection(createClient().operations.makeRequest(params))).toMatchObject({
    code: 'HTTP_INVALID_REQUEST',
    message: expect.stringContaining('proxyReadyMs'),
  });
});

it('a SOCKS proxy that breaks the connection off is told as such', async () => {
  const { port } = await serveTcp((socket) => void socket.once('data', () => socket.resetAndDestroy()));
  const proxy = `socks5h://127.0.0.1:${port}`;
  const error = await rejection(
    createClient({ proxy }).operations.makeRequest({ method: 'GET', url: 'http://a.test/' }),
  );
  expect(error).toMatchObject({ code: 'HTTP_PROXY_FAILED', data: { phase: 'proxy', reason: 'connection-lost' } });
});

it('the way to a proxy that was given up before the tunnel began ends', async () => {
  const { port } = await serveTcp(() => undefined);
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.destroy();
  await new Promise((resolve) => socket.once('close', resolve));
  const proxy = { protocol: 'socks5h:', host: '127.0.0.1', port, username: '', password: '', key: '' } as const;
  const tunnel = openSocksTunnel(socket, proxy, { host: 'home.test', port: 80 });
  await expect(tunnel).rejects.toMatchObject({ reason: 'connection-lost' });
});
