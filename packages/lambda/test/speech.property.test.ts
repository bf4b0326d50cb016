import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutSpeech, cutText, MAX_SPEECH_LENGTH, toSpeak } from '../src/alexa/speech.ts';

const unit = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const markup = fc.oneof(
  unit.map((text) => text.replace(/[<>&]/g, ' ')),
  fc.constantFrom(
    '<p>',
    '</p>',
    '<s>',
    '</s>',
    '<break time="1s"/>',
    '&amp;',
    '&#x1F600;',
    `<sub alias='a>b'>`,
    '</sub>',
    '<',
  ),
);
const ssml = fc.array(markup, { minLength: 1, maxLength: 60 }).map((parts) => parts.join(''));

/** Whether every tag is closed in order. */
function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const [, closing, name, empty] of text.matchAll(/<(\/?)([a-z]+)(?:"[^"]*"|'[^']*'|[^'">])*?(\/?)>/g)) {
    if (closing === '/') {
      if (open.pop() !== name) return false;
    } else if (empty !== '/') {
      open.push(name as string);
    }
  }
  return open.length === 0;
}

describe('speech of any length', () => {
  it('is at most 8,000 characters, well formed, and untouched when it is short enough', () => {
    fc.assert(
      fc.property(unit, fc.integer({ min: 1, max: 9_000 }), (text, times) => {
        const speech = text.repeat(times).slice(0, 20_000);
        const cut = cutText(speech);
        expect(cut.length).toBeLessThanOrEqual(MAX_SPEECH_LENGTH);
        expect(cut.isWellFormed()).toBe(true);
        expect(speech.toWellFormed().startsWith(cut)).toBe(true);
        expect(cut.length).toBeGreaterThanOrEqual(Math.min(speech.length, MAX_SPEECH_LENGTH - 1));
      }),
    );
  });

  it('is never cut within a character', () => {
    expect(cutText(`${'x'.repeat(7_999)}😀`)).toBe('x'.repeat(7_999));
    expect(cutText(`${'x'.repeat(7_998)}😀`)).toHaveLength(8_000);
  });
});

describe('Speech in letters of several bytes', () => {
  it('leaves room for the rest of an answer of 24 KB, and is cut no shorter than that takes', () => {
    const letters = fc.oneof(unit, fc.constantFrom('明かり。', '🏠', '\u0001', '"', 'ü'));
    fc.assert(
      fc.property(letters, fc.integer({ min: 1, max: 9_000 }), (part, times) => {
        const speech = part.repeat(times).slice(0, 40_000).toWellFormed();
        const cut = cutSpeech(speech);
        const bytes = Buffer.byteLength(JSON.stringify(cut));
        expect(speech.startsWith(cut)).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(MAX_SPEECH_LENGTH);
        expect(bytes).toBeLessThanOrEqual(18 * 1_024);
        if (cut.length < cutText(speech).length) expect(bytes).toBeGreaterThan(15 * 1_024);
      }),
    );
  });
});

describe('SSML of any form', () => {
  it('is one speak element of at most 8,000 characters', () => {
    fc.assert(
      fc.property(ssml, fc.integer({ min: 1, max: 600 }), fc.boolean(), (part, times, wrapped) => {
        const text = part.repeat(times);
        const spoken = toSpeak(wrapped ? `<speak>${text}</speak>` : text);
        expect(spoken.length).toBeLessThanOrEqual(MAX_SPEECH_LENGTH);
        expect(spoken.isWellFormed()).toBe(true);
        expect(spoken.match(/<speak/g)).toHaveLength(1);
        expect(spoken.match(/<\/speak>/g)).toHaveLength(1);
        expect(spoken).toMatch(/^<speak>[\s\S]*<\/speak>$/);
      }),
    );
  });

  it('stays balanced where it is cut', () => {
    const paragraphs = fc.array(
      unit.map((text) => `<p><s>${text.replace(/[<>&]/g, ' ')}</s>a &amp; b<break time="1s"/></p>`),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(paragraphs, fc.integer({ min: 1, max: 400 }), (parts, times) => {
        const spoken = toSpeak(parts.join('').repeat(times));
        expect(isBalanced(spoken)).toBe(true);
        expect(spoken).not.toMatch(/&(?!amp;)/);
        expect(spoken.length).toBeLessThanOrEqual(MAX_SPEECH_LENGTH);
      }),
    );
  });

  it('keeps the attributes of its speak element, and gets what is missing of it', () => {
    expect(toSpeak('<speak xml:lang="de-DE">Hallo</speak>')).toBe('<speak xml:lang="de-DE">Hallo</speak>');
    expect(toSpeak('  <speak>Hello')).toBe('<speak>Hello</speak>');
    expect(toSpeak('Hello</speak>')).toBe('<speak>Hello</speak>');
    expect(toSpeak('<speaker/>')).toBe('<speak><speaker/></speak>');
  });
});
