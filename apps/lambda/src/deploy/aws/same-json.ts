import { createHash } from 'node:crypto';

/** Whether two JSON texts say the same, in whatever order and layout. */
export function sameJson(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

/** The beginning of the hash of what a JSON text says. */
export function jsonHash(text: string): string {
  return createHash('sha256').update(canonical(text)).digest('hex').slice(0, 12);
}

function canonical(text: string): string {
  return JSON.stringify(sorted(JSON.parse(text)));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, one]) => [name, sorted(one)]));
}
