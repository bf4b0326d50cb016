import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonRoomLeft } from '../src/index.ts';

const BYTES = 10_000;

describe('the room that is left of a number of bytes', () => {
  it('is never more than what writing it leaves', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }), (value) => {
        const left = jsonRoomLeft(value, 20, BYTES);
        if (left < 0) return;
        expect(Buffer.byteLength(JSON.stringify(value) ?? 'null')).toBeLessThanOrEqual(BYTES - left);
      }),
    );
  });

  it('is there for every small message of plain data', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        fc.pre(Buffer.byteLength(JSON.stringify(value)) < BYTES / 30);
        expect(jsonRoomLeft(value, 20, BYTES)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is none for what is nested deeper than it is looked at', () => {
    expect(jsonRoomLeft([[[]]], 3, BYTES)).toBeGreaterThan(0);
    expect(jsonRoomLeft([[[]]], 2, BYTES)).toBeLessThan(0);
  });
});
