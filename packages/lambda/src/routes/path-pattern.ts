import { setMember } from '../member.ts';

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
  const wanted = segments.map((segment) => ({ segment, name: segment.startsWith(':') ? segment.slice(1) : undefined }));
  return {
    key: wanted.map(({ segment, name }) => (name === undefined ? segment : ':')).join('/'),
    match(candidate) {
      const parts = candidate.split('/');
      if (parts.length !== wanted.length) return undefined;
      const params: Record<string, string> = {};
      for (let index = 0; index < parts.length; index += 1) {
        const { segment, name } = wanted[index] as (typeof wanted)[number];
        const part = parts[index] as string;
        if (name === undefined) {
          if (part !== segment) return undefined;
          continue;
        }
        const value = part.includes('%') ? decode(part) : part;
        if (value === undefined || value === '') return undefined;
        setMember(params, name, value);
      }
      return params;
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
