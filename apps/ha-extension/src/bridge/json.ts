/** A JSON object. */
export type JsonObject = { readonly [name: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at the end of a path of member names; an empty one where the path breaks off. */
export function member(value: unknown, ...path: readonly string[]): JsonObject {
  let found = value;
  for (const name of path) {
    if (!isObject(found)) return {};
    found = found[name];
  }
  return isObject(found) ? found : {};
}
