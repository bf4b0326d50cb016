/** What no character and no number in JSON is longer than, in bytes. */
const MOST_PER_CHARACTER = 6;
const MOST_PER_NUMBER = 25;

/**
 * What is left of a number of bytes after the most that plain data can take as JSON in UTF-8; less than nothing also for all
 * that only a closer look can tell: what is nested deeper or contains itself, and what JSON leaves out or writes in another
 * form. Nearly all messages are so much smaller than their limit that this is all there is to see. Throws what a getter or a
 * trap throws.
 *
 * @param depth levels of objects and lists in each other; 0 is a bare text or number
 */
export function jsonRoomLeft(value: unknown, depth: number, bytes: number): number {
  switch (typeof value) {
    case 'string':
      return bytes - value.length * MOST_PER_CHARACTER - 2;
    case 'object':
      break;
    case 'number':
    case 'boolean':
    case 'undefined':
      return bytes - MOST_PER_NUMBER;
    default:
      return -1;
  }
  let left = bytes - 4;
  if (value === null) return left;
  if (depth === 0 || typeof (value as { readonly toJSON?: unknown }).toJSON === 'function') return -1;
  if (Array.isArray(value)) {
    if (value.length > left) return -1;
    for (let index = 0; index < value.length && left >= 0; index += 1) {
      left = jsonRoomLeft(value[index], depth - 1, left - 1);
    }
    return left;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return -1;
  for (const name in value) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    left = jsonRoomLeft(member, depth - 1, left - name.length * MOST_PER_CHARACTER - 4);
    if (left < 0) return left;
  }
  return left;
}
