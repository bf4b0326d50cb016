import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEnvironment, Invocation, isSecretName, knownSecrets, redact, redactText } from '../src/index.ts';
import { mayHoldShape } from '../src/redaction/clean-text.ts';
import { isPlainText } from '../src/redaction/plain-text.ts';
import { searchAndHide } from '../src/redaction/redact-text.ts';
import { formsOf } from '../src/redaction/secret-forms.ts';
import { KNOWN, texts, values } from './secret-like.ts';

/** What the shapes look like, without any thought of speed. */
const SHAPES: readonly RegExp[] = [
  /bearer[ \t]+[^\s"',;<>\\]{4,}/i,
  /basic[ \t]+[A-Za-z0-9+/]{6,}/i,
  /digest[ \t]+\w+=/i,
  /(?:Negotiate|NTLM)[ \t]+[A-Za-z0-9+/]{12,}/,
  /eyJ[\w-]{6,}\./,
  /Atz[a-z]\|[\w+/=-]/,
  /A[KS]IA[A-Z0-9]{16}/,
  /(?:gh[pousr]_|github_pat_|xox[abeprs]-|AIza|glpat-|[sr]k_live_|tskey-)[\w-]{16,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** The text without secrets, each searched for everywhere. */
function slowText(text: string): string {
  // A short plain name is hidden for what is known only.
  if (/^[\w.-]{0,19}$/.test(text)) return KNOWN.reduce((safe, one) => safe.replaceAll(one, '[redacted]'), text);
  return searchAndHide(text, formsOf([...KNOWN]));
}

/** The value without secrets, one member after the other, nothing remembered. */
function slowValue(value: unknown): unknown {
  if (typeof value === 'string') return slowText(value);
  if (typeof value === 'number') return KNOWN.some((one) => String(value).includes(one)) ? '[redacted]' : value;
  if (Array.isArray(value)) return slowItems(value);
  if (typeof value !== 'object' || value === null) return value;
  const safe: Record<string, unknown> = {};
  const members = Object.entries(value);
  for (const [name, member] of members) {
    const free = freeName(safe, name.length < 8 && !/[=:@|]/.test(name) ? name : slowText(name));
    const isHidden = isSecretName(name) || (name.toLowerCase() === 'value' && isBesideSecretName(members));
    const safeMember = isHidden ? slowHidden(name, member) : slowValue(member);
    Object.defineProperty(safe, free, { value: safeMember, enumerable: true, configurable: true, writable: true });
  }
  return safe;
}

function slowItems(items: readonly unknown[]): unknown[] {
  const isHeader = (item: unknown) => typeof item === 'string' && /^(?:authorization|cookie)$/i.test(item);
  return items.map((item, at) =>
    isHeader(items[at - 1]) && typeof item === 'string' ? slowHidden('', item) : slowValue(item),
  );
}

function slowHidden(name: string, member: unknown): unknown {
  if (member === undefined || member === null || member === '' || typeof member === 'boolean') return member;
  const counts = /(?:tokens|secrets|credentials|keys|passwords|cookies|signatures)$/;
  return typeof member === 'number' && counts.test(name.toLowerCase().replace(/[^a-z0-9]+/g, ''))
    ? member
    : '[redacted]';
}

function isBesideSecretName(members: readonly (readonly [string, unknown])[]): boolean {
  return members.some(
    ([name, member]) => /^(?:name|key|header)$/i.test(name) && typeof member === 'string' && isSecretName(member),
  );
}

function freeName(safe: object, name: string): string {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name} ${number}`;
    if (!Object.hasOwn(safe, free)) return free;
  }
}

/** A composition that keeps what it learns from one value to the next, as a function does. */
function remembering() {
  const environment = createEnvironment();
  const invocation = new Invocation({ correlationId: 'c' }, environment.clock);
  for (const [at, secret] of KNOWN.entries()) (at % 2 === 0 ? environment : invocation).secrets.add(secret);
  return <Result>(run: (secrets: readonly string[]) => Result) =>
    environment.invocations.run(invocation, () => run(knownSecrets(environment)));
}

describe('the quick way', () => {
  it('takes no text for one without a shape that has one', () => {
    fc.assert(
      fc.property(texts, (text) => {
        if (!mayHoldShape(text)) expect(SHAPES.filter((shape) => shape.test(text))).toEqual([]);
      }),
      { numRuns: 20_000 },
    );
  });

  it('takes no text for a plain one that holds a secret or needs an escape', () => {
    fc.assert(
      fc.property(texts, (text) => {
        if (!isPlainText(text)) return;
        expect(searchAndHide(text, formsOf())).toBe(text);
        expect(JSON.stringify(text)).toBe(`"${text}"`);
      }),
      { numRuns: 20_000 },
    );
    for (const text of [
      'Bearer abcd1',
      'basic Zm9vOmJhcg',
      'NTLM abcdefghijkl',
      'eyJabcdef.x',
      'Atza|x',
      `AKIA${'A'.repeat(16)}`,
    ])
      expect(isPlainText(text)).toBe(false);
    for (const mark of ['ghp_', 'ghs_', 'github_pat_', 'xoxb-', 'AIza', 'glpat-', 'sk_live_', 'rk_live_', 'tskey-'])
      expect(isPlainText(`${mark}abcdefghijklmnop`)).toBe(false);
    for (const text of ['pin: 1234', 'a token>x', '<secret>x</secret>', 'http://a:b@c', 'api key: x', 'a=b'])
      expect(isPlainText(text)).toBe(false);
  });

  it('takes the texts of most lines for plain ones', () => {
    for (const text of ['', 'light.kitchen', 'light#kitchen', 'The door was opened, and then shut (twice).', 'turn_on'])
      expect(isPlainText(text)).toBe(true);
    for (const text of [
      '0a3c9f8e-1b2d-4c5e-8f90-123456789abc',
      '2026-01-01T00:00:00.000Z',
      'After the first request: no host at a.b:8123',
    ])
      expect(isPlainText(text)).toBe(true);
  });

  it('makes of a text what the search makes of it', () => {
    const within = remembering();
    fc.assert(
      fc.property(texts, (text) => {
        expect(within((secrets) => redactText(text, secrets))).toBe(slowText(text));
        expect(redactText(text)).toBe(/^[\w.-]{0,19}$/.test(text) ? text : searchAndHide(text, formsOf()));
      }),
      { numRuns: 20_000 },
    );
  });

  it('makes of a value what the plain way makes of it, with what was remembered of earlier ones', () => {
    const within = remembering();
    fc.assert(
      fc.property(values, (value) => {
        const expected = slowValue(value);
        expect(within((secrets) => redact(value, secrets))).toStrictEqual(expected);
        expect(redact(value, KNOWN)).toStrictEqual(expected);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('the list of known secrets', () => {
  it('is the same until a secret comes or goes, and then has it or has it not', () => {
    const environment = createEnvironment();
    const invocation = new Invocation({ correlationId: 'c' }, environment.clock);
    const steps = fc.array(
      fc.record({
        set: fc.constantFrom(environment.secrets, invocation.secrets),
        what: fc.constantFrom('add', 'add', 'delete', 'clear'),
        secret: fc.integer({ min: 0, max: 5 }).map((number) => `secret-number-${number}`),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, (taken) => {
        for (const { set, what, secret } of taken) {
          if (what === 'clear') set.clear();
          else set[what as 'add'](secret);
          const inside = environment.invocations.run(invocation, () => knownSecrets(environment));
          expect(inside).toEqual([...environment.secrets, ...invocation.secrets]);
          expect(environment.invocations.run(invocation, () => knownSecrets(environment))).toBe(inside);
          expect(knownSecrets(environment)).toEqual([...environment.secrets]);
          for (const one of inside) expect(redactText(`it is ${one}.`, inside)).toBe('it is [redacted].');
        }
      }),
    );
  });
});
