import { describe, expect, it } from 'vitest';
import { createUtilityGateway, type RenderTemplateParams } from '../src/index.ts';

const { operations, execute } = createUtilityGateway();
const render = (template: string, values: Record<string, unknown>, rest: Partial<RenderTemplateParams> = {}) =>
  operations.renderTemplate({ template, values, ...rest });
const refusalOf = async (
  template: string,
  values: Record<string, unknown> = {},
  rest: Partial<RenderTemplateParams> = {},
) => {
  const response = await execute('renderTemplate', { template, values, ...rest });
  if (response.success) throw new Error(`It was rendered: ${response.data}`);
  expect(response.error.code).toBe('UTILITY_INVALID_TEMPLATE');
  return response.error.message;
};

describe('a template', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['no tags', {}, 'no tags'],
    ['{{room}} is {{ level }} %', { room: 'Kitchen', level: 40 }, 'Kitchen is 40 %'],
    ['{{a.b.c}}', { a: { b: { c: true } } }, 'true'],
    ['{{list.0}} of {{list.length}}', { list: ['x', 'y'] }, 'x of 2'],
    ['{{at}}', { at: new Date(0) }, '1970-01-01T00:00:00.000Z'],
    ['a{{! not shown }}b', {}, 'ab'],
    ['{{#on}}lit{{/on}}{{^on}}dark{{/on}}', { on: true }, 'lit'],
    ['{{#on}}lit{{/on}}{{^on}}dark{{/on}}', { on: 0 }, 'dark'],
    ['{{#gone}}lit{{/gone}}{{^gone}}dark{{/gone}}', {}, 'dark'],
    [
      '{{#lamps}}{{name}} in {{room}}, {{/lamps}}',
      { room: 'hall', lamps: [{ name: 'a' }, { name: 'b' }] },
      'a in hall, b in hall, ',
    ],
    ['{{#words}}<{{.}}>{{/words}}', { words: ['x', 'y'] }, '<x><y>'],
    ['{{#who}}Hi {{.}}{{/who}}', { who: 'Ada' }, 'Hi Ada'],
    ['{{#a}}{{#b}}{{x}}{{/b}}{{/a}}', { a: { x: 1 }, b: [{}, { x: 2 }] }, '12'],
    ['}} {single} }', {}, '}} {single} }'],
  ])('%j with %j makes %j', async (template, values, expected) => {
    expect(await render(template, values)).toBe(expected);
  });

  it('loses the lines that hold nothing but a section tag or a comment', async () => {
    const template = 'Lamps:\n  {{#lamps}}\n- {{.}}\n  {{/lamps}}\n{{! end }}\nDone';
    expect(await render(template, { lamps: ['a', 'b'] })).toBe('Lamps:\n- a\n- b\nDone');
  });

  it.each([
    ['html', `<b a="x" c='y'>&`, '&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;'],
    ['xml', 'a\u0000<\u0008b\ufffe😀', 'a&lt;b😀'],
    ['json', '"\\\n</script>', '\\"\\\\\\n\\u003c/script>'],
    ['url', 'a b&c=ü/\ud800', 'a%20b%26c%3D%C3%BC%2F%EF%BF%BD'],
    ['none', '<b>', '<b>'],
  ] as const)('escapes for %s', async (escapeFor, value, expected) => {
    expect(await render('{{value}}', { value }, { escapeFor })).toBe(expected);
    expect(await render('{{{value}}}{{& value}}', { value: '<b>' }, { escapeFor })).toBe('<b><b>');
  });

  it('never runs code', async () => {
    let runs = 0;
    const values = {
      call() {
        runs += 1;
        return 'x';
      },
      get getter() {
        runs += 1;
        return 'x';
      },
      inner: {
        toString() {
          runs += 1;
          return 'x';
        },
      },
    };
    expect(await refusalOf('{{call}}', values)).toContain('call is no text');
    expect(await refusalOf('{{getter}}', values)).toContain('no value for getter');
    expect(await refusalOf('{{inner}}', values)).toContain('inner is no text');
    expect(await refusalOf('{{constructor.name}}', {})).toContain('no value for constructor.name');
    expect(await refusalOf('{{a.__proto__}}', { a: {} })).toContain('no value');
    expect(await render('{{code}}', { code: '{{call}}' })).toBe('{{call}}');
    expect(runs).toBe(0);
  });

  it('may have values missing where that is allowed', async () => {
    expect(await refusalOf('Hello\n {{name}}')).toBe(
      'The template cannot be rendered: there is no value for name at line 2, column 2.',
    );
    expect(await render('Hello {{name}}{{a.b}}!', { a: null }, { missing: 'empty' })).toBe('Hello !');
  });
});

describe('a template that cannot be read', () => {
  it.each([
    ['{{name', 'a tag does not end at line 1, column 1'],
    ['{{}}', 'a tag has no name at line 1, column 1'],
    ['{{a b}}', 'a tag has no name'],
    ['{{a..b}}', 'a tag has no name'],
    ['x\n{{#a}}', 'the section that begins at line 2, column 1 does not end'],
    ['{{/a}}', 'a section ends at line 1, column 1'],
    ['{{#a}}{{#b}}{{/a}}{{/b}}', 'a section ends at line 1, column 13'],
    ['{{#a}}'.repeat(51), 'nested deeper than 50 levels'],
    ['x'.repeat(262_145), 'at most 262144'],
  ])('%# says where', async (template, message) => {
    expect(await refusalOf(template)).toContain(message);
  });

  it('makes no more than it may', async () => {
    expect(await refusalOf('{{a}}{{a}}', { a: 'xxx' }, { maxLength: 5 })).toContain('longer than 5 characters');
    const many = Array.from({ length: 1_000 }, () => 1);
    expect(await refusalOf('{{#many}}{{#many}}{{/many}}{{/many}}', { many })).toContain('more than 200000 pieces');
  });

  it('takes its parameters at their word', async () => {
    for (const params of [
      { template: 7, values: {} },
      { template: '', values: null },
      { template: '', values: {}, escapeFor: 'sql' },
    ]) {
      expect(await execute('renderTemplate', params as never)).toMatchObject({
        error: { code: 'KERNEL_INVALID_PARAMS' },
      });
    }
  });
});
