import type { NameJudge } from './name-verdict.ts';
import { otherReadings } from './text-reading.ts';

/** What stands in a text where a secret was. */
export const REDACTED = '[redacted]';

/** Shorter values are not hidden by value: they would hide ordinary text. */
export const MIN_SECRET_LENGTH = 8;

/** Known secrets in the forms that are searched for. */
export interface SecretForms {
  /** The shortest first. */
  readonly texts: readonly string[];
  /** Length of the shortest; nothing shorter holds a known secret. */
  readonly shortest: number;
  /** Where verdicts on names are kept, when there is a place that outlives one value. */
  readonly names: NameJudge | undefined;
}

const FORMS: unique symbol = Symbol('forms of the secrets in this list');

/** A list that never changes, so that its forms are made once. */
interface ListWithForms extends Iterable<string> {
  readonly [FORMS]?: SecretForms;
}

export const NO_SECRETS: SecretForms = { texts: [], shortest: Number.POSITIVE_INFINITY, names: undefined };

/** The forms of known secrets, made once for many texts. */
export function formsOf(secrets?: Iterable<string>): SecretForms {
  if (secrets === undefined) return NO_SECRETS;
  const kept = (secrets as ListWithForms)[FORMS];
  if (kept !== undefined) return kept;
  const texts = textsOf(secrets);
  return texts.length === 0 ? NO_SECRETS : withTexts(texts, undefined);
}

/**
 * A list of secrets that brings its forms along. It must not change any more.
 *
 * @param before a list with forms, which stands before the secrets: a token that comes with each event costs no look at the
 * others
 */
export function listWithForms(
  secrets: Iterable<string>,
  names: NameJudge,
  before?: readonly string[],
): readonly string[] {
  const list = before === undefined ? [...secrets] : [...before, ...secrets];
  const texts = before === undefined ? textsOf(list) : textsOf(secrets, formsOf(before).texts);
  // Not enumerable: whoever compares or prints the list sees secrets only.
  return Object.defineProperty(list, FORMS, { value: withTexts(texts, names) });
}

function withTexts(texts: readonly string[], names: NameJudge | undefined): SecretForms {
  return { texts, shortest: texts[0]?.length ?? Number.POSITIVE_INFINITY, names };
}

function textsOf(secrets: Iterable<string>, known?: readonly string[]): readonly string[] {
  const texts = new Set<string>(known);
  for (const secret of secrets) {
    add(texts, secret);
    // A URL may leave the percent signs of a secret as they are, so that undoing its escapes undoes too much.
    for (const { text } of otherReadings(secret)) add(texts, text);
    // A query has `+` for a blank, and headers lose the blanks at their ends.
    if (!/\s/.test(secret)) continue;
    add(texts, secret.replaceAll(' ', '+'));
    add(texts, secret.trim());
  }
  return [...texts].sort((one, other) => one.length - other.length);
}

function add(texts: Set<string>, text: string): void {
  if (text.length >= MIN_SECRET_LENGTH && !REDACTED.includes(text)) texts.add(text);
}
