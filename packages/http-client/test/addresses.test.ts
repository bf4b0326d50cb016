import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CheckUrlParams, HttpFamily, ResolvedAddress, UrlCheck } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { createRecorder } from '@hearthgate/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient, rejection } from './client.ts';
import { serve } from './loopback.ts';
import { serveConnectProxy, serveSocksProxy } from './proxy-servers.ts';

const V4: ResolvedAddress = { address: '127.0.0.1', family: 4 };
const V6: ResolvedAddress = { address: '::1', family: 6 };

/** A security gateway that resolves names, each time to the next of the given answers. */
function resolving(...answers: readonly (readonly ResolvedAddress[])[]) {
  const left = [...answers];
  return createRecorder({
    checkUrl: async (_params: CheckUrlParams): Promise<UrlCheck> => ({
      allowed: true,
      addresses: left.length > 1 ? left.shift() : left[0],
    }),
  });
}

/** A server on both loopback addresses with one port, that says from which it was called. */
async function serveBoth(): Promise<number> {
  const server = createServer((request, response) =>
    response.end(request.socket.remoteAddress?.replace('::ffff:', '')),
  );
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '::', ipv6Only: false }, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe('a name that may not lead to private addresses', () => {
  it('is resolved by the security gateway, and only what it answered is connected to', async () => {
    const { origin, port, requests } = await serve((_request, response) => response.end('here'));
    const { operations: security, paramsOf } = resolving([V4]);
    const { operations } = createClient({}, { peers: { security } });
    // Nobody but the security gateway knows this name.
    const url = `http://checked.test:${port}/path`;
    expect((await operations.makeRequest({ method: 'GET', url, allowPrivate: false })).body).toBe('here');
    expect(requests[0]?.headers.host).toBe(`checked.test:${port}`);
    expect(paramsOf('checkUrl')).toEqual([
      { url, allowedHosts: [], allowPrivate: false, allowHttp: true, resolve: true },
    ]);
    expect(origin).toContain('127.0.0.1');
  });

  it('is connected to at the address of the latest check', async () => {
    const { port } = await serve((_request, response) => response.end('here'));
    const nowhere: ResolvedAddress = { address: '127.0.0.77', family: 4 };
    const { operations } = createClient({}, { peers: { security: resolving([nowhere], [V4]).operations } });
    const ask = () =>
      operations.makeRequest({ method: 'GET', url: `http://checked.test:${port}/`, allowPrivate: false });
    expect(await rejection(ask())).toMatchObject({ code: 'HTTP_CONNECT_REFUSED' });
    expect((await ask()).body).toBe('here');
  });

  it('never shares a connection with requests that may go anywhere', async () => {
    const { origin, connections } = await serve((_request, response) => response.end());
    const { operations } = createClient({}, { peers: { security: resolving([V4]).operations } });
    await operations.makeRequest({ method: 'GET', url: origin });
    await operations.makeRequest({ method: 'GET', url: origin, allowPrivate: false });
    expect(connections()).toBe(2);
  });

  it.each([
    ['http', serveConnectProxy],
    ['socks5h', serveSocksProxy],
  ] as const)('goes to a proxy as the address that was checked (%s)', async (scheme, open) => {
    const { port } = await serve((_request, response) => response.end('here'));
    const proxy = await open();
    const { operations } = createClient(
      { proxy: `${scheme}://127.0.0.1:${proxy.port}`, allowPrivate: false },
      { peers: { security: resolving([V4]).operations } },
    );
    expect((await operations.makeRequest({ method: 'GET', url: `http://checked.test:${port}/` })).body).toBe('here');
    expect(proxy.targets).toEqual([`127.0.0.1:${port}`]);
  });

  it('is checked again when a redirect leads to it, which knows where it comes from', async () => {
    const { origin } = await serve((_request, response) =>
      response.writeHead(302, { location: 'http://metadata.test/latest' }).end(),
    );
    const security = createRecorder({
      checkUrl: async ({ url }: CheckUrlParams): Promise<UrlCheck> =>
        url.includes('metadata') ? { allowed: false, reason: 'it is private.' } : { allowed: true, addresses: [V4] },
    });
    const { operations } = createClient(
      { maxRedirects: 1, allowPrivate: false },
      { peers: { security: security.operations } },
    );
    const error = await rejection(operations.makeRequest({ method: 'GET', url: origin }));
    expect(error).toMatchObject({ code: 'HTTP_URL_REFUSED', data: { host: 'metadata.test' } });
    expect(security.paramsOf('checkUrl')[1]).toMatchObject({ redirectedFrom: `${origin}/`, resolve: true });
  });

  it('that cannot be resolved is told as such, and one that takes too long to resolve is given up', async () => {
    const ask = (checkUrl: () => Promise<UrlCheck>) =>
      rejection(
        createClient({ allowPrivate: false }, { peers: { security: { checkUrl } } }).operations.makeRequest({
          method: 'GET',
          url: 'http://unknown.test/',
          timeouts: { totalMs: 100 },
        }),
      );
    expect(await ask(() => Promise.reject(new GatewayError('SECURITY_DNS_FAILED', 'no')))).toMatchObject({
      code: 'HTTP_DNS_FAILED',
      data: { host: 'unknown.test', phase: 'dns' },
    });
    expect(await ask(() => new Promise(() => {}))).toMatchObject({
      code: 'HTTP_DEADLINE_EXCEEDED',
      data: { phase: 'dns' },
    });
  });
});

describe('family', () => {
  it.each<[HttpFamily, readonly ResolvedAddress[], string]>([
    [4, [V6, V4], '127.0.0.1'],
    [6, [V4, V6], '::1'],
    ['prefer-4', [V6, V4], '127.0.0.1'],
    ['prefer-6', [V4, V6], '::1'],
    ['prefer-4', [V6], '::1'],
    ['prefer-6', [V4], '127.0.0.1'],
  ])('%s of %j connects to %s', async (family, addresses, reached) => {
    const port = await serveBoth();
    const { operations } = createClient({ family }, { peers: { security: resolving(addresses).operations } });
    const params = { method: 'GET', url: `http://both.test:${port}/`, allowPrivate: false } as const;
    expect((await operations.makeRequest(params)).body).toBe(reached);
  });

  it.each<[4 | 6, readonly ResolvedAddress[]]>([
    [4, [V6]],
    [6, [V4]],
  ])('%i takes no other', async (family, addresses) => {
    const { operations } = createClient({ family }, { peers: { security: resolving(addresses).operations } });
    const params = { method: 'GET', url: 'http://one.test:9/', allowPrivate: false } as const;
    expect(await rejection(operations.makeRequest(params))).toMatchObject({ code: 'HTTP_DNS_FAILED' });
  });

  it.each([
    ['http', serveConnectProxy],
    ['socks5h', serveSocksProxy],
  ] as const)('chooses among the addresses that go to a proxy (%s)', async (scheme, open) => {
    const { port } = await serve((_request, response) => response.end('here'));
    const proxy = await open();
    const { operations } = createClient(
      { proxy: `${scheme}://127.0.0.1:${proxy.port}`, allowPrivate: false },
      { peers: { security: resolving([V6, V4]).operations } },
    );
    const url = `http://both.test:${port}/`;
    for (const family of [4, 'prefer-4'] as const) {
      expect((await operations.makeRequest({ method: 'GET', url, family })).body).toBe('here');
    }
    expect(proxy.targets).toEqual([`127.0.0.1:${port}`, `127.0.0.1:${port}`]);
  });

  it('is about the way to a proxy, where there is one', async () => {
    const { port } = await serve((_request, response) => response.end('here'));
    const proxy = await serveSocksProxy({ names: { 'home.test': port } });
    const { operations } = createClient({ proxy: `socks5h://localhost:${proxy.port}` });
    const ask = (family: HttpFamily) => operations.makeRequest({ method: 'GET', url: 'http://home.test/', family });
    // The proxy of the test listens on IPv4 only.
    expect((await ask(4)).body).toBe('here');
    expect(await rejection(ask(6))).toMatchObject({ code: 'HTTP_PROXY_FAILED' });
  });

  it('holds for names that the system resolves', async () => {
    const { port } = await serve((_request, response) => response.end('here'));
    const { operations } = createClient({ family: 4 });
    const ask = (family?: HttpFamily) =>
      operations.makeRequest({ method: 'GET', url: `http://localhost:${port}/`, family });
    expect((await ask()).body).toBe('here');
    expect((await ask('prefer-6')).body).toBe('here');
    expect(await rejection(ask(5 as never))).toMatchObject({ code: 'HTTP_INVALID_REQUEST' });
  });
});
