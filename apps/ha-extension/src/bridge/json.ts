/** A JSON object. */
export type JsonObject = { readonly [name: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at the end of a path of member names; an empty one where the path breaks off. */
export function member(value: unknown, ...path: readonly string[]): JsonObject {
  let found = value;
  for (let index = 0; index < path.length; index += 1) {
    if (!isObject(found)) return {};
    found = found[path[index] as string];
  }
  return isObject(found) ? found : {};
}
