import { GatewayError } from '@hearthgate/kernel';

/** Lambda takes events of 6 MB at the most. */
const DEFAULT_MAX_LENGTH = 6_291_456;

/**
 * The value of a JSON text. Members named `__proto__` are dropped: copied into another object they would change its
 * prototype.
 *
 * @throws GatewayError `UTILITY_INVALID_JSON`, which says where the text breaks and repeats none of it.
 */
export function parseJsonText(text: unknown, maxLength: number = DEFAULT_MAX_LENGTH): unknown {
  if (typeof text !== 'string') throw new GatewayError('UTILITY_INVALID_JSON', 'text is a string of JSON.');
  if (text.length > maxLength) {
    const message = `The text has ${text.length} characters; at most ${maxLength} are parsed.`;
    throw new GatewayError('UTILITY_INVALID_JSON', message);
  }
  try {
    // A reviver visits every value, so it is used only where there is something to drop.
    return /"(?:_|\\u005[fF]){2}proto/.test(text) ? JSON.parse(text, dropPrototype) : JSON.parse(text);
  } catch (error) {
    throw new GatewayError('UTILITY_INVALID_JSON', `The text is not JSON: ${whereItBreaks(text, error)}.`);
  }
}

function dropPrototype(this: unknown, name: string, value: unknown): unknown {
  return name === '__proto__' ? undefined : value;
}

/** Where a text stops being JSON. The engine's message quotes the text, which may hold a secret, so it is not passed on. */
function whereItBreaks(text: string, error: unknown): string {
  if (text.trim() === '') return 'it is empty';
  const position = positionIn(error) ?? (isCutShort(error, text.length) ? text.length : searchBreak(text));
  if (position === undefined) return 'it breaks somewhere';
  if (position >= text.length) return 'it ends too early';
  const before = text.slice(0, position);
  return `it breaks at line ${before.split('\n').length}, column ${position - before.lastIndexOf('\n')}`;
}

function positionIn(error: unknown): number | undefined {
  const position = /at position (\d+)/.exec((error as Error).message)?.[1];
  return position === undefined ? undefined : Number(position);
}

/** Whether the text was right as far as it went. */
function isCutShort(error: unknown, length: number): boolean {
  return /end of JSON input/.test((error as Error).message) || (positionIn(error) ?? -1) >= length;
}

/** The search parses about twenty times; for a long text that would take seconds. */
const MAX_SEARCHED_LENGTH = 100_000;

/** V8 names no position for some mistakes: the first one lies behind the longest beginning that is only cut short. */
function searchBreak(text: string): number | undefined {
  if (text.length > MAX_SEARCHED_LENGTH) return undefined;
  let good = 0;
  let bad = text.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    return isCutShort(error, text.length);
  }
}
