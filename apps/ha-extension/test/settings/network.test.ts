import { describe, expect, test } from 'vitest';
import { createCertificates, PASSPHRASE } from '../networks/support/certificates.ts';
import { problems, read } from './support/read-variables.ts';

const { client, clientPfx, home, homeFingerprint } = createCertificates();
const NAME = (end: string) => `HOME_ASSISTANT_${end}`;
const reads = (end: string, text: string) => read({ [NAME(end)]: text }).connection;
const problemOf = (settings: Readonly<Record<string, string>>) =>
  problems(Object.fromEntries(Object.entries(settings).map(([end, text]) => [NAME(end), text])));

describe('A fingerprint', () => {
  test('is taken as openssl prints it, with or without what stands around the digits', () => {
    const digits = homeFingerprint.replace(/^.*=/, '').replaceAll(':', '').toLowerCase();
    for (const text of [homeFingerprint, homeFingerprint.replace(/^.*=/, ''), digits, digits.toUpperCase()]) {
      expect(reads('FINGERPRINT', text).fingerprint).toBe(digits);
    }
  });

  test.each([
    ['of SHA-1', 'AA:'.repeat(19).concat('AA'), /SHA-1.*-sha256/],
    ['that is too short', 'AA:BB', /64 hexadecimal digits/],
    ['in words', 'my home', /64 hexadecimal digits/],
  ])('%s is refused', (_, text, message) => {
    expect(problemOf({ FINGERPRINT: text })).toEqual([[NAME('FINGERPRINT'), expect.stringMatching(message)]]);
  });
});

describe("A client's certificate", () => {
  test('needs its key, the key its certificate, and both to belong together', () => {
    const { cert, key } = client;
    expect(problemOf({ CLIENT_CERTIFICATE: cert })).toEqual([
      [NAME('CLIENT_KEY'), expect.stringMatching(/holds a key/)],
    ]);
    expect(problemOf({ CLIENT_KEY: key })).toEqual([[NAME('CLIENT_KEY'), expect.stringMatching(/belongs to it/)]]);
    expect(problemOf({ CLIENT_CERTIFICATE: 'nothing', CLIENT_KEY: key })[0]?.[0]).toBe(NAME('CLIENT_CERTIFICATE'));
    const strangers = problemOf({ CLIENT_CERTIFICATE: cert, CLIENT_KEY: home.key });
    expect(strangers).toEqual([[NAME('CLIENT_CERTIFICATE'), expect.stringMatching(/do not belong together/)]]);
    expect(JSON.stringify(strangers)).not.toMatch(/PRIVATE KEY/);
  });

  test('in a PFX file needs its passphrase', () => {
    const right = { [NAME('CLIENT_PFX')]: clientPfx, [NAME('CLIENT_PASSPHRASE')]: PASSPHRASE };
    expect(read(right).connection.clientCertificate).toMatchObject({ passphrase: PASSPHRASE });
    expect(problemOf({ CLIENT_PFX: clientPfx })).toEqual([
      [NAME('CLIENT_PFX'), expect.stringMatching(/may need HOME_ASSISTANT_CLIENT_PASSPHRASE/)],
    ]);
    expect(problemOf({ CLIENT_PFX: clientPfx, CLIENT_PASSPHRASE: 'wrong' })).toEqual([
      [NAME('CLIENT_PFX'), expect.stringMatching(/passphrase may be wrong/)],
    ]);
    expect(problemOf({ CLIENT_PFX: 'not base64!' })[0]?.[1]).toMatch(/not a PFX file in base64/);
  });
});

test('A service token needs both of its halves', () => {
  expect(problemOf({ ACCESS_CLIENT_ID: 'id' })).toEqual([[NAME('ACCESS_CLIENT_SECRET'), expect.any(String)]]);
  expect(problemOf({ ACCESS_CLIENT_SECRET: 'secret' })).toEqual([[NAME('ACCESS_CLIENT_ID'), expect.any(String)]]);
  expect(problemOf({ ACCESS_CLIENT_ID: 'id', ACCESS_CLIENT_SECRET: 'a b' })[0]?.[1]).toMatch(/white space/);
});

test.each([
  ['socks5://127.0.0.1:1055', /Only socks5h/],
  ['127.0.0.1:1055', /no address of a proxy/],
  ['ftp://proxy', /no address of a proxy/],
])('The proxy %s is refused', (proxy, message) => {
  expect(problemOf({ PROXY: proxy })).toEqual([[NAME('PROXY'), expect.stringMatching(message)]]);
});

test('Numbers, families and choices are taken as people write them, and refused with what they take', () => {
  expect(reads('FAMILY', 'Prefer-6').family).toBe('prefer-6');
  expect(reads('PROXY_READY_MS', ' 0 ').proxyReadyMs).toBe(0);
  expect(read({ [NAME('TIMEOUT_MS')]: '3000' }).timeoutMs).toBe(3_000);
  expect(read({ [NAME('MODE')]: 'Direct' }).mode).toBe('direct');
  expect(
    problemOf({ FAMILY: '5', PROXY_READY_MS: '1e3', TIMEOUT_MS: '8000', MODE: 'cloud' }).map(([name]) => name),
  ).toEqual(['MODE', 'TIMEOUT_MS', 'PROXY_READY_MS', 'FAMILY'].map(NAME));
});

test('What is shown to Alexa is told by domain, area, label and entity', () => {
  const { exposure } = read({
    [NAME('MODE')]: 'direct',
    [NAME('EXPOSE')]: 'domain:light, area:Living Room,label:alexa , switch.kettle',
    [NAME('HIDE')]: 'entity:light.hall',
  });
  expect(exposure).toEqual({
    expose: [
      { kind: 'domain', name: 'light' },
      { kind: 'area', name: 'Living Room' },
      { kind: 'label', name: 'alexa' },
      { kind: 'entity', name: 'switch.kettle' },
    ],
    hide: [{ kind: 'entity', name: 'light.hall' }],
  });
  expect(problemOf({ EXPOSE: 'light' })).toEqual([[NAME('EXPOSE'), expect.stringMatching(/domain:, area:/)]]);
});

test('What is exposed or hidden is meant whatever the case in which an id is written', () => {
  const { exposure } = read({
    [NAME('MODE')]: 'direct',
    [NAME('EXPOSE')]: 'area:Living Room,label: Alexa',
    [NAME('HIDE')]: 'domain:Lock, entity: Light.Bed,Switch.Kettle',
  });
  expect(exposure).toEqual({
    expose: [
      { kind: 'area', name: 'Living Room' },
      { kind: 'label', name: 'Alexa' },
    ],
    hide: [
      { kind: 'domain', name: 'lock' },
      { kind: 'entity', name: 'light.bed' },
      { kind: 'entity', name: 'switch.kettle' },
    ],
  });
});

test('What is exposed or hidden is refused in the mode that does not read it', () => {
  expect(problemOf({ HIDE: 'domain:lock', EXPOSE: 'area:Kitchen', MODE: 'alexa' })).toEqual([
    [NAME('EXPOSE'), expect.stringMatching(/mode direct only/)],
    [NAME('HIDE'), expect.stringMatching(/mode direct only/)],
  ]);
  for (const mode of ['direct', 'diagnostics', 'failsafe']) {
    expect(problemOf({ HIDE: 'domain:lock', MODE: mode })).toEqual([]);
  }
});
