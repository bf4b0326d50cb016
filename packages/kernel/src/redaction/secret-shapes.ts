import { mayHoldShape } from './clean-text.ts';
import { isPlainWord, isStateWord } from './plain-word.ts';
import type { TextRange } from './text-ranges.ts';

interface Shape {
  /** The secret is the group, which ends the match, or without a group the whole match. */
  readonly pattern: RegExp;
  /** Whether it is a secret; default: always. */
  readonly isSecret?: (secret: string, text: string, start: number) => boolean;
}

// Each pattern is linear: what it repeats is either bounded or consumed by the match, never tried again.
const SHAPES: readonly Shape[] = [
  // RFC 6750: `Bearer` and a token.
  { pattern: /\bbearer[ \t]{1,8}([^\s"',;<>\\]{4,})/gi, isSecret: isBearerToken },
  // RFC 7617: `Basic` and base64 of `user:password`.
  { pattern: /\bbasic[ \t]{1,8}([A-Za-z0-9+/]{6,}={0,2})/gi, isSecret: isBasicCredential },
  // RFC 7616: `Digest` and parameters up to the end of the line.
  { pattern: /\bdigest[ \t]{1,8}(\w{1,40}=[^\r\n]+)/gi },
  { pattern: /\b(?:Negotiate|NTLM)[ \t]{1,8}([A-Za-z0-9+/]{12,}={0,2})/g, isSecret: (token) => !isPlainWord(token) },
  // JSON Web Tokens: base64url of `{"`, then at least one further part.
  { pattern: /eyJ[\w-]{6,}(?:\.[\w-]*){0,4}/g, isSecret: (token) => token.includes('.') },
  // Login with Amazon: access (`Atza|`) and refresh (`Atzr|`) tokens.
  { pattern: /Atz[a-z]\|[\w+/=-]+/g },
  // AWS access key ids.
  { pattern: /\bA[KS]IA[A-Z0-9]{16}\b/g },
  // Tokens that begin with their maker's mark: GitHub, Slack, Google, GitLab, Stripe, Tailscale.
  { pattern: /(?:gh[pousr]_|github_pat_|xox[abeprs]-|AIza|glpat-|[sr]k_live_|tskey-)[\w-]{16,}/g },
  // PEM private keys; one without an end was cut and is secret up to where it was.
  { pattern: /-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,32}PRIVATE KEY-----|$)/g },
];

/** Texts that are secret by their shape, and passwords in URLs. Linear in the text. */
export function findSecretShapes(text: string, found: TextRange[]): void {
  findUserinfo(text, found);
  if (!mayHoldShape(text)) return;
  for (const { pattern, isSecret } of SHAPES) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const secret = match[1] ?? match[0];
      const start = end - secret.length;
      if (isSecret?.(secret, text, start) !== false) found.push({ start, end });
    }
  }
}

function isBearerToken(token: string, text: string, start: number): boolean {
  if (isStateWord(token)) return false;
  // The header is written `Bearer`; in lower case it may be a word of a sentence.
  const isInSentence =
    text
      .slice(Math.max(0, start - 16), start)
      .trimEnd()
      .endsWith('bearer') && isPlainWord(token);
  const end = start + token.length;
  return !(isInSentence && /^\s+[a-z]/i.test(text.slice(end, end + 3)));
}

/** `Basic information` is no credential: it neither decodes to `user:password` nor looks made by a machine. */
function isBasicCredential(token: string): boolean {
  if (isPlainWord(token)) return false;
  const looksMade = token.length >= 8 && /\d/.test(token);
  return looksMade || Buffer.from(token.slice(0, 256), 'base64').includes(':');
}

/** How far a password may reach that someone put into a URL with its `/`, `?` or `#` unescaped. */
const MAX_RAW_PASSWORD = 1024;
const AUTHORITY = /[^\s/?#"<>]*/y;
const REST_OF_URL = /[^\s"<>]*/y;

/** `https://user:password@host`: everything between `//` and `@`. */
function findUserinfo(text: string, found: TextRange[]): void {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const start = at + 3;
    AUTHORITY.lastIndex = start;
    const authority = AUTHORITY.exec(text)?.[0] ?? '';
    const sign = authority.lastIndexOf('@');
    if (sign > 0) {
      found.push({ start, end: start + sign });
    } else if (/^[^:[\]]*:(?!\d{1,5}$)./.test(authority)) {
      // What stands where a port should is no port, so it is the beginning of a password.
      REST_OF_URL.lastIndex = 0;
      const rest = REST_OF_URL.exec(text.slice(start, start + MAX_RAW_PASSWORD))?.[0] ?? '';
      if (rest.includes('@')) found.push({ start, end: start + rest.lastIndexOf('@') });
    }
  }
}
