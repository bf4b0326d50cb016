/** Alexa refuses an answer whose speech is longer. */
export const MAX_SPEECH_LENGTH = 8_000;

/** Alexa refuses an answer of more than 24 KB, which 8,000 characters of most languages would be; the rest needs room, too. */
const MAX_SPEECH_BYTES = 18 * 1_024;

/** What no UTF-16 code unit takes more of in JSON: `\u0000`. */
const MAX_CHARACTER_BYTES = 6;

/** Longest entity of SSML that a cut must not go through: `&#x10FFFF;` */
const MAX_ENTITY_LENGTH = 10;

const OPENING = /^<speak(\s[^>]{0,500})?>/;
const CLOSING = '</speak>';

/** A text of at most so many UTF-16 code units, never ending in half a character. */
export function cutText(text: string, maxLength: number = MAX_SPEECH_LENGTH): string {
  const whole = text.toWellFormed();
  if (whole.length <= maxLength) return whole;
  const last = whole.charCodeAt(maxLength - 1);
  return whole.slice(0, last >= 0xd800 && last <= 0xdbff ? maxLength - 1 : maxLength);
}

/** A text that Alexa speaks: of no more characters than it takes, nor of more bytes. */
export function cutSpeech(text: string): string {
  let cut = cutText(text);
  if (cut.length * MAX_CHARACTER_BYTES <= MAX_SPEECH_BYTES) return cut;
  for (let bytes = bytesOf(cut); bytes > MAX_SPEECH_BYTES; bytes = bytesOf(cut)) {
    cut = cutText(cut, Math.floor((cut.length * MAX_SPEECH_BYTES) / bytes));
  }
  return cut;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

/** SSML in exactly one `<speak>`, cut between tags and characters where it is too long, with what is open closed. */
export function toSpeak(ssml: string): string {
  const trimmed = ssml.toWellFormed().trim();
  const opening = OPENING.exec(trimmed)?.[0] ?? '<speak>';
  const inner = trimmed.slice(trimmed.startsWith(opening) ? opening.length : 0);
  const content = inner.endsWith(CLOSING) ? inner.slice(0, -CLOSING.length) : inner;
  return opening + cutMarkup(content, MAX_SPEECH_LENGTH - opening.length - CLOSING.length) + CLOSING;
}

function cutMarkup(markup: string, maxLength: number): string {
  if (markup.length <= maxLength) return markup;
  const open: string[] = [];
  let kept = '';
  let closersLength = 0;
  for (const token of tokens(markup)) {
    const tag = token.startsWith('<') ? readTag(token) : undefined;
    const room = maxLength - kept.length - closersLength;
    if (tag === undefined) {
      if (token.length > room) {
        kept += cutEntity(cutText(token, Math.max(0, room)));
        break;
      }
    } else if (tag.kind === 'open') {
      const closer = `</${tag.name}>`;
      if (token.length + closer.length > room) break;
      open.push(closer);
      closersLength += closer.length;
    } else if (tag.kind === 'close') {
      if (open.at(-1) !== token) break;
      open.pop();
      closersLength -= token.length;
    } else if (token.length > room) {
      break;
    }
    kept += token;
  }
  return kept + open.reverse().join('');
}

/** Tags and the texts between them. Within a tag, quotes may hold `>`; a tag that never ends is dropped. */
function* tokens(markup: string): Generator<string> {
  for (let at = 0; at < markup.length; ) {
    const end = markup[at] === '<' ? tagEnd(markup, at) : markup.indexOf('<', at);
    if (end < 0) {
      if (markup[at] !== '<') yield markup.slice(at);
      return;
    }
    yield markup.slice(at, end);
    at = end;
  }
}

function tagEnd(markup: string, start: number): number {
  let quote: string | undefined;
  for (let at = start + 1; at < markup.length; at += 1) {
    const character = markup[at];
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '>') {
      return at + 1;
    }
  }
  return -1;
}

function readTag(token: string): { readonly kind: 'open' | 'close' | 'empty'; readonly name: string } {
  const name = /^<\/?([^\s/>]*)/.exec(token)?.[1] ?? '';
  if (token.startsWith('</')) return { kind: 'close', name };
  return { kind: token.endsWith('/>') || /^<[!?]/.test(token) ? 'empty' : 'open', name };
}

/** Drops the beginning of an entity that the cut left without its end. */
function cutEntity(text: string): string {
  const start = text.lastIndexOf('&');
  if (start < 0 || text.length - start >= MAX_ENTITY_LENGTH || text.includes(';', start)) return text;
  return text.slice(0, start);
}
