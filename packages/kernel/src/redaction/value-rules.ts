import { holdsKnown } from './redact-text.ts';
import { MIN_SECRET_LENGTH, type SecretForms } from './secret-forms.ts';
import { isCountName, isSecretName } from './secret-name.ts';

/** How much of a text is looked at to tell what stands beside it. */
const MAX_BESIDE_LENGTH = 256;

/** HTTP headers that stand in lists as `name, value, name, value` or `[name, value]`, and those that begin with `x-`. */
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'api-key',
  'x-api-key',
  'ocp-apim-subscription-key',
]);
const SECRET_X_HEADER = /^x-[\w-]{0,40}(?:token|secret|(?:access|api|auth|functions)-key)$/;
/** `x-`, 40 characters and `functions-key`. */
const LONGEST_HEADER = 55;

/** Whole numbers below it have fewer digits than the shortest secret. */
const SHORT_NUMBER = 10 ** (MIN_SECRET_LENGTH - 1);

/** `-1.7976931348623157e+308` */
const MAX_NUMBER_LENGTH = 24;

/** The private members of a JSON Web Key (RFC 7518, section 6; RFC 8037; `priv` of keys of type AKP). */
const PRIVATE_KEY = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];

const NONE: readonly string[] = [];

/** Alexa's name of the kind of a grant, OAuth 2.0's (RFC 6749, section 4.1.3), and how programs in JavaScript write that. */
const GRANT_KIND: ReadonlySet<string> = new Set(['type', 'grant_type', 'grantType']);
const NAMING = /^(?:name|key|header)$/i;

/** Whether the value of such a member may say that what stands beside it is secret. */
export function isMark(name: string): boolean {
  return name === 'kty' || GRANT_KIND.has(name) || NAMING.test(name);
}

/**
 * The members, in lower case, whose values are secret for what stands beside them: `code` of an authorization-code grant,
 * `value` beside a secret name, the private half of a JSON Web Key.
 *
 * @param name one that `isMark`
 */
export function marksBeside(name: string, member: unknown): readonly string[] {
  if (typeof member !== 'string') return NONE;
  const beside = member.slice(0, MAX_BESIDE_LENGTH);
  if (name === 'kty') return /^(?:RSA|EC|OKP|oct|AKP)$/.test(beside) ? PRIVATE_KEY : NONE;
  if (GRANT_KIND.has(name)) return /authorization_?code/i.test(beside) ? ['code'] : NONE;
  return isSecretName(beside) ? ['value'] : NONE;
}

/** Whether what follows in a list is the value of a secret header. */
export function isSecretHeader(item: unknown): boolean {
  if (typeof item !== 'string' || item.length > LONGEST_HEADER) return false;
  const name = item.toLowerCase();
  // Most starts never compile the pattern.
  return SECRET_HEADERS.has(name) || (name.startsWith('x-') && SECRET_X_HEADER.test(name));
}

/** Whether a number cannot be a known secret, nor hold one. */
export function isHarmlessNumber(value: number, forms: SecretForms): boolean {
  if (Number.isInteger(value) && Math.abs(value) < SHORT_NUMBER) return true;
  return forms.shortest > MAX_NUMBER_LENGTH || !holdsKnown(String(value), forms);
}

/** Absence and plain yes or no tell nothing; everything else under a secret name is hidden whole. */
export function isToldUnderSecretName(name: string, member: unknown): boolean {
  if (member === undefined || member === null || member === '' || typeof member === 'boolean') return true;
  return typeof member === 'number' && isCountName(name);
}
