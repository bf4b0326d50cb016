import { createRecorder } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createUtilityGateway, type ValidateStringParams } from '../src/index.ts';

const { operations, execute } = createUtilityGateway();
const messageOf = (params: ValidateStringParams) => {
  const response = execute('validateString', params);
  if (response.success) throw new Error(`It was taken as ${JSON.stringify(response.data)}.`);
  expect(response.error.code).toBe('UTILITY_INVALID_STRING');
  return response.error.message;
};

describe('a text that keeps the rules', () => {
  it.each<[ValidateStringParams, string]>([
    [{ value: '  kitchen ' }, 'kitchen'],
    [{ value: '  kitchen ', trim: false }, '  kitchen '],
    [{ value: '', minLength: 0 }, ''],
    [{ value: 'one\n\ttwo', multiline: true }, 'one\n\ttwo'],
    [{ value: 'Küche 🍳' }, 'Küche 🍳'],
    [{ value: 'light.kitchen', pattern: /^[a-z]+\.[a-z_]+$/ }, 'light.kitchen'],
    [{ value: 'red', oneOf: ['red', 'green'] }, 'red'],
    [{ value: 'x'.repeat(1_000) }, 'x'.repeat(1_000)],
  ])('%j is answered, trimmed', (params, expected) => {
    expect(operations.validateString(params)).toBe(expected);
  });

  it('is taken each time, also by a pattern that remembers where it stopped', () => {
    const pattern = /kit/g;
    for (let time = 0; time < 3; time += 1)
      expect(operations.validateString({ value: 'kitchen', pattern })).toBe('kitchen');
    expect(pattern.lastIndex).toBe(0);
  });
});

describe('a text that breaks a rule', () => {
  it.each<[ValidateStringParams, string]>([
    [{ value: 7 }, 'value is no text.'],
    [{ value: '   ', name: 'room' }, 'room is empty.'],
    [{ value: 'ab', minLength: 3 }, 'value has fewer than 3 characters.'],
    [{ value: 'abcd', maxLength: 3 }, 'value has 4 characters; at most 3 are taken.'],
    [{ value: 'a\nb' }, 'value holds control characters or line breaks.'],
    [{ value: 'a\u0000b', multiline: true }, 'value holds control characters.'],
    [{ value: 'a\ud800b' }, 'value holds control characters or line breaks.'],
    [{ value: 'Kitchen', pattern: /^[a-z]+$/ }, 'value does not match /^[a-z]+$/.'],
    [{ value: 'blue', oneOf: ['red', 'green'] }, 'value is none of red, green.'],
  ])('%j is refused by the name of the rule', (params, message) => {
    expect(messageOf(params)).toBe(message);
  });

  it('is never repeated', () => {
    for (const rule of [{ maxLength: 3 }, { pattern: /^x$/ }, { oneOf: ['x'] }, { minLength: 99 }]) {
      expect(messageOf({ value: 'planted-secret', ...rule })).not.toContain('planted');
    }
  });

  it('is counted and leaves a line', () => {
    const metrics = createRecorder({ recordMetric: () => {} });
    const logging = createRecorder({ debug: (_params: { readonly message: string }) => {} });
    const utility = createUtilityGateway({}, { peers: { metrics: metrics.operations, logging: logging.operations } });
    utility.execute('validateString', { value: '' });
    expect(metrics.paramsOf('recordMetric')).toEqual([{ name: 'InvalidString', value: 1 }]);
    expect(logging.calls).toHaveLength(1);
  });
});

it.each([{ minLength: -1 }, { maxLength: 1.5 }, { maxLength: Number.NaN }])(
  'a rule that is none is told: %j',
  (rule) => {
    expect(execute('validateString', { value: 'a', ...rule })).toMatchObject({
      error: { code: 'KERNEL_INVALID_PARAMS' },
    });
  },
);
