import { isPlainWord, isStateWord } from './plain-word.ts';
import { isChosenByPeople, isCountName, isHeaderName, isSecretInQuery, isSecretName } from './secret-name.ts';
import type { TextRange } from './text-ranges.ts';

// These patterns carry a position (`lastIndex`). Who uses one sets it first, and nothing in between waits or calls back.

/** What stands between a name and its value, `>` of an XML element included. */
const SEPARATOR = /[=:]{1,3}>?|>/g;

/** Longest name that is looked at, and longest gap between a name and its separator. */
const MAX_NAME_LENGTH = 80;
const MAX_GAP = 8;

const ARN = /arn:[\w-]*:[\w-]*:[\w-]*:\d*:[\w/.:+@-]*/y;
const PORT = /\d{1,5}(?!\d)/y;
const GENERIC_NAME = /^(?:key|code|word|phrase|string)$/i;
const AUTH_SCHEME = /(?:bearer|basic|digest|negotiate|ntlm|oauth|token|apikey|hmac|aws4-[\w-]+)\s/iy;
/** A scheme that is not known, and what looks like its credentials. */
const OTHER_SCHEME = /([A-Za-z][\w-]{0,31})[ \t]{1,8}([^\s,;"'`]{8,}|[\w-]{1,40}=["\w])/y;
/** The end of a value in a form, before the name of the next: `code=abc&grant_type=...`. */
const NEXT_IN_FORM = /[^\s&"'`<>#,;=]{1,2048}={0,2}&[\w.-]{1,80}=/y;
const LINE_END = /[\r\n]|$/g;
const TEXT_END = /[\s&"<>]|[,;](?=[\s"'{}[\]]|$|[\w.-]{1,40}["']?\s?[=:])|$/g;
const QUERY_END = /[\s&"`<>#]|'(?=[\s,}\]]|$)|$/g;
const CLOSERS = /[)\]}'`]{1,16}$/;

interface Name {
  readonly text: string;
  /** Where it begins, and the character before that. */
  readonly start: number;
  readonly before: string;
}

/**
 * Values that stand behind a secret name: `token=...`, `"password": "..."`, `Authorization: ...`, `?code=...`,
 * `<secret>...</secret>`. Found from the separator backwards with bounded steps, so the time is linear in the text.
 */
export function findSecretPairs(text: string, found: TextRange[], redacted: string): void {
  SEPARATOR.lastIndex = 0;
  for (let match = SEPARATOR.exec(text); match !== null; match = SEPARATOR.exec(text)) {
    const name = nameBefore(text, match.index);
    if (name === undefined) continue;
    if (name.text === 'arn' && match[0] === ':') {
      SEPARATOR.lastIndex = Math.max(SEPARATOR.lastIndex, endOfMatch(ARN, text, name.start));
      continue;
    }
    const range = rangeOfValue(text, name, match[0], SEPARATOR.lastIndex);
    if (range === undefined) continue;
    if (!text.startsWith(redacted, range.start) || range.end > range.start + redacted.length) found.push(range);
    SEPARATOR.lastIndex = Math.max(SEPARATOR.lastIndex, range.end);
  }
}

/** The word before a separator, a quote or a few blanks between them allowed. */
function nameBefore(text: string, separator: number): Name | undefined {
  let end = separator;
  while (end > 0 && separator - end < MAX_GAP && isBlank(text.charCodeAt(end - 1))) end -= 1;
  if (isQuote(text[end - 1])) end -= 1;
  let start = wordStart(text, end);
  if (start === end) return undefined;
  if (GENERIC_NAME.test(text.slice(start, end)) && text[start - 1] === ' ') {
    const earlier = wordStart(text, start - 1);
    // `api key: ...` is one name; in `the key: ...` the word before adds nothing.
    if (isSecretName(text.slice(earlier, end))) start = earlier;
  }
  return { text: text.slice(start, end), start, before: text.charAt(start - 1) };
}

function wordStart(text: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < MAX_NAME_LENGTH && isWordPart(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function rangeOfValue(text: string, name: Name, separator: string, after: number): TextRange | undefined {
  if (separator === ':' && isHostAndPort(name.text, text, after)) return undefined;
  // Most names are secret nowhere, and nothing is looked for behind them.
  if (!isSecretInQuery(name.text)) return undefined;
  const isQuery = separator === '=' && (name.before === '?' || name.before === '&' || isFormed(text, after));
  if (!isQuery && !isSecretName(name.text)) return undefined;
  if (separator === '>') return name.before === '<' ? unlessEmpty(after, indexOrEnd(text, '<', after)) : undefined;
  if (isQuery) return unlessState(text, after, endOfValue(QUERY_END, text, after));

  let start = after;
  while (start < text.length && start - after < MAX_GAP && isBlank(text.charCodeAt(start))) start += 1;
  const opening = text.charAt(start);
  if (isQuote(opening)) return unlessEmpty(start + 1, closingQuote(text, start));
  if (isHeaderName(name.text) && isHeaderValue(text, start)) {
    return unlessEmpty(start, headerEnd(text, start, name.before));
  }
  const isColon = separator.startsWith(':');
  const nested = isColon && (opening === '{' || opening === '[') ? closingBracket(text, start) : start;
  const end = endOfValue(TEXT_END, text, nested);
  const value = text.slice(start, end);
  const bareEnd = Math.max(nested, end - (CLOSERS.exec(value)?.[0].length ?? 0));
  return isSaidAbout(name.text, value, isColon && start > after) ? undefined : unlessEmpty(start, bareEnd);
}

/** `token.example.com:8123` is a host and its port, as its last part names no secret; `config.password:1234` is a pair. */
function isHostAndPort(name: string, text: string, after: number): boolean {
  const lastDot = name.lastIndexOf('.');
  return lastDot > 0 && !isSecretName(name.slice(lastDot + 1)) && endOfMatch(PORT, text, after) > after;
}

/** Whether the text tells something of the secret, `token: missing`, where its value could stand. */
function isSaidAbout(name: string, value: string, isProse: boolean): boolean {
  if (isStateWord(value)) return true;
  if (isCountName(name) && /^\d+[)\]}]*$/.test(value)) return true;
  return isProse && isPlainWord(value) && !isChosenByPeople(name);
}

function isHeaderValue(text: string, start: number): boolean {
  return (
    endOfMatch(AUTH_SCHEME, text, start) > start ||
    /^[^\s=;,"']{1,80}=/.test(text.slice(start, start + 81)) ||
    isOtherScheme(text, start)
  );
}

/** `SSWS 00a1b2c3d4` is a scheme and its credentials; `failed everywhere` are words. */
function isOtherScheme(text: string, start: number): boolean {
  OTHER_SCHEME.lastIndex = start;
  const [, scheme = '', credentials = ''] = OTHER_SCHEME.exec(text) ?? [];
  return scheme !== '' && !isStateWord(scheme) && !isPlainWord(credentials);
}

/** Whether a value stands in a form, where other names are secret than in prose. */
function isFormed(text: string, start: number): boolean {
  return endOfMatch(NEXT_IN_FORM, text, start) > start;
}

/** A header ends with its line, or with the quotation that it stands in. */
function headerEnd(text: string, from: number, before: string): number {
  const quote = isQuote(before) ? before : '\n';
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r' && text[at] !== quote) at += 1;
  return at;
}

function unlessState(text: string, start: number, end: number): TextRange | undefined {
  return isStateWord(text.slice(start, end)) ? undefined : unlessEmpty(start, end);
}

function unlessEmpty(start: number, end: number): TextRange | undefined {
  return end > start ? { start, end } : undefined;
}

/** Where a quoted value ends: before the quote that closes it, else with the line. */
function closingQuote(text: string, opening: number): number {
  const quote = text.charAt(opening);
  for (let at = opening + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at;
  }
  return endOfValue(LINE_END, text, opening + 1);
}

/** Behind the bracket that closes the one at `opening`, brackets in quotes not counted; else the end of the text. */
function closingBracket(text: string, opening: number): number {
  let depth = 0;
  // What nothing closes ends with its line; then nothing closes those behind it either, and none is looked for again.
  let isClosed = true;
  for (let at = opening; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      at = isClosed ? closingQuote(text, at) : endOfValue(LINE_END, text, at + 1);
      isClosed = text[at] === '"';
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function endOfValue(end: RegExp, text: string, from: number): number {
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

function endOfMatch(sticky: RegExp, text: string, from: number): number {
  sticky.lastIndex = from;
  return sticky.test(text) ? sticky.lastIndex : from;
}

function indexOrEnd(text: string, part: string, from: number): number {
  const index = text.indexOf(part, from);
  return index < 0 ? text.length : index;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'" || character === '`';
}

/** Letters, digits, `_`, `-`, `.` and `$`. */
function isWordPart(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x2d ||
    code === 0x2e ||
    code === 0x24
  );
}
