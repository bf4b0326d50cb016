import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway } from '../src/index.ts';

const { validateRequest, getStatus } = createSecurityGateway().operations;

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
}

describe('the size of a request', () => {
  it('is what its JSON has in bytes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.integer({ min: -3, max: 3 }), (request, around) => {
        const bytes = Buffer.byteLength(JSON.stringify(request));
        const maxBytes = Math.max(1, bytes + around);
        expect(validateRequest({ request, maxBytes }).accepted).toBe(bytes <= maxBytes);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is judged alike far from the limit, where texts are not looked into', () => {
    const request = fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 })));
    fc.assert(
      fc.property(request, fc.double({ min: 0.1, max: 12, noNaN: true }), (value, times) => {
        const bytes = Buffer.byteLength(JSON.stringify(value));
        const maxBytes = Math.ceil(bytes * times);
        expect(validateRequest({ request: value, maxBytes }).accepted).toBe(bytes <= maxBytes);
      }),
      { numRuns: 1_000 },
    );
  });

  it('counts texts with escapes, surrogates and other alphabets as JSON writes them', () => {
    for (const text of ['"\\\n\u0000', 'ä漢😀', '\ud800', '\u2028', '']) {
      const request = { [text]: [text] };
      const bytes = Buffer.byteLength(JSON.stringify(request));
      expect(validateRequest({ request, maxBytes: bytes })).toEqual({ accepted: true });
      expect(validateRequest({ request, maxBytes: bytes - 1 }).accepted).toBe(false);
    }
  });

  it('is at most a mebibyte unless told otherwise', () => {
    expect(validateRequest({ request: 'x'.repeat(1_048_574) })).toEqual({ accepted: true });
    expect(validateRequest({ request: 'x'.repeat(1_048_575) })).toEqual({
      accepted: false,
      reason: expect.stringContaining('1048576 bytes'),
    });
  });

  it('is refused without a look at the rest', () => {
    let reads = 0;
    const request = Array.from({ length: 10 }, () =>
      Object.defineProperty({}, 'member', {
        enumerable: true,
        get: () => {
          reads += 1;
          return 'x'.repeat(100);
        },
      }),
    );
    expect(validateRequest({ request, maxBytes: 150 }).accepted).toBe(false);
    expect(reads).toBeLessThan(5);
    expect(validateRequest({ request: new Array(2 ** 32 - 1) }).accepted).toBe(false);
  });
});

describe('the depth of a request', () => {
  it('is at most 64 levels unless told otherwise', () => {
    expect(validateRequest({ request: nested(64) })).toEqual({ accepted: true });
    expect(validateRequest({ request: nested(65) })).toEqual({
      accepted: false,
      reason: expect.stringContaining('64 levels'),
    });
    expect(validateRequest({ request: nested(3), maxDepth: 2 }).accepted).toBe(false);
    expect(validateRequest({ request: 'text', maxDepth: 0 }).accepted).toBe(true);
    expect(validateRequest({ request: nested(100_000), maxDepth: 1_000 }).accepted).toBe(false);
  });

  it('counts a shared part at each place and refuses one that contains itself', () => {
    const shared = { a: 1 };
    expect(validateRequest({ request: [shared, shared] })).toEqual({ accepted: true });
    const round: { self?: unknown } = {};
    round.self = [round];
    expect(validateRequest({ request: round })).toMatchObject({ accepted: false, reason: /contains itself/ });
  });
});

describe('a hostile request', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  it.each([
    ['a getter that throws', Object.defineProperty({}, 'a', { enumerable: true, get: () => expect.unreachable() })],
    ['a revoked proxy', { a: proxy }],
    ['a BigInt', { a: 1n }],
  ])('with %s is refused, and nothing is thrown', (_what, request) => {
    expect(validateRequest({ request })).toEqual({ accepted: false, reason: expect.stringContaining('plain JSON') });
  });

  it('never makes it throw', () => {
    const anything = fc.anything({
      withMap: true,
      withSet: true,
      withBigInt: true,
      withTypedArray: true,
      withSparseArray: true,
    });
    fc.assert(
      fc.property(anything, (request) => {
        expect(typeof validateRequest({ request }).accepted).toBe('boolean');
      }),
    );
  });

  it('is counted', () => {
    const { operations } = createSecurityGateway();
    operations.validateRequest({ request: 1n });
    operations.validateRequest({ request: {} });
    expect(operations.getStatus().rejectedRequests).toBe(1);
    expect(getStatus().rejectedRequests).toBeGreaterThan(1);
  });
});

it.each([{ maxBytes: 0 }, { maxBytes: Number.NaN }, { maxBytes: 1.5 }, { maxDepth: -1 }, { maxDepth: 1_001 }])(
  'limits that are none are named: %j',
  (limits) => {
    const response = createSecurityGateway().execute('validateRequest', { request: {}, ...limits });
    expect(response).toMatchObject({
      success: false,
      error: { code: 'KERNEL_INVALID_PARAMS', message: expect.stringContaining(Object.keys(limits)[0] ?? '') },
    });
  },
);
