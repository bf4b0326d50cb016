import { isSurelyClean } from './clean-text.ts';
import { formsOf, REDACTED, type SecretForms } from './secret-forms.ts';
import { findSecretPairs } from './secret-pairs.ts';
import { findSecretShapes } from './secret-shapes.ts';
import { replaceRanges, type TextRange } from './text-ranges.ts';
import { otherReadings } from './text-reading.ts';

/** A name of a member such as `messageId` or `max_bytes`: too short and too plain for any shape. */
const PLAIN_NAME = /^[\w.-]{0,19}$/;

/** Hiding may uncover a further pair; three passes settle all but texts made to go on for ever. */
const MAX_PASSES = 4;

/**
 * A text without secrets: known ones, however deep in JSON or percent escapes they stand, and whatever looks like one
 * (bearer and basic credentials, JSON Web Tokens, keys, passwords in URLs, `token=` pairs). Takes time linear in the text.
 */
export function redactText(text: string, secrets?: Iterable<string>): string {
  return hideIn(text, formsOf(secrets));
}

/** As `redactText`, with the forms of known secrets. */
export function hideIn(text: string, forms: SecretForms): string {
  return !holdsKnown(text, forms) && isSurelyClean(text) ? text : searchAndHide(text, forms);
}

/** Whether a known secret stands in the text as it is written. */
export function holdsKnown(text: string, { texts, shortest }: SecretForms): boolean {
  const { length } = text;
  if (length < shortest) return false;
  for (let index = 0; index < texts.length; index += 1) {
    const form = texts[index] as string;
    if (form.length > length) return false;
    if (text.includes(form)) return true;
  }
  return false;
}

/** Whether nothing would be hidden in the text but known secrets. */
export function looksClean(text: string): boolean {
  return isSurelyClean(text) || (!/[\\%]/.test(text) && searchAndHide(text, formsOf()) === text);
}

/** @internal As `hideIn`, without the first look that spares most texts the search. */
export function searchAndHide(text: string, forms: SecretForms): string {
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

function findKnown(text: string, { texts }: SecretForms, found: TextRange[]): void {
  for (const form of texts) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) {
      found.push({ start: at, end: at + form.length });
    }
  }
}
