import { GatewayError } from '@hearthgate/kernel';
import { findJsonFault } from './json-fault.ts';

/** Lambda takes events of 6 MB at the most. */
const DEFAULT_MAX_LENGTH = 6_291_456;

/** What a text with a member named `__proto__` has: the name, or an escape of one of its letters. */
const MAY_NAME_PROTOTYPE = /__proto__|\\u00[567]/;

/**
 * The value of a JSON text. Members named `__proto__` are dropped: copied into another object they would change its
 * prototype.
 *
 * @throws GatewayError `UTILITY_INVALID_JSON`, which says where the text breaks and repeats none of it.
 */
export function parseJsonText(text: unknown, maxLength: number = DEFAULT_MAX_LENGTH): unknown {
  if (typeof text !== 'string') throw new GatewayError('UTILITY_INVALID_JSON', 'text is a string of JSON.');
  // Asked this way round, a limit that is no number refuses every text instead of none.
  if (!(text.length <= maxLength)) {
    const message = `The text has ${text.length} characters; at most ${maxLength} are parsed.`;
    throw new GatewayError('UTILITY_INVALID_JSON', message);
  }
  try {
    // A reviver visits every value, so it is used only where there may be something to drop.
    return MAY_NAME_PROTOTYPE.test(text) ? JSON.parse(text, dropPrototype) : JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? whereItBreaks(text) : 'it is nested too deeply';
    throw new GatewayError('UTILITY_INVALID_JSON', `The text is not JSON: ${reason}.`);
  }
}

function dropPrototype(this: unknown, name: string, value: unknown): unknown {
  return name === '__proto__' ? undefined : value;
}

/** Where a text stops being JSON. The engine's message quotes the text, which may hold a secret, so it is not passed on. */
function whereItBreaks(text: string): string {
  const { position, expected } = findJsonFault(text);
  if (text.trim() === '') return 'it is empty';
  if (position >= text.length) return `it ends too early, where ${expected} should be`;
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  return `it breaks at line ${line}, column ${position - before.lastIndexOf('\n')}, where ${expected} should be`;
}
