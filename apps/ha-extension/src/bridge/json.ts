/** A JSON object. */
export type JsonObject = { readonly [name: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at the end of a path of member names; an empty one where the path breaks off. */
export function member(value: unknown, ...path: readonly string[]): JsonObject {
  const found = path.reduce<unknown>((parent, name) => (isObject(parent) ? parent[name] : undefined), value);
  return isObject(found) ? found : {};
}
