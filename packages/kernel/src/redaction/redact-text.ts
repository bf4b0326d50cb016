import { findSecretPairs } from './secret-pairs.ts';
import { findSecretShapes } from './secret-shapes.ts';
import { replaceRanges, type TextRange } from './text-ranges.ts';
import { otherReadings } from './text-reading.ts';

/** What stands in a text where a secret was. */
export const REDACTED = '[redacted]';

/** Shorter values are not hidden by value: they would hide ordinary text. */
export const MIN_SECRET_LENGTH = 8;

/** A name of a member such as `messageId` or `max_bytes`: too short and too plain for any shape. */
const PLAIN_NAME = /^[\w.-]{0,19}$/;

/** Hiding may uncover a further pair; three passes settle all but texts made to go on for ever. */
const MAX_PASSES = 4;

/** Known secrets in the forms that are searched for. */
export type SecretForms = readonly string[];

/** The forms of known secrets, made once for many texts. */
export function formsOf(secrets: Iterable<string>): SecretForms {
  const forms: string[] = [];
  for (const secret of secrets) {
    add(forms, secret);
    // A URL may leave the percent signs of a secret as they are, so that undoing its escapes undoes too much.
    for (const { text } of otherReadings(secret)) add(forms, text);
    // A query has `+` for a blank, and headers lose the blanks at their ends.
    if (!/\s/.test(secret)) continue;
    add(forms, secret.replaceAll(' ', '+'));
    add(forms, secret.trim());
  }
  return forms;
}

function add(forms: string[], form: string): void {
  if (form.length >= MIN_SECRET_LENGTH && !REDACTED.includes(form)) forms.push(form);
}

/**
 * A text without secrets: known ones, however deep in JSON or percent escapes they stand, and whatever looks like one
 * (bearer and basic credentials, JSON Web Tokens, keys, passwords in URLs, `token=` pairs). Takes time linear in the text.
 */
export function redactText(text: string, secrets: Iterable<string> = []): string {
  return hideIn(text, formsOf(secrets));
}

/** As `redactText`, with the forms of known secrets. */
export function hideIn(text: string, forms: SecretForms): string {
  let safe = text;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const found = findSecrets(safe, forms);
    if (found.length === 0) return safe;
    const next = replaceRanges(safe, found, REDACTED);
    if (next === safe) return safe;
    safe = next;
  }
  return safe;
}

function findSecrets(text: string, forms: SecretForms): readonly TextRange[] {
  const found: TextRange[] = [];
  if (text.length < 20 && PLAIN_NAME.test(text)) {
    findKnown(text, forms, found);
    return found;
  }
  findAsItReads(text, forms, found);
  for (const { text: reading, origin } of otherReadings(text)) {
    const here: TextRange[] = [];
    findAsItReads(reading, forms, here);
    for (const { start, end } of here) found.push({ start: origin[start] ?? 0, end: origin[end] ?? text.length });
  }
  return found;
}

function findAsItReads(text: string, forms: SecretForms, found: TextRange[]): void {
  findKnown(text, forms, found);
  findSecretShapes(text, found);
  findSecretPairs(text, found, REDACTED);
}

function findKnown(text: string, forms: SecretForms, found: TextRange[]): void {
  for (const form of forms) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) {
      found.push({ start: at, end: at + form.length });
    }
  }
}
