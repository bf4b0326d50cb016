import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway, type SanitizeDataParams } from '../src/index.ts';

const { sanitizeData, ...operations } = createSecurityGateway().operations;
const sanitized = (data: unknown, rest: Omit<SanitizeDataParams, 'data'> = {}) => sanitizeData({ data, ...rest });

describe('data from outside', () => {
  it('comes back as plain data of the same shape', () => {
    const data = {
      text: 'Küche',
      number: 1.5,
      list: [true, null, undefined, 'x'],
      when: new Date(0),
      map: new Map([['a', 1]]),
      set: new Set([1]),
      big: 7n,
      bytes: new Uint8Array(3),
      gone: undefined,
      run: () => 1,
      odd: Number.POSITIVE_INFINITY,
    };
    expect(sanitized(data)).toEqual({
      text: 'Küche',
      number: 1.5,
      list: [true, null, null, 'x'],
      when: '1970-01-01T00:00:00.000Z',
      map: { a: 1 },
      set: [1],
      big: '7',
      bytes: '[3 bytes]',
      odd: null,
    });
    expect(data.text).toBe('Küche');
  });

  it('loses members that change prototypes, at every depth', () => {
    const data = JSON.parse('{"a":[{"__proto__":{"admin":1},"constructor":1,"prototype":2,"b":3}]}') as unknown;
    const safe = sanitized(data);
    expect(safe).toEqual({ a: [{ b: 3 }] });
    expect(Object.assign({}, (safe as { a: object[] }).a[0])).not.toHaveProperty('admin');
    expect(sanitized({ '__pro\u0000to__': { admin: 1 } })).toEqual({});
  });

  it('loses control characters and what turns the direction of text; lines stay where they may', () => {
    const text = 'one\r\ntwo\u2028three\tfour\u0000\u001b[31m\u202efive\u0085six';
    expect(sanitized(text)).toBe('one two three four[31mfive six');
    expect(sanitized(text, { multiline: true })).toBe('one\ntwo\nthree\tfour[31mfive\nsix');
  });

  it('is well-formed and composed Unicode', () => {
    expect(sanitized('Ku\u0308che \ud800')).toBe('Küche \ufffd');
  });

  it('is cut at its limits', () => {
    expect(sanitized('x'.repeat(50), { maxTextLength: 10 })).toBe('x'.repeat(10));
    expect(sanitized([[['deep']]], { maxDepth: 2 })).toEqual([['[too deep]']]);
    expect((sanitized(new Array(100).fill(1), { maxValues: 10 }) as unknown[]).length).toBeLessThanOrEqual(10);
    let deep: unknown = 'end';
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(() => sanitized(deep, { maxDepth: 1_000_000 })).not.toThrow();
  });

  it('cannot make it throw', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(sanitized(circle)).toEqual({ self: '[circular]' });
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    expect(
      sanitized({
        hostile,
        json: {
          toJSON() {
            throw new Error('no');
          },
        },
      }),
    ).toEqual({
      hostile: '[unreadable]',
      json: '[unreadable]',
    });
  });

  it('keeps secrets, which are for filterSensitive', () => {
    expect(sanitized({ password: 'abc' })).toEqual({ password: 'abc' });
    expect(operations.filterSensitive({ data: { password: 'abc' } })).toEqual({ password: '[redacted]' });
  });

  it('becomes JSON, and does not change when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }), (data) => {
        const safe = sanitized(data);
        expect(JSON.parse(JSON.stringify(safe))).toEqual(JSON.parse(JSON.stringify(sanitized(safe))));
      }),
    );
  });

  it.each([{ maxDepth: 0 }, { maxValues: -1 }, { maxTextLength: Number.NaN }])(
    'has limits that are some: %j',
    (rest) => {
      expect(() => sanitized('a', rest)).toThrow(expect.objectContaining({ code: 'KERNEL_INVALID_PARAMS' }));
    },
  );
});
