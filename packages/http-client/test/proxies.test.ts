import { describe, expect, it } from 'vitest';
import { createHttpGateway } from '../src/index.ts';
import { createCertificate } from './certificate.ts';
import { createClient, rejection } from './client.ts';
import { closedPort, serve, serveTcp } from './loopback.ts';
import { serveConnectProxy, serveSocksProxy, type TestProxyOptions } from './proxy-servers.ts';

const certificate = createCertificate({ dnsNames: ['hidden.test'] });

const kinds = [
  { kind: 'CONNECT', scheme: 'http', open: serveConnectProxy, refusal: 502, refusedAs: 'status-502' },
  { kind: 'SOCKS', scheme: 'socks5h', open: serveSocksProxy, refusal: 4, refusedAs: 'host-unreachable' },
] as const;

describe.each(kinds)('a $kind proxy', ({ scheme, open, refusal, refusedAs }) => {
  const setUp = async (secure: boolean, options: TestProxyOptions = {}) => {
    const server = await serve(
      (request, response) => response.end(`${request.method} here`),
      secure ? certificate : undefined,
    );
    const proxy = await open({ ...options, names: { 'hidden.test': server.port } });
    return { server, proxy, url: `${secure ? 'https' : 'http'}://hidden.test:${server.port}/` };
  };

  it.each([true, false])(
    'leads to a name that only it knows, over one connection that is kept (TLS: %s)',
    async (secure) => {
      const { server, proxy, url } = await setUp(secure);
      const { operations } = createClient({ proxy: `${scheme}://127.0.0.1:${proxy.port}` });
      for (const method of ['GET', 'POST'] as const) {
        const response = await operations.makeRequest({ method, url, ca: certificate.cert });
        expect(response).toMatchObject({ status: 200, body: `${method} here` });
      }
      expect(proxy.targets).toEqual([`hidden.test:${server.port}`]);
      expect(server.connections()).toBe(1);
      expect(server.requests.map(({ headers }) => headers['proxy-authorization'])).toEqual([undefined, undefined]);
    },
  );

  it('brings large bodies both ways unharmed', async () => {
    const { url, proxy } = await setUp(true);
    const echo = await serve((request, response) => request.pipe(response));
    const body = 'x'.repeat(3_000_000);
    const { operations } = createClient({ proxy: `${scheme}://127.0.0.1:${proxy.port}` });
    const response = await operations.makeRequest({ method: 'POST', url: `http://127.0.0.1:${echo.port}/`, body });
    expect(response.body === body).toBe(true);
    expect(url).toContain('hidden');
  });

  it('is shown user name and password, and its refusal of them is final', async () => {
    const { url, proxy } = await setUp(true, { credentials: 'ada@home:p:w/ö' });
    const at = `127.0.0.1:${proxy.port}`;
    const ask = (credentials: string) =>
      createClient({ retries: 2, retryDelayMs: 1 }).operations.makeRequest({
        method: 'GET',
        url,
        ca: certificate.cert,
        proxy: `${scheme}://${credentials}${at}`,
      });
    expect((await ask(`ada%40home:${encodeURIComponent('p:w/ö')}@`)).status).toBe(200);
    const tunnels = proxy.targets.length;
    for (const wrong of ['', 'ada:hidden-word@']) {
      const error = await rejection(ask(wrong));
      expect(error).toMatchObject({ code: 'HTTP_PROXY_FAILED', retryable: false, data: { reason: 'credentials' } });
      expect(JSON.stringify([error.message, error.data, error.cause])).not.toContain('hidden-word');
    }
    expect(proxy.targets.length - tunnels).toBeLessThanOrEqual(2);
  });

  it('can refuse', async () => {
    const { url, proxy } = await setUp(false, { refuseWith: refusal });
    const error = await rejection(
      createClient({ proxy: `${scheme}://127.0.0.1:${proxy.port}` }).operations.makeRequest({ method: 'GET', url }),
    );
    expect(error).toMatchObject({
      code: 'HTTP_PROXY_FAILED',
      retryable: true,
      data: { phase: 'proxy', reason: refusedAs, host: 'hidden.test' },
    });
  });

  it('is told apart from something else, from nothing, and from silence', async () => {
    const babbling = await serveTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n\r\n\r\n'));
    const silent = await serveTcp(() => undefined);
    const ask = (port: number) =>
      rejection(
        createClient({ proxy: `${scheme}://127.0.0.1:${port}`, timeouts: { connectMs: 500 } }).operations.makeRequest({
          method: 'GET',
          url: 'http://hidden.test/',
        }),
      );
    expect(await ask(babbling.port)).toMatchObject({ code: 'HTTP_PROXY_FAILED', data: { reason: 'not-a-proxy' } });
    expect(await ask(await closedPort())).toMatchObject({
      code: 'HTTP_PROXY_FAILED',
      data: { reason: 'ECONNREFUSED' },
    });
    expect(await ask(silent.port)).toMatchObject({ code: 'HTTP_CONNECT_TIMEOUT', data: { phase: 'proxy' } });
  });

  it('is left aside by a request that wants none', async () => {
    const { server, proxy } = await setUp(false);
    const { operations } = createClient({ proxy: `${scheme}://127.0.0.1:${proxy.port}` });
    expect((await operations.makeRequest({ method: 'GET', url: server.origin, proxy: false })).status).toBe(200);
    expect(proxy.targets).toEqual([]);
  });
});

describe('an https proxy', () => {
  it('is spoken to over TLS, inside which the connection has its own TLS', async () => {
    const server = await serve((_request, response) => response.end('inside'), certificate);
    const proxy = await serveConnectProxy({}, certificate);
    const { operations } = createClient({ proxy: `https://127.0.0.1:${proxy.port}`, ca: certificate.cert });
    expect((await operations.makeRequest({ method: 'GET', url: server.origin })).body).toBe('inside');
    expect(proxy.targets).toEqual([`127.0.0.1:${server.port}`]);
  });

  it('that is not trusted fails the request', async () => {
    const proxy = await serveConnectProxy({}, certificate);
    const { operations } = createClient({ proxy: `https://127.0.0.1:${proxy.port}` });
    const error = await rejection(operations.makeRequest({ method: 'GET', url: 'https://hidden.test/' }));
    expect(error).toMatchObject({ code: 'HTTP_PROXY_FAILED', data: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
  });
});

describe('the address of a proxy', () => {
  it.each(['', 'proxy:3128', 'ftp://host', 'socks5://host:1080', 'http://a:%zz@host'])(
    '%j is refused',
    async (proxy) => {
      expect(() => createHttpGateway({ proxy })).toThrow(expect.objectContaining({ code: 'HTTP_INVALID_OPTIONS' }));
      const params = { method: 'GET', url: 'http://127.0.0.1/', proxy } as const;
      expect(await rejection(createHttpGateway().operations.makeRequest(params))).toMatchObject({
        code: 'HTTP_INVALID_REQUEST',
      });
    },
  );
});
