import type { StandardSchemaIssue } from '@hearthgate/contracts';

/** One place where an input does not fit. */
export interface InputIssue {
  /** `devices[2].name`; empty for the input as a whole. */
  readonly path: string;
  readonly message: string;
}

/** What takes the place of a part of the input in a message. */
const OMITTED = '[value]';

const MAX_VALUES = 1_000;
const MAX_DEPTH = 32;
const MAX_MESSAGE_LENGTH = 200;

/** Shorter values are omitted only where the message puts them in quotes: alone they are parts of every word. */
const MIN_BARE_LENGTH = 4;

/** Where an input does not fit and why, without quoting it: libraries like to say what they received. */
export function describeIssue(issue: StandardSchemaIssue, input: unknown, hide: (text: string) => string): InputIssue {
  let message = String(issue.message);
  for (const value of valuesIn(input)) message = omit(message, value);
  return { path: hide(pathOf(issue)), message: cut(hide(message).replace(/\.$/, '')) };
}

function pathOf({ path = [] }: StandardSchemaIssue): string {
  let text = '';
  for (const part of path) {
    const key = typeof part === 'object' ? part.key : part;
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[A-Za-z_$][\w$-]*$/.test(String(key))) text += text === '' ? String(key) : `.${String(key)}`;
    else text += `[${JSON.stringify(String(key))}]`;
  }
  return text;
}

function omit(message: string, value: string): string {
  let safe = message;
  for (const form of new Set([value, JSON.stringify(value).slice(1, -1)])) {
    if (!safe.includes(form)) continue;
    if (form.length >= MIN_BARE_LENGTH) safe = safe.replaceAll(form, OMITTED);
    else for (const quote of ['"', "'", '`']) safe = safe.replaceAll(quote + form + quote, quote + OMITTED + quote);
  }
  return safe;
}

/** Texts and numbers of an input, longest first, so that a value is omitted before a part of it. */
function valuesIn(input: unknown): readonly string[] {
  const values = new Set<string>();
  collect(input, 0, values);
  return [...values].sort((one, other) => other.length - one.length);
}

function collect(value: unknown, depth: number, values: Set<string>): void {
  if (values.size >= MAX_VALUES || depth > MAX_DEPTH) return;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    if (value !== '') values.add(String(value));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  try {
    for (const member of Object.values(value)) collect(member, depth + 1, values);
  } catch {
    // What cannot be read cannot have been quoted either.
  }
}

function cut(text: string): string {
  return text.length > MAX_MESSAGE_LENGTH ? `${text.slice(0, MAX_MESSAGE_LENGTH)}...` : text;
}
