import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomUuid } from '../src/index.ts';

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('a random UUID', () => {
  it('is one of version 4 whatever the numbers are', () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 4, maxLength: 4 }), (numbers) => {
        const left = [...numbers];
        const made = randomUuid(() => left.shift() ?? 0);
        expect(made).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        expect(left).toEqual([]);
      }),
    );
  });

  it('has all the bits of its numbers, but for version and variant', () => {
    const word = fc.integer({ min: 0, max: 0xffff_ffff });
    fc.assert(
      fc.property(fc.array(word, { minLength: 4, maxLength: 4 }), (words) => {
        const left = words.map((bits) => bits / 0x1_0000_0000);
        const made = BigInt(`0x${randomUuid(() => left.shift() ?? 0).replaceAll('-', '')}`);
        const given = words.reduce((all, bits) => (all << 32n) | BigInt(bits), 0n);
        const fixed = (0xfn << 76n) | (0x3n << 62n);
        expect(made & ~fixed).toBe(given & ~fixed);
      }),
    );
  });

  it('comes once only', () => {
    const made = new Set(Array.from({ length: 50_000 }, () => randomUuid(Math.random)));
    expect(made.size).toBe(50_000);
  });
});
