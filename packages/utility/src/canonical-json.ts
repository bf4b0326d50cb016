import { GatewayError } from '@hearthgate/kernel';

const MAX_DEPTH = 200;

/**
 * The JSON text of a value with the members of objects sorted, so that equal values have equal texts. Members that JSON
 * leaves out (undefined, functions, symbols) are left out; `toJSON` is obeyed.
 *
 * @throws GatewayError `UTILITY_INVALID_VALUE` for cycles, BigInt, numbers that are not finite, maps and sets, and what is
 * no value.
 */
export function canonicalJson(value: unknown): string {
  const text = write(value, new Set());
  if (text === undefined) throw invalid('undefined, functions and symbols have no JSON form');
  return text;
}

function write(given: unknown, above: Set<object>): string | undefined {
  const value = hasToJson(given) ? given.toJSON() : given;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw invalid(`${value} has no JSON form`);
      return JSON.stringify(value);
    case 'bigint':
      throw invalid('a BigInt has no JSON form; turn it into a text');
    case 'object':
      return value === null ? 'null' : writeObject(value, above);
    default:
      return undefined;
  }
}

function writeObject(value: object, above: Set<object>): string {
  if (above.has(value)) throw invalid('it contains itself');
  if (above.size >= MAX_DEPTH) throw invalid(`it is nested deeper than ${MAX_DEPTH} levels`);
  if (value instanceof Map || value instanceof Set) {
    throw invalid('of a Map or Set JSON keeps nothing; make it an object or a list');
  }
  above.add(value);
  const text = Array.isArray(value)
    ? // Not `map`, which would pass over holes.
      `[${Array.from(value, (item) => write(item, above) ?? 'null').join(',')}]`
    : `{${members(value as Readonly<Record<string, unknown>>, above).join(',')}}`;
  above.delete(value);
  return text;
}

function members(value: Readonly<Record<string, unknown>>, above: Set<object>): readonly string[] {
  return Object.keys(value)
    .sort()
    .flatMap((name) => {
      const text = write(value[name], above);
      return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
    });
}

function hasToJson(value: unknown): value is { toJSON(): unknown } {
  return typeof value === 'object' && value !== null && typeof (value as { toJSON?: unknown }).toJSON === 'function';
}

function invalid(reason: string): GatewayError {
  return new GatewayError('UTILITY_INVALID_VALUE', `The value cannot be written as JSON: ${reason}.`);
}
