import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway, type ValidateCertificateParams } from '../src/index.ts';
import { createCertificate } from './certificates.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 1);

const root = createCertificate({ name: 'Root', to: new Date(START_MS + 3_650 * DAY_MS) });
const middle = createCertificate({
  name: 'Middle',
  issuer: root,
  mayIssue: true,
  to: new Date(START_MS + 10 * DAY_MS),
});
const leaf = createCertificate({
  name: 'Leaf',
  issuer: middle,
  dns: ['home.example', '*.home.example'],
  addresses: ['192.0.2.7'],
  purpose: 1,
});
const chain = leaf.certificate + middle.certificate;
const trusted = root.certificate;

function check(params: ValidateCertificateParams) {
  const environment = createTestEnvironment();
  return createSecurityGateway({}, { environment }).operations.validateCertificate(params);
}
const faultsOf = (params: ValidateCertificateParams) => check(params).problems.map(({ fault }) => fault);

describe('a certificate that is right', () => {
  it('is valid, and described', () => {
    expect(check({ certificate: chain, trusted, host: 'home.example' })).toEqual({
      valid: true,
      problems: [],
      subject: 'CN=Leaf',
      issuer: 'CN=Middle',
      hosts: ['home.example', '*.home.example', '192.0.2.7'],
      fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      notBeforeMs: START_MS - DAY_MS,
      notAfterMs: START_MS + 30 * DAY_MS,
      remainingMs: 10 * DAY_MS,
    });
  });

  it('is valid with the certificates of its chain in any order, and others between them', () => {
    const other = createCertificate({ name: 'Middle' }).certificate;
    const certificate = leaf.certificate + other + root.certificate + middle.certificate;
    expect(faultsOf({ certificate, trusted })).toEqual([]);
  });

  it('is valid when it is trusted itself', () => {
    const own = createCertificate({ name: 'Own', dns: ['box.example'], mayIssue: false }).certificate;
    expect(faultsOf({ certificate: own, trusted: own, host: 'box.example' })).toEqual([]);
  });

  it.each(['home.example', 'HOME.example.', 'a.home.example', '192.0.2.7'])('may stand for %s', (host) => {
    expect(faultsOf({ certificate: chain, trusted, host })).toEqual([]);
  });
});

describe('a certificate that is wrong', () => {
  it.each(['other.example', 'a.b.home.example', 'homeXexample', 'Leaf', '192.0.2.8', '[2001:db8::1]', ''])(
    'is not made out to %j',
    (host) => {
      const { problems } = check({ certificate: chain, trusted, host });
      expect(problems.map(({ fault }) => fault)).toEqual(['wrong-host']);
      expect(problems[0]?.reason).toContain('home.example, *.home.example');
    },
  );

  it('has expired, or will soon, anywhere in its chain', async () => {
    const environment = createTestEnvironment();
    const { validateCertificate } = createSecurityGateway({}, { environment }).operations;
    const soon = validateCertificate({ certificate: chain, trusted, minRemainingMs: 11 * DAY_MS });
    expect(soon.problems).toEqual([{ fault: 'expires-soon', reason: expect.stringContaining('CN=Middle expires at') }]);
    await environment.clock.advance(20 * DAY_MS);
    const late = validateCertificate({ certificate: chain, trusted });
    expect(late.problems).toEqual([{ fault: 'expired', reason: expect.stringContaining('CN=Middle expired at') }]);
    expect(late.remainingMs).toBe(-10 * DAY_MS);
  });

  it('is not valid yet', () => {
    const certificate = createCertificate({ from: new Date(START_MS + DAY_MS) }).certificate;
    expect(faultsOf({ certificate, trusted: certificate })).toEqual(['not-yet-valid']);
  });

  it('does not reach what is trusted', () => {
    const { problems } = check({ certificate: leaf.certificate, trusted });
    expect(problems).toEqual([
      { fault: 'untrusted', reason: expect.stringMatching(/CN=Leaf is issued by CN=Middle, which is neither sent/) },
    ]);
    expect(faultsOf({ certificate: chain, trusted: createCertificate({ name: 'Root' }).certificate })).toEqual([
      'untrusted',
    ]);
    expect(faultsOf({ certificate: chain, trusted: 'nothing' })).toEqual(['untrusted']);
    // Mozilla's list knows nothing of it.
    expect(faultsOf({ certificate: chain })).toEqual(['untrusted']);
    expect(check({ certificate: root.certificate }).problems[0]?.reason).toMatch(/signed by itself/);
  });

  it('is issued by one that may issue none, or by another of the same name', () => {
    const powerless = createCertificate({ name: 'Powerless', issuer: root, mayIssue: false });
    const forged = createCertificate({ name: 'Forged', issuer: powerless });
    expect(faultsOf({ certificate: forged.certificate + powerless.certificate, trusted })).toEqual(['untrusted']);
    const impostor = createCertificate({ name: 'Middle', issuer: root, mayIssue: true });
    expect(faultsOf({ certificate: leaf.certificate + impostor.certificate, trusted })).toEqual(['untrusted']);
  });

  it('is for clients, or has a weak key', () => {
    const client = createCertificate({ dns: ['a.example'], purpose: 2 }).certificate;
    expect(faultsOf({ certificate: client, trusted: client, host: 'a.example' })).toEqual(['wrong-purpose']);
    const weak = createCertificate({ rsaBits: 1_024 }).certificate;
    expect(check({ certificate: weak, trusted: weak }).problems).toEqual([
      { fault: 'weak-key', reason: expect.stringContaining('1024 bits') },
    ]);
    const strong = createCertificate({ rsaBits: 2_048 }).certificate;
    expect(faultsOf({ certificate: strong, trusted: strong })).toEqual([]);
  });

  it.each([
    '',
    'text',
    undefined,
    7,
    '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
    leaf.certificate.replace(/[A-Z]{3}/, 'AAA'),
  ])('cannot be read: %#', (certificate) => {
    const answer = check({ certificate: certificate as string, trusted });
    expect(answer.valid).toBe(false);
    expect(['unreadable', 'untrusted']).toContain(answer.problems[0]?.fault);
  });

  it('is not measured against a margin that is none', () => {
    expect(() => check({ certificate: chain, trusted, minRemainingMs: -1 })).toThrow(/minRemainingMs/);
  });
});
