/** How long a text may be: in UTF-16 code units, and in bytes of UTF-8 as a JSON text. */
export interface TextLimits {
  readonly maxLength: number;
  readonly maxBytes: number;
}

/**
 * Alexa takes 8,000 characters of speech and 24 kB of answer (developer.amazon.com, Request and Response JSON Reference).
 * 8,000 characters of Japanese are 24,000 bytes, so the bytes are counted too; the rest is for session and envelope.
 */
export const SPEECH_LIMITS: TextLimits = { maxLength: 8_000, maxBytes: 18_000 };

/** Longer words are cut through: they are none. */
const MAX_WORD_LENGTH = 200;

/** What is looked at begins anywhere, so its first boundaries may be none. */
const RUN_UP = 50;

/** White space, and what no text that is read out can hold (the control characters and those that XML has none of). */
const UNSPEAKABLE = /[\s\p{Cc}\uFFFE\uFFFF]+/gu;

/** The words of a text, with a space between them. */
export function speakable(text: string): string {
  return text.replace(UNSPEAKABLE, ' ').trim();
}

export function fitsIn(text: string, limits: TextLimits): boolean {
  return endWithin(text, limits) === text.length;
}

/** The text, or its beginning up to the end of the last word that fits; never half a character of any script. */
export function cutSpeech(text: string, language: string, limits: TextLimits = SPEECH_LIMITS): string {
  const whole = text.toWellFormed();
  const end = endWithin(whole, limits);
  if (end === whole.length) return whole;
  const cut = boundaryBefore(whole, end, language, 'word') ?? boundaryBefore(whole, end, language, 'grapheme') ?? end;
  return whole.slice(0, cut).trimEnd();
}

/** Where the text has to end to keep the limits, between two code points. */
function endWithin(text: string, { maxLength, maxBytes }: TextLimits): number {
  let end = 0;
  let bytes = 0;
  for (const character of text) {
    bytes += bytesInJson(character);
    if (bytes > maxBytes || end + character.length > maxLength) break;
    end += character.length;
  }
  return end;
}

function bytesInJson(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff)) return 6;
  if (code < 0x80) return character === '"' || character === '\\' ? 2 : 1;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/**
 * The last boundary at or before a place, as the language has them: some put no spaces between words. `undefined` when
 * there is none within the length of a word.
 */
function boundaryBefore(
  text: string,
  end: number,
  language: string,
  granularity: 'word' | 'grapheme',
): number | undefined {
  const from = Math.max(0, end - MAX_WORD_LENGTH - RUN_UP);
  const segments = new Intl.Segmenter(language, { granularity }).segment(text.slice(from, end + MAX_WORD_LENGTH));
  const index = segments.containing(end - from)?.index ?? 0;
  return index === 0 || (from > 0 && index < RUN_UP) ? undefined : from + index;
}
