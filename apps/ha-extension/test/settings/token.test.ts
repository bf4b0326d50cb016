import { describe, expect, test } from 'vitest';
import { problems, read } from './support/read-variables.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJhYmMifQ.c2lnbmF0dXJl_-';
const NAME = 'HOME_ASSISTANT_TOKEN';
const SOURCE = 'HOME_ASSISTANT_TOKEN_SOURCE';

describe('The token', () => {
  test('is taken as it is, but for white space around it', () => {
    expect(read({ [NAME]: ` ${TOKEN}\n` }).token).toBe(TOKEN);
  });

  test.each(['', '   '])('is not there when it is %j', (text) => {
    expect(read({ [NAME]: text })).toMatchObject({ token: undefined, tokenSources: ['directive'] });
  });

  test.each([
    ['quotes around it', `"${TOKEN}"`],
    ['single quotes around it', `'${TOKEN}'`],
    ['a quote at the end', `${TOKEN}"`],
    ['the scheme before it', `Bearer ${TOKEN}`],
    ['a line break in it', `${TOKEN}\n${TOKEN}`],
    ['a character that nobody sees in it', `${TOKEN}\u200b`],
    ['a control character in it', `${TOKEN}\u0007.`],
    ['an umlaut in it', `${TOKEN}ü`],
  ])('with %s is refused and not repeated', (_, text) => {
    const found = problems({ [NAME]: text });
    expect(found.map(([name]) => name)).toEqual([NAME]);
    expect(found[0]?.[1]).toContain('paste it without');
    expect(JSON.stringify(found)).not.toContain(TOKEN);
  });
});

describe('The source of the token', () => {
  test.each([
    [undefined, undefined, 'directive'],
    [TOKEN, undefined, 'configured'],
    [TOKEN, 'directive', 'directive'],
    [TOKEN, 'configured', 'configured'],
    [TOKEN, ' Directive ', 'directive'],
    [undefined, 'directive', 'directive'],
    [TOKEN, '', 'configured'],
    [TOKEN, 'directive, configured', 'directive,configured'],
    [TOKEN, 'Configured directive', 'configured,directive'],
    [TOKEN, 'directive,directive', 'directive'],
  ])('with the token %s and the source %s is %s', (token, source, expected) => {
    const variables = { ...(token && { [NAME]: token }), ...(source !== undefined && { [SOURCE]: source }) };
    expect(read(variables).tokenSources).toEqual(expected.split(','));
  });

  test('that is configured needs a token', () => {
    expect(problems({ [SOURCE]: 'configured' })).toEqual([[NAME, expect.stringMatching(/but no token is\./)]]);
  });

  test.each(['both', 'config', 'toString'])('%s is none', (source) => {
    expect(problems({ [SOURCE]: source, [NAME]: TOKEN })).toEqual([
      [SOURCE, expect.stringMatching(/^It is neither directive nor configured\./)],
    ]);
  });
});

describe('Skill ids', () => {
  test.each([
    ['', []],
    ['amzn1.ask.skill.1', ['amzn1.ask.skill.1']],
    ['amzn1.ask.skill.1,amzn1.ask.skill.2', ['amzn1.ask.skill.1', 'amzn1.ask.skill.2']],
    [' amzn1.ask.skill.1 , amzn1.ask.skill.2 ,', ['amzn1.ask.skill.1', 'amzn1.ask.skill.2']],
    ['amzn1.ask.skill.1\namzn1.ask.skill.2', ['amzn1.ask.skill.1', 'amzn1.ask.skill.2']],
  ])('%j are %j', (text, ids) => {
    expect(read({ HOME_ASSISTANT_SKILL_IDS: text }).skillIds).toEqual(ids);
  });
});
