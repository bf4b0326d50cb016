/**
 * Reading what somebody else made: any value, of any shape. These never throw, also where a getter or a proxy does, and
 * they see own members only, so nothing is found on a prototype.
 */

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  try {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The value at the end of a path of member names, or `undefined` where the path breaks off. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (found === undefined) return undefined;
    found = own(found, name);
  }
  return found;
}

/** One own member. For reading several of one value, which is found once. */
export function own(value: unknown, name: string): unknown {
  try {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    return (value as Readonly<Record<string, unknown>>)[name];
  } catch {
    return undefined;
  }
}

/** One own member that is a text and not empty. */
export function ownText(value: unknown, name: string): string | undefined {
  const found = own(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** Writes a member that is the record's own whatever its name: `__proto__` would be taken for what it inherits. */
export function setMember<Value>(record: Record<string, Value>, name: string, value: Value): void {
  if (name !== '__proto__') record[name] = value;
  else Object.defineProperty(record, name, { value, writable: true, enumerable: true, configurable: true });
}

/** A text that is not empty, at the end of a path. */
export function textMember(value: unknown, ...path: readonly string[]): string | undefined {
  const found = member(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
/** The members of a record whose values are texts. */
export function textEntries(value: unknown): readonly (readonly [string, string])[] {
  if (!isRecord(value)) return [];
  try {
    return Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  } catch {
    return [];
  }
}

/** The items of a list; nothing where there is none. */
export function listOf(value: unknown): readonly unknown[] {
  try {
    return Array.isArray(value) ? Array.from(value) : [];
  } catch {
    return [];
  }
}

/** The texts among the items of a list. */
export function textList(value: unknown): readonly string[] {
  return listOf(value).filter((one) => typeof one === 'string');
}

/** The names of a record's members. */
export function namesOf(value: unknown): readonly string[] {
  try {
    return isRecord(value) ? Object.keys(value) : [];
  } catch {
    return [];
  }
}
