import { hasCode } from '@hearthgate/kernel';
import { createRecorder } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createUtilityGateway } from '../src/index.ts';

const { operations } = createUtilityGateway();

const failureOf = (run: () => unknown): Error => {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('It did not fail.');
};

describe('parseJson', () => {
  it('says where a text breaks, without repeating it', () => {
    const failure = failureOf(() => operations.parseJson({ text: '{"a": 1,\n "secret-name": secret-value}' }));
    expect(hasCode(failure, 'UTILITY_INVALID_JSON')).toBe(true);
    expect(failure.message).toMatch(/line 2, column 17/);
    expect(failure.message).not.toMatch(/secret/);
  });

  it.each([
    ['', /empty/],
    ['   ', /empty/],
    ['{"a":', /ends too early/],
    ['"abc', /ends too early/],
  ])('explains %j', (text, expected) => {
    expect(failureOf(() => operations.parseJson({ text })).message).toMatch(expected);
  });

  it('refuses a text beyond its limit', () => {
    const failure = failureOf(() => operations.parseJson({ text: '[1,2,3]', maxLength: 6 }));
    expect(failure.message).toMatch(/7 characters; at most 6/);
  });

  it.each(['{"__proto__":{"admin":true},"a":1}', '{"\\u005f_proto__":{"admin":true},"a":1}'])(
    'drops the prototype from %s',
    (text) => {
      const value = operations.parseJson({ text }) as Record<string, unknown>;
      expect(Object.keys(value)).toEqual(['a']);
      expect(Object.assign({}, value).admin).toBeUndefined();
    },
  );

  it('counts what it refuses', () => {
    const metrics = createRecorder({ recordMetric: () => {} });
    const utility = createUtilityGateway({}, { peers: { metrics: metrics.operations } });
    utility.execute('parseJson', { text: '{' });
    expect(metrics.paramsOf('recordMetric')).toEqual([{ name: 'InvalidJson', value: 1 }]);
  });
});

describe('hash', () => {
  it('of a text is its plain SHA-256', () => {
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(operations.hash({ value: 'abc' })).toBe(expected);
  });

  it.each([
    ['a BigInt', 1n],
    ['undefined', undefined],
    ['not a number', { a: Number.NaN }],
  ])('refuses %s with the reason', (_name, value) => {
    expect(
      hasCode(
        failureOf(() => operations.hash({ value })),
        'UTILITY_INVALID_VALUE',
      ),
    ).toBe(true);
  });

  it('refuses a cycle', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(failureOf(() => operations.hash({ value: cycle })).message).toMatch(/contains itself/);
  });
});
