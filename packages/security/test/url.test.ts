import { describe, expect, it } from 'vitest';
import { createSecurityGateway } from '../src/index.ts';

const check = createSecurityGateway().operations.checkUrl;

describe('a URL', () => {
  it.each([
    'https://home.example',
    'https://home.example:8123/api/alexa/smart_home?x=1#y',
    'HTTPS://Home.Example/',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'https://[::ffff:8.8.8.8]/',
    'https://localhost.example.com/',
    'https://xn--bcher-kva.example/',
  ])('%s may be called', async (url) => {
    expect(await check({ url })).toEqual({ allowed: true });
  });

  it.each([
    ['file:///etc/passwd', /scheme file:/],
    ['ftp://home.example/', /scheme ftp:/],
    ['javascript:alert(1)', /scheme javascript:/],
    ['http://home.example/', /allowHttp/],
    ['https://user@home.example/', /user name/],
    ['https://user:pass@home.example/', /user name/],
    ['/api/', /absolute/],
    ['home.example', /absolute/],
    ['', /absolute/],
    ['https://', /absolute/],
  ])('%s may not, and the reason says why', async (url, reason) => {
    const verdict = await check({ url });
    expect(verdict).toEqual({ allowed: false, reason: expect.stringMatching(reason) });
    expect(verdict.reason).not.toContain('pass@');
  });

  it.each([
    ...['localhost', 'LOCALHOST', 'localhost.', 'localhost..', 'a.localhost', 'router', 'printer.local', 'db.internal'],
    ...['metadata.google.internal', 'nas.lan', 'box.home.arpa', 'ip6-localhost', 'localhost.localdomain'],
    ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '127.0.0.1.', '0', '0.0.0.0'],
    ...['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '3232235777', '100.64.0.1', '100.127.255.255'],
    ...['169.254.169.254', '169.254.170.2', '0xa9fea9fe', '2852039166', '192.0.0.8', '198.18.0.1', '198.51.100.7'],
    ...['203.0.113.9', '224.0.0.1', '255.255.255.255', '１２７.0.0.1', '127。0。0。1'],
    ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::127.0.0.1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
    ...[
      '[::ffff:10.0.0.1]',
      '[::ffff:169.254.169.254]',
      '[::ffff:a9fe:a9fe]',
      '[fe80::1]',
      '[fc00::1]',
      '[fd00:ec2::254]',
    ],
    ...[
      '[fec0::1]',
      '[ff02::1]',
      '[64:ff9b::7f00:1]',
      '[::ffff:0:127.0.0.1]',
      '[2002:7f00:1::]',
      '[2001::1]',
      '[2001:db8::1]',
      '[100::1]',
    ],
  ])('of the host %s is private', async (host) => {
    const url = `https://${host}/`;
    expect(await check({ url })).toMatchObject({ allowed: false, reason: expect.stringContaining('allowPrivate') });
    expect(await check({ url, allowPrivate: true })).toEqual({ allowed: true });
  });

  it.each([
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '100.128.0.1',
    '169.253.0.1',
    '11.0.0.1',
    '[2400::1]',
    '[fb00::1]',
  ])('of the host %s, just beside a private range, is not', async (host) => {
    expect(await check({ url: `https://${host}/` })).toEqual({ allowed: true });
  });

  it('may be plain http where that is allowed', async () => {
    expect(await check({ url: 'http://home.example/', allowHttp: true })).toEqual({ allowed: true });
  });
});

describe('a list of hosts', () => {
  const allows = async (host: string, ...allowedHosts: readonly string[]) =>
    (await check({ url: `https://${host}/`, allowedHosts })).allowed;

  it('allows exact names in any spelling', async () => {
    expect(await allows('home.example', 'other.example', 'HOME.example')).toBe(true);
    expect(await allows('home.example.', 'home.example')).toBe(true);
    expect(await allows('bücher.example', 'xn--bcher-kva.example')).toBe(true);
    expect(await allows('xn--bcher-kva.example', 'bücher.example')).toBe(true);
    expect(await allows('[2606:4700:4700::1111]', '2606:4700:4700:0::1111')).toBe(true);
    expect(await allows('8.8.8.8', '8.8.2056')).toBe(true);
  });

  it('allows subdomains at any depth by a wildcard, and not the name itself', async () => {
    expect(await allows('a.home.example', '*.home.example')).toBe(true);
    expect(await allows('a.b.home.example', '*.Home.Example')).toBe(true);
    expect(await allows('home.example', '*.home.example')).toBe(false);
  });

  it.each([
    ['evilhome.example', '*.home.example'],
    ['evilhome.example', 'home.example'],
    ['home.example.evil.test', 'home.example'],
    ['home.example.evil.test', '*.home.example'],
    ['home.example', 'https://home.example'],
    ['home.example', 'home.example:443'],
    ['home.example', '*'],
    ['home.example', ''],
    ['home.example', '*.'],
    ['a.home.example', 'a.*.example'],
  ])('refuses %s for the entry %j', async (host, entry) => {
    expect(await allows(host, entry)).toBe(false);
  });

  it('does not open private addresses by itself', async () => {
    const params = { url: 'https://192.168.1.10:8123/', allowedHosts: ['192.168.1.10'] };
    expect(await check(params)).toMatchObject({ allowed: false });
    expect(await check({ ...params, allowPrivate: true })).toEqual({ allowed: true });
  });
});
