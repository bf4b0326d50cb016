import { createTestEnvironment } from '@hearthgate/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUtilityGateway } from '../src/index.ts';

const SECRET = 'planted-value-0001';

function createAlone() {
  const environment = createTestEnvironment();
  environment.secrets.add(SECRET);
  return createUtilityGateway({}, { environment }).operations;
}

describe('what may stand in an answer', () => {
  it('is plain JSON without secrets', () => {
    const data = {
      when: new Date(0),
      big: 7n,
      odd: Number.NaN,
      gone: undefined,
      password: 'abc',
      note: `sent ${SECRET}`,
      list: new Set([1, undefined]),
    };
    expect(createAlone().sanitizeData({ data })).toEqual({
      when: '1970-01-01T00:00:00.000Z',
      big: '7',
      odd: null,
      password: '[redacted]',
      note: 'sent [redacted]',
      list: [1, null],
    });
  });

  it('has no secret that a control character was hiding', () => {
    const data = { note: `planted-\u0000value-\u202e0001`, 'planted-value\u0007-0001': 1 };
    expect(JSON.stringify(createAlone().sanitizeData({ data }))).not.toContain(SECRET);
  });

  it('keeps line breaks and loses what reverses text or begins a terminal command', () => {
    expect(createAlone().sanitizeData({ data: 'a\nb\u001b[31m\u202ec' })).toBe('a\nb[31mc');
  });

  it('has no member that changes a prototype', () => {
    const data = JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":1},"a":1}') as unknown;
    expect(createAlone().sanitizeData({ data })).toEqual({ a: 1 });
  });

  it('is JSON of any value', () => {
    const { sanitizeData } = createAlone();
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withDate: true, withNullPrototype: true }), (data) => {
        const safe = sanitizeData({ data });
        expect(JSON.parse(JSON.stringify(safe))).toEqual(safe);
      }),
    );
  });

  it('is made by the security gateway where there is one', () => {
    const seen: string[] = [];
    const security = {
      filterSensitive: <Data>({ data }: { readonly data: Data }) => {
        seen.push('filterSensitive');
        return data;
      },
      sanitizeData: ({ data }: { readonly data: unknown }) => {
        seen.push('sanitizeData');
        return data;
      },
    };
    const { operations } = createUtilityGateway({}, { peers: { security } });
    expect(operations.sanitizeData({ data: { a: 1 } })).toEqual({ a: 1 });
    expect(seen).toEqual(['filterSensitive', 'sanitizeData', 'filterSensitive']);
  });
});
