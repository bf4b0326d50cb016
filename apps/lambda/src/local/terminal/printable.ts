import { viewJson } from './json-view.ts';

const SECRET_NAME = /(token|secret|password|authorization|cookie|credential|api_?key)s?$|^code$/i;
const SHORTEST_SECRET = 6;
const DEEPEST = 20;

/** Text from outside, fit for one line of a terminal: nothing that moves the cursor, colours or reorders, no line breaks. */
export function oneLine(text: string, maxCharacters: number): string {
  const clean = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const characters = Array.from(clean);
  return characters.length <= maxCharacters ? clean : `${characters.slice(0, maxCharacters - 1).join('')}…`;
}

/**
 * The strings of an event that must never be shown: those whose name says token, secret, password, authorization,
 * cookie, credential, API key or code. Longest first, so that masking one leaves no rest of another.
 */
export function secretsIn(event: unknown): readonly string[] {
  const found = new Set<string>();
  collect(event, false, 0, found);
  return [...found].sort((a, b) => b.length - a.length);
}

/** The text with every secret in it replaced by `***`. */
export function mask(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => (secret === '' ? masked : masked.replaceAll(secret, '***')), text);
}

function collect(value: unknown, secret: boolean, depth: number, found: Set<string>): void {
  if (depth > DEEPEST) return;
  if (typeof value === 'string') {
    if (!secret) return;
    // `Bearer abc`: the part that is the secret may turn up alone.
    for (const part of [value, ...value.split(/\s+/)]) if (part.length >= SHORTEST_SECRET) found.add(part);
    return;
  }
  const { list, keys, at } = viewJson(value);
  for (const item of list ?? []) collect(item, secret, depth + 1, found);
  for (const key of keys ?? []) collect(at(key).value, SECRET_NAME.test(key), depth + 1, found);
}
