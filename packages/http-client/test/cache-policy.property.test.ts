import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cacheUseOf, freshForMs } from '../src/caching/cache-policy.ts';

const spaces = fc.stringMatching(/^[ \t]{0,3}$/);
const harmless = fc.constantFrom('public', 'must-revalidate', 'immutable', 'stale-if-error=60', 'x="a"', '');
/** The same word in any mixture of cases. */
const anyCase = (word: string) =>
  fc
    .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
    .map((upper) => [...word].map((letter, index) => (upper[index] ? letter.toUpperCase() : letter)).join(''));
/** A Cache-Control header with these directives somewhere in it. */
const headerWith = (...directives: readonly fc.Arbitrary<string>[]) =>
  fc
    .tuple(fc.array(harmless, { maxLength: 4 }), fc.tuple(...directives), spaces)
    .chain(([others, own, space]) =>
      fc
        .shuffledSubarray([...others, ...own], { minLength: others.length + own.length })
        .map((all) => all.join(`${space},${space}`)),
    );

describe('whether an answer may be kept', () => {
  it('follows max-age less the age, wherever in the header it stands', () => {
    const maxAge = fc.nat({ max: 100_000 });
    fc.assert(
      fc.property(
        maxAge.chain((seconds) =>
          fc.tuple(fc.constant(seconds), headerWith(anyCase(`max-age`).map((name) => `${name}=${seconds}`))),
        ),
        fc.nat({ max: 100_000 }),
        ([seconds, header], age) => {
          const headers = { 'cache-control': header, age: String(age) };
          expect(freshForMs(200, headers)).toBe(Math.max(0, seconds - age) * 1_000);
        },
      ),
    );
  });

  it('is no as soon as the server forbids it, whatever else it says', () => {
    const forbidding = fc.constantFrom('no-store', 'no-cache', 'private').chain(anyCase);
    fc.assert(
      fc.property(headerWith(forbidding, fc.constant('max-age=60')), (header) => {
        expect(freshForMs(200, { 'cache-control': header })).toBe(0);
      }),
    );
  });

  it('is never for a negative, infinite or nonsensical time', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (control, age, vary) => {
        const ttlMs = freshForMs(200, { 'cache-control': control, age, vary });
        expect(Number.isSafeInteger(ttlMs) && ttlMs >= 0).toBe(true);
      }),
    );
  });

  it('is never for an age that is none, and of several ages the first counts', () => {
    const headersWith = (age: string) => ({ 'cache-control': 'max-age=60', age });
    expect(freshForMs(200, headersWith('soon'))).toBe(0);
    expect(freshForMs(200, headersWith('20, 5'))).toBe(40_000);
  });
});

describe('whether the cache may be asked', () => {
  it('is no for a request with any header that could change the answer or say who asks', () => {
    const harmless = ['accept', 'accept-encoding', 'accept-language', 'cache-control', 'user-agent'];
    const others = fc.stringMatching(/^[a-z][a-z-]{0,15}$/).filter((name) => !harmless.includes(name));
    const known = fc.constantFrom('authorization', 'cookie', 'x-auth', 'remote-user', 'host', 'range', 'pragma');
    fc.assert(
      fc.property(fc.oneof(others, known), fc.string(), (name, value) => {
        expect(cacheUseOf({ method: 'GET', headers: { accept: '*/*', [name]: value } })).toBeUndefined();
      }),
    );
    expect(cacheUseOf({ method: 'GET', headers: { accept: '*/*' } })).toEqual({ mayFind: true, maxAgeMs: Infinity });
  });

  it('is no for no-store, and for what says when only as it says', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), (seconds) => {
        const use = cacheUseOf({ method: 'GET', headers: { 'cache-control': `Max-Age=${seconds}` } });
        expect(use).toEqual({ mayFind: seconds > 0, maxAgeMs: seconds * 1_000 });
      }),
    );
    expect(cacheUseOf({ method: 'GET', headers: { 'cache-control': 'no-store' } })).toBeUndefined();
  });
});
