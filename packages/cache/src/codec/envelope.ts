import type { CacheEntry } from '@hearthgate/contracts';
import { ABSENT, createEntry } from '../entry.ts';
import { parsePortable, stringifyPortable } from './portable.ts';

/** An entry on its way out of the process, with the versions its tags had when it was made. */
export interface Packed {
  readonly entry: CacheEntry;
  /** The version of the tier as a whole, then of each tag, in the order of `entry.tags`. */
  readonly versions: readonly string[];
}

interface Header {
  /** Version of this form. */
  readonly f: 1;
  readonly key: string;
  readonly at: number;
  readonly ttl: number | null;
  readonly keep: number;
  readonly tags: readonly string[];
  readonly versions: readonly string[];
  /** Whether it says that there is no value. */
  readonly absent: boolean;
}

/**
 * A line of JSON about the entry, then its value.
 *
 * @throws NotPortableError
 */
export function packEntry({ entry, versions }: Packed): string {
  const { key, storedAtMs, expiresAtMs, staleUntilMs, tags, value } = entry;
  const header: Header = {
    f: 1,
    key,
    at: storedAtMs,
    ttl: expiresAtMs === undefined ? null : expiresAtMs - storedAtMs,
    keep: staleUntilMs === undefined || expiresAtMs === undefined ? 0 : staleUntilMs - expiresAtMs,
    tags,
    versions,
    absent: value === ABSENT,
  };
  return `${JSON.stringify(header)}\n${value === ABSENT ? 'null' : stringifyPortable(value)}`;
}

/** What `packEntry` packed. Throws on any other text. */
export function unpackEntry(text: string): Packed {
  const end = text.indexOf('\n');
  const header = JSON.parse(text.slice(0, end)) as Header;
  if (!isHeader(header)) throw new SyntaxError('it was not written by this cache');
  const value = header.absent ? ABSENT : parsePortable(text.slice(end + 1));
  const { key, at: storedAtMs, keep: keepMs, ttl, versions } = header;
  const tags = Object.freeze([...header.tags]);
  const entry = createEntry({ key, value, storedAtMs, ttlMs: ttl ?? Number.POSITIVE_INFINITY, keepMs, tags });
  return { entry, versions };
}

function isHeader(header: Partial<Header> | null): header is Header {
  return (
    header?.f === 1 &&
    typeof header.key === 'string' &&
    typeof header.at === 'number' &&
    (header.ttl === null || typeof header.ttl === 'number') &&
    typeof header.keep === 'number' &&
    isTexts(header.tags) &&
    isTexts(header.versions)
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
