// The look that most texts of most lines take, so it is written for speed: one pass over the characters in place of four
// regular expressions, which take four times as long for a dozen of them (test/redact-fast.property.test.ts holds it
// against the search).

import { mayHoldSecretName } from './secret-name.ts';

const OTHER = 0;
const PLAIN = 1;
/** Stands in or behind the mark of a secret. */
const SUSPECT = 2;
/** Stands between a name and its value, or before the userinfo of a URL. */
const SEPARATOR = 3;

/**
 * By code of ASCII. What is neither plain nor looked at closely are control characters, quotes, backslashes and percent
 * signs, which escape or are escaped, and `=`, as more names are secret before it than before other separators.
 */
const KINDS = new Uint8Array(128);
for (let code = 0x20; code < 0x7f; code += 1) KINDS[code] = '"\\%='.includes(String.fromCharCode(code)) ? OTHER : PLAIN;
for (const character of ' -_IJ|') KINDS[character.charCodeAt(0)] = SUSPECT;
for (const character of ':>') KINDS[character.charCodeAt(0)] = SEPARATOR;

/** What stands before a blank, `-` or `_` in every shape that has one: schemes and marks. */
const MARK_BEFORE = /(?:bearer|basic|digest|negotiate|ntlm|gh[pousr]|github_pat|[sr]k_live|xox[abeprs]|glpat|tskey)$/i;
const MAX_MARK_LENGTH = 10;

/** The last two characters of all of those: looked at first, as few words end so. */
const ENDS: ReadonlySet<number> = new Set(
  'er ic st te lm hp ho hu hs hr at ve xa xb xe xp xr xs ey'.split(' ').map((pair) => pairBefore(pair, 2)),
);

/**
 * Whether a text surely holds no secret by shape or name, and stands in JSON as it is. It may answer `false` for such a
 * text, never `true` for another. Known secrets are not looked for.
 */
export function isPlainText(text: string): boolean {
  const { length } = text;
  let hasSeparator = false;
  for (let at = 0; at < length; at += 1) {
    const kind = KINDS[text.charCodeAt(at)];
    if (kind === PLAIN) continue;
    if (kind === OTHER || kind === undefined) return false;
    if (kind === SEPARATOR) hasSeparator = true;
    if (kind === SEPARATOR ? text.startsWith('//', at + 1) : mayBeMark(text, at)) return false;
  }
  return !hasSeparator || !mayHoldSecretName(text);
}

/** Tokens of Amazon, of AWS, of Google, JSON Web Tokens and private keys have one of `I`, `J` and `|`. */
function mayBeMark(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code > 0x60 || (code > 0x40 && code < 0x5b)) return true;
  return ENDS.has(pairBefore(text, at)) && MARK_BEFORE.test(text.slice(Math.max(0, at - MAX_MARK_LENGTH), at));
}

/** In lower case, as far as letters go. */
function pairBefore(text: string, at: number): number {
  return ((text.charCodeAt(at - 2) | 0x20) << 8) | (text.charCodeAt(at - 1) | 0x20);
}
