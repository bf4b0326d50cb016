import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../src/canonical-json.ts';
import { createUtilityGateway } from '../src/index.ts';

const { operations } = createUtilityGateway();

/** The same value with the members of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

it('hashes equal values equally, whatever the order of their members', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      if (typeof value === 'string') return;
      expect(operations.hash({ value: reversed(value) })).toBe(operations.hash({ value }));
    }),
  );
});

it('writes canonical JSON that parses to the same value, and different texts for different values', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), fc.jsonValue(), (one, other) => {
      const text = canonicalJson(one);
      expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(JSON.parse(canonicalJson(JSON.parse(text)))));
      if (text === canonicalJson(other))
        expect(reversed(JSON.parse(JSON.stringify(other)))).toEqual(reversed(JSON.parse(JSON.stringify(one))));
    }),
  );
});
