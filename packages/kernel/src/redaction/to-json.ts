/** JSON text of any value, or nothing when it has none: a security peer may pass on cycles and such. */
export function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
