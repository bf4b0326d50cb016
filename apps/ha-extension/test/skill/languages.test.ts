import { describe, expect, test } from 'vitest';
import { phrasesByLanguage, phrasesOf } from '../../src/skill/phrases/phrases.ts';
import { languageOf } from '../../src/skill/speech.ts';
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

  test.each([
    'ar-SA',
    'de-DE',
    'en-AU',
    'en-CA',
    'en-GB',
    'en-IN',
    'en-US',
    'es-ES',
    'es-MX',
    'es-US',
    'fr-CA',
    'fr-FR',
    'hi-IN',
    'it-IT',
    'ja-JP',
    'nl-NL',
    'pt-BR',
  ])('of a person whose device speaks %s is the one that the skill greets in', async (locale) => {
    const language = locale.slice(0, 2) as keyof typeof phrasesByLanguage;
    const { speech, answer } = await ask(request('LaunchRequest', {}, { locale }));
    expect(speech).toBe(phrasesByLanguage[language].greeting);
    expect(answer.response.reprompt.outputSpeech.text).toBe(phrasesByLanguage[language].reprompt);
  });

  test('is English where Alexa has no skills', () => {
    for (const language of ['ru', 'zh-CN', 'constructor', '__proto__', '']) {
      expect(phrasesOf(language)).toBe(phrasesByLanguage.en);
    }
  });
});

describe('The phrases of a language', () => {
  const all = Object.entries(phrasesByLanguage).map(([language, { commands, ...said }]) => ({
    language,
    texts: Object.entries({ ...said, ...commands }),
  }));
  const english = new Map(all.find(({ language }) => language === 'en')?.texts);

  test.each(all)('are all there, and none but single words is the English one: $language', ({ language, texts }) => {
    expect(texts.filter(([, text]) => text.trim() !== text || text === '')).toEqual([]);
    const borrowed = texts.filter(([name, text]) => english.get(name) === text && /\s/.test(text));
    expect(borrowed.length).toBe(
      language === 'en' ? [...english.values()].filter((text) => /\s/.test(text)).length : 0,
    );
  });

  test.each(all)('can be spoken as SSML, and are short: $language', ({ texts }) => {
    expect(texts.filter(([, text]) => /[<>&\p{Cc}]/u.test(text) || text.length > 150)).toEqual([]);
  });

  test.each(all)('are in one script: $language', ({ language, texts }) => {
    const script = {
      ar: /\p{Script=Arabic}/u,
      hi: /\p{Script=Devanagari}/u,
      ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
    };
    const own = script[language as keyof typeof script] ?? /\p{Script=Latin}/u;
    expect(texts.filter(([, text]) => !own.test(text))).toEqual([]);
  });
});
