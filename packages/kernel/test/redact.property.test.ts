import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, redactText } from '../src/index.ts';

const inside = (text: string) => JSON.stringify(text).slice(1, -1);
const python = (text: string) =>
  inside(text).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const lowerHex = (text: string) => encodeURIComponent(text).replace(/%../g, (byte) => byte.toLowerCase());

/** Where a known secret may stand in a text. */
const WRITINGS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `before ${secret} after`,
  (secret) => JSON.stringify({ a: [secret] }),
  (secret) => JSON.stringify({ a: JSON.stringify({ b: secret }) }),
  (secret) => JSON.stringify({ url: `https://h.example/?q=${encodeURIComponent(secret)}` }),
  (secret) => `{"a":"${python(secret)}"}`,
  (secret) => `https://h.example/${encodeURIComponent(secret)}/x`,
  (secret) => `https://h.example/?to=${encodeURIComponent(`https://x/?q=${encodeURIComponent(secret)}`)}`,
  (secret) => `q=${encodeURIComponent(JSON.stringify({ a: secret }))}`,
  (secret) => `q=${lowerHex(secret)}&b=1`,
  (secret) => new URLSearchParams({ a: '1', b: secret }).toString(),
];

/** Where a text may stand in a value. */
const PLACES: readonly ((text: string) => unknown)[] = [
  (text) => text,
  (text) => [[{ deep: { deeper: [text] } }]],
  (text) => ({ [text]: text }),
  (text) => new Map([[text, new Set([text])]]),
  (text) => new Error(text, { cause: new Error('x', { cause: text }) }),
  (text) => Object.assign(new AggregateError([new Error(text)], 'x'), { detail: { text } }),
  (text) => Object.assign(Object.create(null) as object, { text, toJSON: () => ({ text }) }),
  (text) =>
    new (class Holder {
      readonly text = text;
      get other() {
        return text;
      }
    })(),
  (text) => JSON.parse(`{"__proto__":{"a":${JSON.stringify(text)}}}`),
  (text) => new String(text),
];

/** All texts and names in a copy. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    yield key;
    yield* textsIn((value as Record<string, unknown>)[key]);
  }
}

const secrets = fc
  .oneof(
    fc.string({ minLength: 8, maxLength: 40 }),
    fc.string({ minLength: 8, maxLength: 40, unit: 'binary' }),
    fc
      .array(fc.constantFrom('\\', '"', "'", '%', '+', ' ', '&', '=', 'ä', '漢', '%41', '\\n', '/', 'x', '7'), {
        minLength: 8,
        maxLength: 20,
      })
      .map((parts) => parts.join('')),
  )
  .filter((secret) => secret.trim().length >= 8);

describe('no planted secret survives', () => {
  it('when it is known, wherever and however it is written', () => {
    fc.assert(
      fc.property(secrets, fc.constantFrom(...WRITINGS), fc.constantFrom(...PLACES), (secret, write, place) => {
        const copy = redact(place(write(secret)), ['another-secret', secret]);
        for (const text of textsIn(copy)) {
          for (const form of [secret, inside(secret), encodeURIComponent(secret), lowerHex(secret), write(secret)]) {
            expect(text.includes(form), `${JSON.stringify(form)} in ${JSON.stringify(text)}`).toBe(false);
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('in a URL object, whichever part holds it', () => {
    fc.assert(
      fc.property(secrets, fc.constantFrom('username', 'password', 'search', 'hash', 'pathname'), (secret, part) => {
        const url = new URL('https://h.example/');
        const isText = part === 'username' || part === 'password';
        url[part] = isText ? secret : encodeURIComponent(secret);
        const written = url[part];
        expect(String(redact(url, [secret]))).not.toContain(written.replace(/^[?#/]/, ''));
      }),
    );
  });

  it('when nobody knows it but its name tells', () => {
    const names = fc.constantFrom('token', 'access_token', 'apiKey', 'password', 'clientSecret', 'x-auth-token', 'jwt');
    const byName: readonly ((name: string, secret: string) => unknown)[] = [
      (name, secret) => ({ [name]: secret }),
      (name, secret) => ({ [name]: { nested: [secret] } }),
      (name, secret) => new Map([[name, secret]]),
      (name, secret) => [{ name, value: secret }],
      (name, secret) => JSON.stringify({ a: 1, [name]: secret, b: 2 }),
      (name, secret) => JSON.stringify({ a: 1, [name]: [secret], b: { [name]: { c: secret } } }),
      (name, secret) => JSON.stringify({ body: JSON.stringify({ [name]: secret }) }),
      (name, secret) => `https://h.example/?a=1&${name}=${encodeURIComponent(secret)}&b=2`,
      (name, secret) => new URL(`https://h.example/?${new URLSearchParams({ [name]: secret })}`),
      (name, secret) => `to=${encodeURIComponent(`https://h.example/?${name}=${encodeURIComponent(secret)}`)}`,
      (_name, secret) => `https://user:${encodeURIComponent(secret)}@h.example/`,
    ];
    fc.assert(
      fc.property(names, secrets, fc.constantFrom(...byName), (name, secret, plant) => {
        const forms = [
          secret,
          inside(secret),
          encodeURIComponent(secret),
          new URLSearchParams({ a: secret }).toString().slice(2),
        ];
        for (const text of textsIn(redact(plant(name, secret)))) {
          for (const form of forms) expect(text.includes(form), `${form} in ${text}`).toBe(false);
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('redaction', () => {
  const fragments = fc.constantFrom(
    ...[
      'token',
      'password',
      'pin',
      'api key',
      '=',
      ':',
      ': ',
      '"',
      "'",
      '\\',
      '\\"',
      '%22',
      '%3A',
      '%',
      '{',
      '}',
      '[',
      ']',
    ],
    ...[
      ')',
      ',',
      ';',
      '&',
      '?',
      ' ',
      '\n',
      '<',
      '>',
      '@',
      '://',
      'https://a:b',
      'Bearer ',
      'Basic ',
      'Digest a=',
      'Cookie: ',
    ],
    ...[
      'eyJabcdefg.x',
      'Atza|x',
      '[redacted]',
      'abc',
      'missing',
      '12',
      'known-secret',
      'known',
      '-secret',
      '+',
      'arn:a:b:c:1:d',
    ],
  );
  const texts = fc.array(fragments, { maxLength: 24 }).map((parts) => parts.join(''));

  it('of what is redacted changes nothing', () => {
    const known = ['known-secret', 'api key'];
    fc.assert(
      fc.property(texts, (text) => {
        const safe = redactText(text, known);
        expect(redactText(safe, known)).toBe(safe);
      }),
      { numRuns: 20_000 },
    );
    const anything = fc.anything({ withMap: true, withSet: true, withDate: true, withBigInt: true, values: [texts] });
    fc.assert(
      fc.property(anything, (value) => {
        const safe = redact(value, known);
        expect(redact(safe, known)).toEqual(safe);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws and never changes what it is given', () => {
    const anything = () =>
      fc.anything({
        withMap: true,
        withSet: true,
        withDate: true,
        withTypedArray: true,
        withNullPrototype: true,
        values: [texts],
      });
    fc.assert(
      fc.property(fc.clone(anything(), 2), ([value, same]) => {
        redact(value, ['known-secret']);
        expect(isDeepStrictEqual(value, same)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves sentences and identifiers alone', () => {
    const words = fc.constantFrom(
      ...[
        'the',
        'token',
        'password',
        'secret',
        'of',
        'light',
        'was',
        'refused',
        'signature',
        'cookie',
        'authorization',
      ],
      ...['Alexa', 'could', 'not', 'reach', 'kitchen', 'credential', 'is', 'missing', 'key', 'PIN', 'jwt'],
    );
    const entity = fc.tuple(
      fc.constantFrom('light', 'lock', 'sensor', 'scene'),
      fc.stringMatching(/^[a-z][a-z0-9_]{1,20}$/),
    );
    const identifiers = fc.oneof(
      fc.uuid(),
      entity.map((parts) => parts.join('.')),
      entity.map((parts) => parts.join('#')),
      fc.stringMatching(/^[A-Za-z0-9_-]{4,12}#[A-Za-z0-9_;-]{1,20}$/),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.double({ noNaN: true }).map(String),
    );
    const sentence = fc
      .array(fc.oneof({ weight: 3, arbitrary: words }, identifiers), { minLength: 1, maxLength: 20 })
      .map((parts) => `${parts.join(' ')}.`);
    fc.assert(
      fc.property(sentence, (text) => {
        expect(redactText(text, ['known-secret'])).toBe(text);
      }),
      { numRuns: 3_000 },
    );
  });
});
