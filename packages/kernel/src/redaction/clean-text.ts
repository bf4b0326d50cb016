import { isPlainText } from './plain-text.ts';

// Nearly all texts are short and hold nothing, and saying so must cost less than writing them: this look takes a third of
// the search's time. It may answer `false` for a clean text, never `true` for one in which the search would find
// something (test/redact-fast.property.test.ts holds it against the search).

/** A pair needs a separator, userinfo a colon, and an escape may hide either. */
const SEPARATOR_OR_ESCAPE = /[=:>\\%]/;

// Three patterns, as one of all alternatives takes five times as long.
const SCHEME = /bearer|basic|digest|negotiate|ntlm/i;
const MARK = /eyJ|Atz|A[KS]IA|PRIVATE KEY|gh[pousr]_|github_pat_|xox|AIza|glpat-|[sr]k_live|tskey-/;

/** Whether a text surely holds no secret by shape or name. Known secrets are not looked for. */
export function isSurelyClean(text: string): boolean {
  return isPlainText(text) || (!SEPARATOR_OR_ESCAPE.test(text) && !mayHoldShape(text));
}

/** Whether there may be a secret that its shape tells, other than a password in a URL. */
export function mayHoldShape(text: string): boolean {
  return SCHEME.test(text) || MARK.test(text);
}
