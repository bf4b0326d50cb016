/** A JSON value of unknown shape, walked without asking at each step whether the step exists. */
export interface JsonView {
  /** The member of that name; a view of nothing when this is no object or has none. */
  at(...path: readonly string[]): JsonView;
  /** The value, when it is a string. */
  readonly text: string | undefined;
  /** The value, when it is a finite number. */
  readonly number: number | undefined;
  /** The value, when it is an array. */
  readonly list: readonly unknown[] | undefined;
  /** The first item, when the value is an array that has one. */
  readonly first: JsonView | undefined;
  /** The names of its own members, when it is an object. */
  readonly keys: readonly string[] | undefined;
  readonly value: unknown;
}

export function viewJson(value: unknown): JsonView {
  return {
    at: (...path) => viewJson(path.reduce(memberOf, value)),
    text: typeof value === 'string' ? value : undefined,
    number: typeof value === 'number' && Number.isFinite(value) ? value : undefined,
    list: Array.isArray(value) ? value : undefined,
    get first() {
      return Array.isArray(value) && value.length > 0 ? viewJson(value[0]) : undefined;
    },
    keys: isObject(value) ? Object.keys(value) : undefined,
    value,
  };
}

/** A view of JSON text; a view of nothing when it is no JSON. */
export function viewJsonText(text: string): JsonView {
  try {
    return viewJson(JSON.parse(text));
  } catch {
    return viewJson(undefined);
  }
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
