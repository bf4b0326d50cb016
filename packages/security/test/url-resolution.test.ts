import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway, type SecurityOptions } from '../src/index.ts';

const url = 'https://home.example/api';

function createGateway(resolve?: SecurityOptions['resolve'], rest: SecurityOptions = {}) {
  const environment = createTestEnvironment();
  return { environment, ...createSecurityGateway({ resolve, ...rest }, { environment }) };
}
const answering = (...addresses: readonly string[]) => createGateway(async () => addresses).operations.checkUrl;

describe('a URL whose host is resolved', () => {
  it('is answered with the addresses to connect to', async () => {
    const check = answering('93.184.215.14', '2606:2800:21f::1');
    expect(await check({ url, resolve: true })).toEqual({
      allowed: true,
      addresses: [
        { address: '93.184.215.14', family: 4 },
        { address: '2606:2800:21f::1', family: 6 },
      ],
    });
    expect(await check({ url })).toEqual({ allowed: true });
  });

  it.each([
    ['127.0.0.1'],
    ['93.184.215.14', '10.0.0.1'],
    ['169.254.169.254'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['fd00:ec2::254'],
    ['64:ff9b::a9fe:a9fe'],
    ['64:ff9b::10.0.0.1'],
    ['64:ff9b:1::8.8.8.8'],
  ])('is refused when an address is private: %s', async (...addresses) => {
    const verdict = await answering(...addresses)({ url, resolve: true });
    expect(verdict).toEqual({ allowed: false, reason: expect.stringContaining('allowPrivate') });
    expect(await answering(...addresses)({ url, resolve: true, allowPrivate: true })).toMatchObject({ allowed: true });
  });

  it('may be reached through NAT64, as in networks without IPv4', async () => {
    const check = answering('64:ff9b::8.8.8.8');
    expect(await check({ url, resolve: true })).toMatchObject({ allowed: true });
  });

  it('is not resolved when its text is refused, or is an address already', async () => {
    const { operations } = createGateway(async () => expect.unreachable());
    expect(await operations.checkUrl({ url: 'https://localhost/', resolve: true })).toMatchObject({ allowed: false });
    expect(await operations.checkUrl({ url: 'https://2130706433/', resolve: true })).toMatchObject({ allowed: false });
    expect(await operations.checkUrl({ url: 'https://0x08.8.2056/', resolve: true })).toEqual({
      allowed: true,
      addresses: [{ address: '8.8.8.8', family: 4 }],
    });
    expect(await operations.checkUrl({ url: 'https://[2606:4700::1]/', resolve: true })).toMatchObject({
      addresses: [{ address: '2606:4700::1', family: 6 }],
    });
  });

  it('cannot be led elsewhere after the check: what was checked is what is connected to', async () => {
    const server = createServer((_request, response) => response.end('the right one'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    let asked = 0;
    const { operations } = createGateway(async () => {
      asked += 1;
      // The name is bound anew for whoever asks again.
      return asked === 1 ? ['127.0.0.1'] : ['127.66.66.66'];
    });
    const target = `http://rebinding.example:${port}/`;
    const verdict = await operations.checkUrl({ url: target, resolve: true, allowPrivate: true, allowHttp: true });
    const pinned = verdict.addresses?.[0]?.address ?? '';
    const answer = await fetch(`http://${pinned}:${port}/`, { headers: { host: 'rebinding.example' } });
    expect(await answer.text()).toBe('the right one');
    expect(asked).toBe(1);
    server.close();
    server.closeAllConnections();
  });

  it.each<[string, SecurityOptions['resolve']]>([
    ['fails', async () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }))],
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['finds nothing', async () => []],
    ['answers no addresses', async () => ['home.example', 7 as never]],
  ])('fails, and may be tried again, when its name %s', async (_what, resolve) => {
    expect(await createGateway(resolve).execute('checkUrl', { url, resolve: true })).toMatchObject({
      success: false,
      error: { code: 'SECURITY_DNS_FAILED', retryable: true },
    });
  });

  it('may take all the time that a number can say', async () => {
    const resolve = () => new Promise<string[]>((done) => setTimeout(() => done(['8.8.8.8']), 20));
    // The machine's own clock, whose timers take no more than 25 days.
    const { operations } = createSecurityGateway({ resolve, resolveTimeoutMs: Number.MAX_SAFE_INTEGER });
    expect(await operations.checkUrl({ url, resolve: true })).toMatchObject({ allowed: true });
  });

  it('fails when the resolver takes too long', async () => {
    const { execute, environment } = createGateway(() => new Promise(() => {}), { resolveTimeoutMs: 500 });
    const checking = execute('checkUrl', { url, resolve: true });
    await environment.clock.advance(500);
    expect(await checking).toMatchObject({ error: { code: 'SECURITY_DNS_FAILED' } });
  });

  it('is resolved by the machine unless told otherwise', async () => {
    const { operations } = createGateway();
    const verdict = await operations.checkUrl({ url: 'https://localhost:8123/', resolve: true, allowPrivate: true });
    expect(verdict.addresses?.map(({ address }) => address)).toContain('127.0.0.1');
  });
});

describe('a redirect', () => {
  const { checkUrl } = createSecurityGateway().operations;
  const from = 'https://home.example/a';

  it('keeps credentials within its origin only', async () => {
    const sameOrigin = async (to: string) => (await checkUrl({ url: to, redirectedFrom: from })).sameOrigin;
    expect(await sameOrigin('https://home.example:443/b')).toBe(true);
    expect(await sameOrigin('https://home.example:8123/b')).toBe(false);
    expect(await sameOrigin('https://www.home.example/b')).toBe(false);
  });

  it('is checked as every other URL', async () => {
    expect(await checkUrl({ url: 'https://169.254.169.254/', redirectedFrom: from })).toMatchObject({ allowed: false });
    expect(
      await checkUrl({ url: 'https://evil.example/', redirectedFrom: from, allowedHosts: ['home.example'] }),
    ).toMatchObject({
      allowed: false,
    });
  });

  it('never leads from https to http, where http alone would be allowed', async () => {
    expect(await checkUrl({ url: 'http://home.example/', redirectedFrom: from, allowHttp: true })).toEqual({
      allowed: false,
      reason: expect.stringContaining('from https to plain http'),
    });
    const redirectedFrom = 'http://home.example/';
    expect(await checkUrl({ url: 'http://home.example/b', redirectedFrom, allowHttp: true })).toMatchObject({
      allowed: true,
    });
  });
});
