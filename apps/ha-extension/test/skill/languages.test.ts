import { describe, expect, test } from 'vitest';
import { languageOf, phrasesOf } from '../../src/skill/speech.ts';
import { ask, intent, request } from './support/requests.ts';

describe('The language', () => {
  test.each([
    ['en-US', 'en'],
    ['de-AT', 'de'],
    ['DE-de', 'de'],
    ['ar-SA', 'ar'],
    ['hi-IN', 'hi'],
    ['ja-JP', 'ja'],
    ['pt-BR', 'pt-BR'],
    ['fil-PH', 'fil'],
    ['fr', 'fr'],
    ['', 'en'],
    ['e', 'en'],
    ['../..', 'en'],
    ['constructor', 'en'],
    [undefined, 'en'],
    [7, 'en'],
  ])('of the locale %s is %s for the home', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });

  test.each([
    ['de-DE', 'de'],
    ['fr-CA', 'fr'],
    ['pt-BR', 'pt-BR'],
  ])('of the request %s goes with the sentence as %s', async (locale, language) => {
    const { bodies } = await ask(intent('AssistIntent', { slots: { query: 'x' }, locale }));
    expect(bodies).toEqual([{ text: 'x', language }]);
  });

  test('is German for German requests, failures and the words for yes and no included', async () => {
    const locale = 'de-DE';
    expect((await ask(request('LaunchRequest', {}, { locale }))).speech).toBe(
      'Dein Zuhause hört zu. Was soll ich tun?',
    );
    expect((await ask(intent('AMAZON.YesIntent', { locale }))).bodies).toEqual([{ text: 'ja', language: 'de' }]);
    expect((await ask(intent('AMAZON.NoIntent', { locale }))).bodies).toEqual([{ text: 'nein', language: 'de' }]);
    const { speech } = await ask(request('LaunchRequest', {}, { locale }), { variables: {} });
    expect(speech).toMatch(/^Die Brücke zu deinem Zuhause ist noch nicht eingerichtet\./);
  });

  test('is English where there are no phrases yet', () => {
    for (const language of ['fr', 'pt-BR', 'constructor', '']) expect(phrasesOf(language)).toBe(phrasesOf('en'));
  });

  test('has every phrase of its own in German', () => {
    const [english, german] = [Object.entries(phrasesOf('en')), new Map(Object.entries(phrasesOf('de')))];
    expect(english.filter(([name, text]) => german.get(name) === text || german.get(name) === '')).toEqual([]);
    expect(german.size).toBe(english.length);
  });
});
