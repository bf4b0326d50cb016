import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUtilityGateway } from '../src/index.ts';
import { findJsonFault } from '../src/json-fault.ts';

const { execute } = createUtilityGateway();

/** JSON texts with something cut out or put in. */
const insertions = ['', '"', '\\', ',', ':', '{', ']', '0', '-', '.', 'e', '\n', 'a', '\u0000', '\\u12'];
const nearlyJson = fc
  .tuple(fc.json(), fc.nat(), fc.nat({ max: 3 }), fc.constantFrom(...insertions))
  .map(([text, at, cut, put]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + put + text.slice(place + cut);
  });

function parsesByItself(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('parsing', () => {
  it('takes what the engine takes, and refuses what the engine refuses', () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        const response = execute('parseJson', { text });
        expect(response.success, text).toBe(parsesByItself(text));
        if (response.success && !text.includes('__proto__')) expect(response.data).toEqual(JSON.parse(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('finds the fault in the same place when the rest of the text is cut off', () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        if (parsesByItself(text)) return;
        const { position } = findJsonFault(text);
        expect(position).toBeLessThanOrEqual(text.length);
        const before = text.slice(0, position);
        if (!parsesByItself(before)) expect(findJsonFault(before).position).toBe(position);
      }),
      { numRuns: 3_000 },
    );
  });
});
