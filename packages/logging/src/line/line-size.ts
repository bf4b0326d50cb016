import { isReservedName } from './line-record.ts';

type Members = Readonly<Record<string, unknown>>;

interface Limits {
  readonly maxCharacters: number;
  readonly maxMembers: number;
  readonly maxDepth: number;
}

/** Tried in order; the first that makes the line short enough is taken. */
const steps: readonly Limits[] = [
  { maxCharacters: 16_384, maxMembers: 500, maxDepth: 12 },
  { maxCharacters: 2_048, maxMembers: 50, maxDepth: 6 },
  { maxCharacters: 256, maxMembers: 12, maxDepth: 4 },
  { maxCharacters: 64, maxMembers: 4, maxDepth: 2 },
  { maxCharacters: 64, maxMembers: 0, maxDepth: 1 },
];

/** Size of a text in UTF-8, looked at closely only when it may be beyond the bound. */
export function exceeds(text: string, maxBytes: number): boolean {
  // A UTF-16 unit is at most three bytes of UTF-8.
  return text.length * 3 > maxBytes && Buffer.byteLength(text) > maxBytes;
}

/**
 * A line of at most `maxBytes`. A longer one is written again with texts, lists and depth cut down, and says so in
 * `shortened_from_bytes`; it stays valid JSON and keeps what the gateway itself says.
 */
export function fitLine(members: Members, maxBytes: number, format: (members: Members) => string): FittedLine {
  const whole = format(members);
  if (!exceeds(whole, maxBytes)) return { line: whole, members };
  const shortened_from_bytes = Buffer.byteLength(whole);
  let fitted: FittedLine = { line: whole, members };
  for (const limits of steps) {
    const shortened = { ...cutMembers(members, limits, 0), shortened_from_bytes };
    fitted = { line: format(shortened), members: shortened };
    if (!exceeds(fitted.line, maxBytes)) return fitted;
  }
  return fitted;
}

export interface FittedLine {
  readonly line: string;
  readonly members: Members;
}

function cutMembers(members: Members, limits: Limits, depth: number): Record<string, unknown> {
  const cut: Record<string, unknown> = Object.create(null);
  let left = limits.maxMembers;
  let leftOut = 0;
  for (const [name, value] of Object.entries(members)) {
    const kept = depth === 0 && isReservedName(name) && name !== 'data';
    if (!kept && left <= 0) {
      leftOut += 1;
      continue;
    }
    if (!kept) left -= 1;
    cut[cutText(name, limits.maxCharacters)] = cutValue(value, limits, depth + 1);
  }
  if (leftOut > 0) cut['…'] = `${leftOut} more`;
  return cut;
}

function cutValue(value: unknown, limits: Limits, depth: number): unknown {
  if (typeof value === 'string') return cutText(value, limits.maxCharacters);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= limits.maxDepth && !isShallow(value)) return '[shortened]';
  if (!Array.isArray(value)) return cutMembers(value as Members, limits, depth);
  const kept = value.slice(0, Math.max(limits.maxMembers, 1)).map((item) => cutValue(item, limits, depth + 1));
  return kept.length < value.length ? [...kept, `… ${value.length - kept.length} more`] : kept;
}

/** The chain of gateways and such: short lists of plain values, which are cut but never left out. */
function isShallow(value: object): boolean {
  return Object.values(value).every((item) => typeof item !== 'object' || item === null);
}

function cutText(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  // A pair of surrogates that the cut went through is made whole again.
  const kept = text.slice(0, maxCharacters).toWellFormed();
  return `${kept}… ${text.length - maxCharacters} more characters`;
}
