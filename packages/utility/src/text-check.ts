import type { ValidateStringParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

const DEFAULT_MIN_LENGTH = 1;
const DEFAULT_MAX_LENGTH = 1_000;

/** Everything that is no character of a text: C0 and C1 controls, and halves of surrogate pairs. */
const CONTROLS = /[\p{Cc}\p{Cs}]/u;
const LINE_CONTROLS = /[\n\r\t]/g;

/**
 * The text, trimmed, when it keeps the rules.
 *
 * @throws GatewayError `UTILITY_INVALID_STRING`, which repeats nothing of the text; `KERNEL_INVALID_PARAMS` for rules that
 * are none
 */
export function checkText(params: ValidateStringParams): string {
  const { value, name = 'value', trim = true, multiline = false, pattern, oneOf } = params;
  const { minLength = DEFAULT_MIN_LENGTH, maxLength = DEFAULT_MAX_LENGTH } = params;
  requireLength('minLength', minLength);
  requireLength('maxLength', maxLength);
  if (typeof value !== 'string') throw refused(name, 'is no text');
  // Before anything walks over it.
  if (value.length > maxLength) throw refused(name, `has ${value.length} characters; at most ${maxLength} are taken`);
  const text = trim ? value.trim() : value;
  if (text.length < minLength) throw refused(name, text === '' ? 'is empty' : `has fewer than ${minLength} characters`);
  if (CONTROLS.test(multiline ? text.replace(LINE_CONTROLS, '') : text)) {
    throw refused(name, multiline ? 'holds control characters' : 'holds control characters or line breaks');
  }
  if (oneOf !== undefined && !oneOf.includes(text)) throw refused(name, `is none of ${oneOf.join(', ')}`);
  // A copy, as a global or sticky pattern remembers where it stopped.
  if (pattern !== undefined && !new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(text)) {
    throw refused(name, `does not match ${String(pattern)}`);
  }
  return text;
}

function requireLength(name: string, length: number): void {
  if (Number.isInteger(length) && length >= 0) return;
  throw new GatewayError('KERNEL_INVALID_PARAMS', `${name} is a whole number of characters from 0.`);
}

function refused(name: string, reason: string): GatewayError {
  return new GatewayError('UTILITY_INVALID_STRING', `${name} ${reason}.`);
}
