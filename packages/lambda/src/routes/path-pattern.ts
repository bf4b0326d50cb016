/** A route's path with `:name` in the place of some segments. */
export interface PathPattern {
  /** The same for all patterns that match the same paths. */
  readonly key: string;
  /** What stands in the place of the names, decoded; `undefined` when the path does not match. */
  match(path: string): Readonly<Record<string, string>> | undefined;
}

const NAME = /^:[A-Za-z_][A-Za-z0-9_]*$/;

export function hasNames(path: string): boolean {
  return path.split('/').some((segment) => segment.startsWith(':'));
}

/** `undefined` when a name is none, or there twice. */
export function parsePattern(path: string): PathPattern | undefined {
  const segments = path.split('/');
  const names = segments.filter((segment) => segment.startsWith(':'));
  if (!names.every((name) => NAME.test(name)) || new Set(names).size < names.length) return undefined;
  return {
    key: segments.map((segment) => (segment.startsWith(':') ? ':' : segment)).join('/'),
    match(candidate) {
      const parts = candidate.split('/');
      if (parts.length !== segments.length) return undefined;
      const params: [string, string][] = [];
      for (const [index, segment] of segments.entries()) {
        const part = parts[index] ?? '';
        if (!segment.startsWith(':')) {
          if (part !== segment) return undefined;
          continue;
        }
        const value = decode(part);
        if (value === undefined || value === '') return undefined;
        params.push([segment.slice(1), value]);
      }
      return Object.fromEntries(params);
    },
  };
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
