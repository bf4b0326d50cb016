import { createRecorder } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createUtilityGateway } from '../src/index.ts';

const { operations, execute } = createUtilityGateway();

function messageOf(text: string): string {
  const response = execute('parseJson', { text });
  if (response.success) throw new Error('The text was parsed.');
  expect(response.error.code).toBe('UTILITY_INVALID_JSON');
  return response.error.message;
}

describe('a text that is no JSON', () => {
  it.each([
    ['{"a":1,}', 1, 8, 'a name in double quotes'],
    ["{'a':1}", 1, 2, 'a name in double quotes or }'],
    ['[1,]', 1, 4, 'a value'],
    ['[1 2]', 1, 4, 'a comma or ]'],
    ['{"a":1}}', 1, 8, 'the end of the text'],
    ['"a\nb"', 1, 3, 'a closing quote'],
    ['"a\\x"', 1, 3, 'a valid escape'],
    ['01', 1, 2, 'the end of the text'],
    ['nul', 1, 1, 'a value'],
    ['<html>', 1, 1, 'a value'],
    ['{\n  "a": 1,\n  "b" 2\n}', 3, 7, 'a colon'],
    ['{\r\n"a": tru}', 2, 6, 'a value'],
  ])('%j breaks where it is told', (text, line, column, expected) => {
    expect(messageOf(text)).toBe(
      `The text is not JSON: it breaks at line ${line}, column ${column}, where ${expected} should be.`,
    );
  });

  it.each([
    ['{', 'a name in double quotes or }'],
    ['{"a"', 'a colon'],
    ['{"a":1', 'a comma or }'],
    ['[', 'a value or ]'],
    ['"abc', 'a closing quote'],
  ])('%j ends where it is told', (text, expected) => {
    expect(messageOf(text)).toBe(`The text is not JSON: it ends too early, where ${expected} should be.`);
  });

  it.each(['', '   '])('%j is told to be empty', (text) => {
    expect(messageOf(text)).toBe('The text is not JSON: it is empty.');
  });

  it('is not repeated', () => {
    const message = messageOf('{"a": 1,\n "secret-name": secret-value}');
    expect(message).toContain('line 2, column 17');
    expect(message).not.toContain('secret');
  });

  it('is counted', () => {
    const metrics = createRecorder({ recordMetric: () => {} });
    const utility = createUtilityGateway({}, { peers: { metrics: metrics.operations } });
    utility.execute('parseJson', { text: '{' });
    expect(metrics.paramsOf('recordMetric')).toEqual([{ name: 'InvalidJson', value: 1 }]);
    expect(utility.operations.getStatus().refused).toBe(1);
  });

  it('has its place told however long it is', () => {
    const text = `{"a":"${'\\u0041'.repeat(1_000_000)}", b}`;
    expect(messageOf(text)).toContain(`column ${text.length - 1}, `);
  });

  it('or is nested beyond reason is refused with the one code', () => {
    const deep = `{"__proto__":1,"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`;
    expect(messageOf(deep)).toContain('nested too deeply');
    expect(messageOf('['.repeat(3_000_000))).toContain('ends too early');
  });

  it('or is longer than its limit is not parsed', () => {
    expect(execute('parseJson', { text: '[1,2,3]', maxLength: 7 })).toMatchObject({ success: true });
    expect(execute('parseJson', { text: '[1,2,3]', maxLength: 6 })).toMatchObject({
      error: { code: 'UTILITY_INVALID_JSON', message: 'The text has 7 characters; at most 6 are parsed.' },
    });
  });

  it.each([Number.NaN, -1, 'many'])('is not parsed under a limit of %s', (maxLength) => {
    expect(execute('parseJson', { text: '[]', maxLength } as never)).toMatchObject({
      success: false,
      error: { code: 'UTILITY_INVALID_JSON' },
    });
  });
});

describe('a member named __proto__', () => {
  const letters = [...'__proto__'];
  const escaped = (index: number) =>
    letters
      .map((letter, at) => (at === index ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter))
      .join('');
  const spellings = [
    '__proto__',
    letters.map((_letter, index) => escaped(index).slice(index, index + 6)).join(''),
    ...letters.map((_letter, index) => escaped(index)),
    '_\\u005Fpr\\u006Fto__',
  ];

  it.each(spellings)('is dropped however it is spelt: %s', (name) => {
    const text = `{"a":[{"${name}":{"admin":true},"b":1}]}`;
    const { a } = operations.parseJson({ text }) as { readonly a: readonly [object] };
    expect(Object.keys(a[0])).toEqual(['b']);
    expect(Object.getPrototypeOf(Object.assign({}, a[0]))).toBe(Object.prototype);
  });

  it('is none in a value, or with more to its name', () => {
    const text = '{"a":"__proto__","constructor":{"prototype":1},"my__proto__":"\\u0070"}';
    expect(JSON.stringify(operations.parseJson({ text }))).toBe(text.replace('\\u0070', 'p'));
  });
});
