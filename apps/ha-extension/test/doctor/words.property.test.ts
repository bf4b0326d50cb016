import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressKind } from '../../src/doctor/addresses.ts';
import { alexaHosts, clientIdOf, clientIdProblem } from '../../src/doctor/alexa-client.ts';
import { readArguments } from '../../src/doctor/command/arguments.ts';
import { wrap } from '../../src/doctor/command/terminal.ts';
import { hiderFor } from '../../src/doctor/hide-address.ts';

const byte = fc.integer({ min: 0, max: 255 });

describe('An address', () => {
  test('of a private or shared network is known, whatever its host', () => {
    fc.assert(
      fc.property(byte, byte, byte, (b, c, d) => {
        expect(addressKind(`10.${b}.${c}.${d}`)).toBe('private');
        expect(addressKind(`192.168.${c}.${d}`)).toBe('private');
        expect(addressKind(`172.${16 + (b % 16)}.${c}.${d}`)).toBe('private');
        expect(addressKind(`100.${64 + (b % 64)}.${c}.${d}`)).toBe('shared');
        expect(addressKind(`127.${b}.${c}.${d}`)).toBe('this-machine');
        expect(addressKind(`fd00::${b.toString(16)}:${c.toString(16)}`)).toBe('private');
      }),
    );
    expect(['::1', 'fe80::1%eth0', '::ffff:10.0.0.1'].map(addressKind)).toEqual(['this-machine', 'private', 'private']);
  });

  test('beside them is public', () => {
    for (const address of [
      '9.255.255.255',
      '11.0.0.0',
      '172.15.9.9',
      '172.32.0.0',
      '100.63.0.1',
      '100.128.0.1',
      '192.167.1.1',
      '2001:db8::1',
      '2a00::1',
    ]) {
      expect([address, addressKind(address)]).toEqual([address, 'public']);
    }
  });
});

describe('A client id', () => {
  test('is right only as one of the three, to the letter', () => {
    for (const { host } of alexaHosts) expect(clientIdProblem(clientIdOf(host))).toBeUndefined();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.constantFrom(
            ...alexaHosts.flatMap(({ host }) => [
              host,
              `http://${host}/`,
              `https://${host}`,
              `https://${host}/x`,
              `https://u:p@${host}/`,
            ]),
          ),
        ),
        (text) => {
          const isRight = alexaHosts.some(({ host }) => clientIdOf(host) === text);
          expect(clientIdProblem(text) === undefined).toBe(isRight);
        },
      ),
    );
  });
});

describe('The words of the command line', () => {
  test('are understood or refused, whatever they are', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('doctor', '--json', '--home', '--env-file', '--help', '-h', '--'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        const wanted = readArguments(words);
        expect(['help', 'wrong', 'doctor']).toContain(wanted.kind);
        if (wanted.kind === 'wrong') expect(wanted.problem).toMatch(/./);
        if (wanted.kind === 'doctor') expect(words).toContain('doctor');
      }),
    );
  });
});

describe('A text for the terminal', () => {
  test('keeps every word, in lines that fit unless one word does not', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^\S{1,30}$/)), fc.integer({ min: 10, max: 100 }), (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.join(' ').split(' ').filter(Boolean)).toEqual(words);
        for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true);
      }),
    );
  });
});

describe('What hides addresses', () => {
  const text = (host: string, address: string) =>
    `Certificate of CN=${host} for DNS:*.${host}, at ${isIP(address) === 6 ? `[${address}]` : address}:8123 or ${address}. Seen at 10:20:30, 3 of 4.5 s.`;

  test('leaves neither host nor address, and all else as it is', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{3,12}$/);
    fc.assert(
      fc.property(
        label,
        label,
        fc.oneof(fc.ipV4(), fc.ipV6()).filter((one) => isIP(one) !== 0),
        (name, domain, address) => {
          const host = `${name}.${domain}.example`;
          const hidden = hiderFor([`https://${host}:8123/path`])(text(host, address));
          expect(hidden.replace('[<address>]', '<address>')).toBe(
            'Certificate of CN=<host> for DNS:*.<host>, at <address>:8123 or <address>. Seen at 10:20:30, 3 of 4.5 s.',
          );
        },
      ),
    );
  });

  test('takes the path of the address out, but not those of the home', () => {
    const hide = hiderFor(['https://home.example/my-secret-way']);
    expect(hide('GET /my-secret-way/auth/providers')).toBe('GET /<path>/auth/providers');
    expect(hiderFor(['https://home.example'])('GET /auth/providers')).toBe('GET /auth/providers');
  });

  test('takes out hosts that it is not told of: of proxies, redirects and certificates', () => {
    const hide = hiderFor(['https://home.example']);
    expect(hide('socks5h://proxy.test:1055: no; a redirect to https://login.test.')).toBe(
      'socks5h://<host> no; a redirect to https://<host>',
    );
    expect(hide('CN=other.test, O=Me for DNS:other.test, DNS:*.third.test, issued by CN=R11')).toBe(
      'CN=<host>, O=Me for DNS:<host>, DNS:<host>, issued by CN=R11',
    );
    expect(hide('It is https://layla.amazon.com/ here.')).toBe('It is https://layla.amazon.com/ here.');
  });

  test('takes fingerprints out as well', () => {
    expect(hiderFor([])(`SHA-256 ${Array(32).fill('AB').join(':')}.`)).toBe('SHA-256 <fingerprint>.');
  });
});
