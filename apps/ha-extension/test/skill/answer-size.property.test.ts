import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { cutSpeech, SPEECH_LIMITS } from '../../src/skill/cut-speech.ts';
import { phrasesByLanguage } from '../../src/skill/phrases/phrases.ts';
import { createParts, createTurn } from '../bridge/support/parts.ts';
import { ADDRESS, intent, said } from './support/requests.ts';
import { skillProblems } from './support/skill-rules.ts';

/** Letters of many scripts, with marks that join, emoji of several code points, flags, and halves of characters. */
const SCRIPTS = {
  latin: ['a', 'é', 'Straße', ' '],
  cyrillic: ['ж', 'свет', ' '],
  greek: ['ω', 'φως', ' '],
  arabic: ['ض', 'ضوءٌ', ' '],
  hebrew: ['א', 'אור', ' '],
  devanagari: ['की', 'क्षि', ' '],
  tamil: ['கு', 'வி', ' '],
  thai: ['ไฟ', 'กำ', 'ครัว'],
  japanese: ['電気', 'つけて', 'ヷ', '。'],
  chinese: ['打开', '灯', '𠮷'],
  korean: ['불', '각', ' '],
  ethiopic: ['ብ', 'ርሃን', ' '],
  emoji: ['💡', '👩‍👩‍👧‍👦', '👍🏽', '🇩🇪', '1️⃣'],
  danger: ['"', '\\', '<', '&', '\u2028', '\u0000', '\ufffe', '\ud83d', '\udca1', '\u0301'],
} as const;

const LANGUAGES = [...Object.keys(phrasesByLanguage), 'pt-BR', 'th', 'zh', 'fil', 'xx'];
const piece = (script: readonly string[]) => fc.array(fc.constantFrom(...script), { minLength: 1, maxLength: 12 });
const oneScript = fc.constantFrom(...Object.values(SCRIPTS)).chain(piece);
const mixed = piece(Object.values(SCRIPTS).flat());
const unbroken = fc.constantFrom('x', '\u0301', 'ไ', '漢', '👩‍', '🇩').map((one) => [one]);
/** From empty to far beyond all limits. */
const text = fc
  .tuple(fc.oneof(oneScript, mixed, unbroken), fc.integer({ min: 0, max: 9_000 }))
  .map(([pieces, times]) => pieces.join('').repeat(times).slice(0, 60_000));

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('A text that is cut', () => {
  test('keeps every limit, is the beginning of what was said, and ends in no half character, in any script', () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom(SPEECH_LIMITS, { maxLength: 100, maxBytes: 150 }, { maxLength: 5, maxBytes: 1_000 }),
        (whole, language, limits) => {
          const cut = cutSpeech(whole, language, limits);
          expect(cut.length).toBeLessThanOrEqual(limits.maxLength);
          expect(bytesOf(cut) - 2).toBeLessThanOrEqual(limits.maxBytes);
          expect(cut.isWellFormed()).toBe(true);
          expect(whole.toWellFormed().startsWith(cut)).toBe(true);
          const fits = whole.length <= limits.maxLength && bytesOf(whole.toWellFormed()) - 2 <= limits.maxBytes;
          if (fits) expect(cut).toBe(whole.toWellFormed());
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each([
    ['en', 'turn on the light, please', 18, 'turn on the light,'],
    ['en', 'turn on the light, please', 16, 'turn on the'],
    ['ja', '台所の電気をつけてください', 5, '台所の電気'],
    ['ja', '台所の電気をつけてください', 4, '台所の'],
    ['th', 'เปิดไฟในห้องครัว', 6, 'เปิดไฟ'],
    ['de', 'Donaudampfschifffahrtsgesellschaft', 10, 'Donaudampf'],
    ['en', 'family 👩‍👩‍👧‍👦', 12, 'family'],
    ['en', '👍🏽👍🏽👍🏽', 6, '👍🏽'],
    ['de', 'x', 0, ''],
  ])('ends with a word where there is one: %s %s', (language, whole, maxLength, expected) => {
    expect(cutSpeech(whole, language, { maxLength, maxBytes: 1_000 })).toBe(expected);
  });

  test('ends between two characters where the word has no end', () => {
    for (const maxLength of [301, 300, 75, 3]) {
      const cut = cutSpeech('कि'.repeat(500), 'hi', { maxLength, maxBytes: 9_000 });
      expect(cut).toBe('कि'.repeat(Math.floor(maxLength / 2)));
    }
  });
});

describe('The answer to a person', () => {
  test('keeps the rules of Alexa however much the home says, in any script, and can be repeated', async () => {
    let says = '';
    let id = '';
    const parts = createParts(
      () => said(says, { conversation_id: id, continue_conversation: says.length % 2 === 0 }),
      ADDRESS,
    );
    const extension = createExtension(parts);
    const locales = fc.constantFrom('ar-SA', 'de-DE', 'en-US', 'hi-IN', 'ja-JP', 'pt-BR', 'th-TH', undefined);
    await fc.assert(
      fc.asyncProperty(text, text, locales, fc.boolean(), async (speech, conversation, locale, dialogOpen) => {
        says = speech;
        id = conversation;
        const slots = { query: 'tell me' };
        const attributes = { dialogOpen, conversationId: conversation, lastSpeech: speech };
        const event = intent('AssistIntent', { slots, locale, attributes });
        const answer = (await extension.skill(event, createTurn())) as { sessionAttributes?: Record<string, unknown> };
        expect(skillProblems('IntentRequest', answer)).toEqual([]);
        for (const kept of [attributes, answer.sessionAttributes ?? {}]) {
          const again = intent('AMAZON.RepeatIntent', { locale, attributes: kept });
          expect(skillProblems('IntentRequest', await extension.skill(again, createTurn()))).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
    expect(parts.requests.length).toBeGreaterThan(90);
  });
});
