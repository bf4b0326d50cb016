import { describe, expect, it } from 'vitest';
import { createUtilityGateway } from '../src/index.ts';

const { operations, execute } = createUtilityGateway();

const cycle: Record<string, unknown> = {};

describe('a hash', () => {
  it('of a text is its plain SHA-256', () => {
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(operations.hash({ value: 'abc' })).toBe(expected);
  });

  it.each([
    ['a BigInt', 1n, 'BigInt'],
    ['undefined', undefined, 'undefined'],
    ['not a number', { a: Number.NaN }, 'NaN'],
    ['a cycle', Object.assign(cycle, { self: cycle }), 'contains itself'],
  ])('is refused for %s, with the reason', (_name, value, reason) => {
    expect(execute('hash', { value })).toMatchObject({
      success: false,
      error: { code: 'UTILITY_INVALID_VALUE', message: expect.stringContaining(reason) },
    });
  });

  it('counts holes of a list as null, as JSON does', () => {
    expect(operations.hash({ value: new Array(2) })).toBe(operations.hash({ value: [null, null] }));
  });

  it.each([new Map([['a', 1]]), new Set([1]), { deep: [new Map()] }])('is refused for maps and sets: %#', (value) => {
    expect(execute('hash', { value })).toMatchObject({
      success: false,
      error: { code: 'UTILITY_INVALID_VALUE', message: expect.stringContaining('Map or Set') },
    });
  });
});
