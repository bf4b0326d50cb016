// The look that most texts of most lines take, so it is written for speed: one pass over the characters in place of four
// regular expressions, which take four times as long for a dozen of them (test/redact-fast.property.test.ts holds it
// against the search).

const OTHER = 0;
const PLAIN = 1;
/** Stands in or behind the mark of a secret. */
const SUSPECT = 2;

/** By code of ASCII: all that is printable but quotes, backslashes (JSON escapes), percent signs and separators of pairs. */
const KINDS = new Uint8Array(128);
for (let code = 0x20; code < 0x7f; code += 1)
  KINDS[code] = '"\\%=:>'.includes(String.fromCharCode(code)) ? OTHER : PLAIN;
for (const character of ' -_IJ|') KINDS[character.charCodeAt(0)] = SUSPECT;

/**
 * The two characters before a blank, `-` or `_` in every shape that has one: the schemes `bearer`, `basic`, `digest`,
 * `negotiate`, `ntlm`, and the marks `gh?_`, `github_pat_`, `sk_live_`, `rk_live_`, `xox?-`, `glpat-`, `tskey-`.
 */
const BEFORE: ReadonlySet<number> = new Set(
  'er ic st te lm hp ho hu hs hr at sk rk xa xb xe xp xr xs ey'.split(' ').map((pair) => pairBefore(pair, 2)),
);

/**
 * Whether a text surely holds no secret by shape or name, and stands in JSON as it is. It may answer `false` for such a
 * text, never `true` for another. Known secrets are not looked for.
 */
export function isPlainText(text: string): boolean {
  const { length } = text;
  for (let at = 0; at < length; at += 1) {
    const kind = KINDS[text.charCodeAt(at)];
    if (kind === PLAIN) continue;
    if (kind !== SUSPECT || mayBeMark(text, at)) return false;
  }
  return true;
}

/** Tokens of Amazon, of AWS, of Google, JSON Web Tokens and private keys have one of `I`, `J` and `|`. */
function mayBeMark(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code > 0x60 || (code > 0x40 && code < 0x5b) || BEFORE.has(pairBefore(text, at));
}

/** In lower case, as far as letters go. */
function pairBefore(text: string, at: number): number {
  return ((text.charCodeAt(at - 2) | 0x20) << 8) | (text.charCodeAt(at - 1) | 0x20);
}
