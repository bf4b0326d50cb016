import type { CacheEntry } from '@hearthgate/contracts';
import { LRUCache } from 'lru-cache';
import { estimateBytes } from './estimate-bytes.ts';
import type { TagIndex } from './tag-index.ts';

export interface MemoryTierOptions {
  readonly maxBytes: number;
  readonly maxEntryBytes: number;
  /** Kept in step with the entries; empty at first. */
  readonly tags: TagIndex;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** What became of a value that was to be stored. */
export interface StoreResult {
  readonly stored: boolean;
  /** The estimate for the entry; when it was refused, how far the estimate got. */
  readonly bytes: number;
  /** Entries that had to go for it. */
  readonly evicted: number;
}

/** What an entry takes beside its value: its object, its places in the LRU list, headers of the key. */
const ENTRY_BYTES = 272;
/** A tag's place in the entry and in the index. */
const TAG_BYTES = 48;

/**
 * Entries in memory, least recently used ones out first when the bytes run out. Values are kept by reference: whoever
 * changes a value that it stored or was given changes it for all.
 */
export class MemoryTier {
  readonly maxBytes: number;
  readonly maxEntryBytes: number;
  readonly #entries: LRUCache<string, CacheEntry>;
  readonly #tags: TagIndex;
  readonly #now: () => number;
  #evictions = 0;
  #refused = 0;

  constructor({ maxBytes, maxEntryBytes, tags, now }: MemoryTierOptions) {
    this.maxBytes = maxBytes;
    this.maxEntryBytes = maxEntryBytes;
    this.#tags = tags;
    this.#now = now;
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      // Wall time, because a frozen execution environment ages too. One more than it is, because lru-cache takes a
      // start at 0 for "does not expire".
      perf: { now: () => now() + 1 },
      // Otherwise the time is kept for a real millisecond, behind the back of a clock that is moved by hand.
      ttlResolution: 0,
      // The one place where entries leave, whatever the reason: so the index never outlives an entry.
      dispose: (entry, key, reason) => {
        this.#tags.remove(key, entry.tags);
        if (reason === 'evict') this.#evictions += 1;
      },
    });
  }

  get evictions(): number {
    return this.#evictions;
  }

  get refused(): number {
    return this.#refused;
  }

  get bytes(): number {
    return this.#entries.calculatedSize;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The entry of a key, which becomes the most recently used. */
  get(key: string): CacheEntry | undefined {
    return this.#entries.get(key);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  /** Milliseconds for which a key will still be served; `undefined` when it is not there. Does not count as a use. */
  remainingMs(key: string): number | undefined {
    const entry = this.#entries.peek(key);
    if (entry === undefined) return undefined;
    return entry.expiresAtMs === undefined ? Number.POSITIVE_INFINITY : entry.expiresAtMs - this.#now();
  }

  /** Stores a value until `ttlMs` is over; `Infinity` is for ever. A value that is too large empties the key. */
  set(key: string, value: unknown, ttlMs: number, tags: readonly string[]): StoreResult {
    const bytes = this.#entryBytes(key, value, tags);
    if (bytes > this.maxEntryBytes) {
      this.#entries.delete(key);
      this.#refused += 1;
      return { stored: false, bytes, evicted: 0 };
    }
    const storedAtMs = this.#now();
    const lasts = ttlMs === Number.POSITIVE_INFINITY;
    const expiresAtMs = lasts ? undefined : storedAtMs + ttlMs;
    // Frozen, because it is handed out, and the index is kept by its tags.
    const entry: CacheEntry = Object.freeze({ key, value, storedAtMs, expiresAtMs, tags });
    const evictionsBefore = this.#evictions;
    this.#entries.set(key, entry, { size: Math.ceil(bytes), ttl: lasts ? 0 : ttlMs });
    this.#tags.add(key, tags);
    return { stored: true, bytes, evicted: this.#evictions - evictionsBefore };
  }

  /** Removes a key; answers whether it could still have been served. */
  delete(key: string): boolean {
    const served = this.#entries.has(key);
    this.#entries.delete(key);
    return served;
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Removes every entry with the tag; answers how many of them could still have been served. */
  invalidateTag(tag: string): number {
    let served = 0;
    for (const key of this.#tags.keysOf(tag)) if (this.delete(key)) served += 1;
    return served;
  }

  /** Drops what has expired, which is otherwise done when it is asked for or displaced. */
  dropExpired(): void {
    this.#entries.purgeStale();
  }

  #entryBytes(key: string, value: unknown, tags: readonly string[]): number {
    let bytes = ENTRY_BYTES + 2 * key.length;
    for (const tag of tags) bytes += TAG_BYTES + 2 * tag.length;
    return bytes + estimateBytes(value, this.maxEntryBytes - bytes);
  }
}
