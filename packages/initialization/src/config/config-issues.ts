import type { StandardSchemaIssue } from '@hearthgate/contracts';
import { MIN_SECRET_LENGTH, redactText, type Variables } from '@hearthgate/kernel';

/** Shorter runs that a message shares with a value are words of its own; longer ones are taken out of it. */
const MIN_RUN_LENGTH = MIN_SECRET_LENGTH;
/** A value shorter than this is looked for only where it stands alone. */
const MIN_UNBOUNDED_LENGTH = 4;
const MAX_MESSAGE_LENGTH = 200;

/** What a validator said, as one text: `HOME_URL: Required; PORT: Expected a number`. */
export function issuesToText(issues: readonly StandardSchemaIssue[]): string {
  return issues.map((issue) => [settingOf(issue), issue.message].filter(Boolean).join(': ')).join('; ');
}

/**
 * Names each setting that is missing or wrong and what it takes. Validators like to quote what they were given, whole or
 * in part, so the setting's own value is taken out of what they say.
 */
export function describeConfigIssues(issues: readonly StandardSchemaIssue[], variables: Variables): string {
  const secrets = Object.values(variables).filter((value) => value !== undefined);
  const texts = issues.map((issue) => {
    const setting = settingOf(issue);
    const value = settingValue(issue, variables);
    const advice = redactText(withoutValue(issue.message, value), secrets).slice(0, MAX_MESSAGE_LENGTH);
    if (setting === '') return advice;
    return `${setting} ${value === undefined ? 'is not set' : 'is not accepted'}: ${advice}`;
  });
  return [...new Set(texts)].join('; ');
}

/** A message without any run of eight or more characters that also stands in the value, and without a shorter value. */
export function withoutValue(message: string, value: string | undefined): string {
  if (value === undefined || value === '') return message;
  const [text, needle] = foldCase(message, value);
  const shortest = Math.min(MIN_RUN_LENGTH, needle.length);
  let safe = '';
  for (let at = 0; at < message.length; ) {
    let length = shortest;
    if (!needle.includes(text.slice(at, at + length)) || at + length > text.length || splitsWord(text, at, needle)) {
      safe += message[at];
      at += 1;
      continue;
    }
    while (at + length < text.length && needle.includes(text.slice(at, at + length + 1))) length += 1;
    safe += '[value]';
    at += length;
  }
  return safe;
}

/** Both in lower case, unless that would move positions, as it does for a few letters. */
function foldCase(message: string, value: string): readonly [string, string] {
  const folded = [message.toLowerCase(), value.toLowerCase()] as const;
  return folded[0].length === message.length && folded[1].length === value.length ? folded : [message, value];
}

/** A value of one to three letters is only itself where it stands alone, or every word with that letter would go. */
function splitsWord(text: string, at: number, needle: string): boolean {
  if (needle.length >= MIN_UNBOUNDED_LENGTH) return false;
  const isWordPart = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}_]/u.test(character);
  return isWordPart(text[at - 1]) || isWordPart(text[at + needle.length]);
}

function settingOf({ path }: StandardSchemaIssue): string {
  return (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
}

function settingValue({ path }: StandardSchemaIssue, variables: Variables): string | undefined {
  const first = path?.[0];
  const name = String(typeof first === 'object' ? first.key : first);
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}
