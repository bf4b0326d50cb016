import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packEntry, unpackEntry } from '../src/codec/envelope.ts';
import { OwnCipher } from '../src/codec/own-cipher.ts';
import { NotPortableError, parsePortable, stringifyPortable } from '../src/codec/portable.ts';
import { createEntry } from '../src/entry.ts';

const leaf = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.bigInt(),
  fc.constantFrom(null, undefined, -0),
  fc.date({ noInvalidDate: false }),
  fc.uint8Array(),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
);
const name = fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'constructor', 'v', 'toJSON'));
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('any')),
    fc.dictionary(name, tie('any')),
    fc.array(fc.tuple(tie('any'), tie('any'))).map((pairs) => new Map(pairs)),
    fc.array(tie('any')).map((items) => new Set(items)),
  ),
})).any;

describe('a value that can be written as text', () => {
  it('comes back as it was, of the same kinds throughout', () => {
    fc.assert(
      fc.property(value, (one) => {
        // Not vitest's own equality, which takes a member named `constructor` for the class of the record.
        expect(isDeepStrictEqual(parsePortable(stringifyPortable(one)), one)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('comes back sealed and packed, with its times and tags', () => {
    const cipher = new OwnCipher(['a key for tests '.repeat(3)]);
    const times = fc.record({
      storedAtMs: fc.nat(),
      ttlMs: fc.oneof(fc.integer({ min: 1 }), fc.constant(Infinity)),
      keepMs: fc.nat(),
    });
    fc.assert(
      fc.property(value, times, fc.array(fc.string()), fc.string({ minLength: 1 }), (one, rest, tags, key) => {
        const entry = createEntry({ key, value: one, tags, ...rest });
        const text = cipher.seal(packEntry({ entry, versions: tags }), key);
        expect(isDeepStrictEqual(unpackEntry(cipher.open(text, key)), { entry, versions: tags })).toBe(true);
        expect(() => cipher.open(text, `${key}x`)).toThrow();
      }),
      { numRuns: 200 },
    );
  });
});

describe('a value that cannot', () => {
  class Lamp {
    readonly on = true;
  }
  const cycle: unknown[] = [];
  cycle.push(cycle);
  const deep = Array.from({ length: 5_000 }).reduce<unknown>((inner) => [inner], 1);
  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['an instance of a class', new Lamp()],
    ['an error', new Error('x')],
    ['a cycle', cycle],
    ['a list with holes', new Array(3).fill(1, 0, 2)],
    ['a list with members of its own', Object.assign([1], { extra: 1 })],
    ['an accessor', Object.defineProperty({}, 'a', { get: () => 1, enumerable: true })],
    ['a hidden member', Object.defineProperty({}, 'a', { value: 1 })],
    ['a symbol as name', { [Symbol('x')]: 1 }],
    ['a map with members of its own', Object.assign(new Map(), { extra: 1 })],
    ['something very deep', deep],
    ['any of these inside', { a: [new Map([['x', new Lamp()]])] }],
  ])('is refused: %s', (_, one) => {
    expect(() => stringifyPortable(one)).toThrow(NotPortableError);
  });

  it('a shared part is no cycle', () => {
    const part = { a: 1 };
    expect(parsePortable(stringifyPortable([part, part]))).toEqual([part, part]);
  });
});
