import type { CacheEntry } from '@hearthgate/contracts';
import { LRUCache } from 'lru-cache';
import { isFresh, keptUntilMs } from '../entry.ts';
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
  readonly #tags: TagIndex;
  readonly #now: () => number;
  #entries: LRUCache<string, CacheEntry>;
  #maxEntryBytes: number;
  /** The time of the look-up that goes on, so that it need not be asked for. */
  #askedAtMs: number | undefined;
  #evictions = 0;
  #refused = 0;

  constructor({ maxBytes, maxEntryBytes, tags, now }: MemoryTierOptions) {
    this.#tags = tags;
    this.#now = now;
    this.#maxEntryBytes = maxEntryBytes;
    this.#entries = this.#create(maxBytes);
  }

  get maxBytes(): number {
    return this.#entries.maxSize;
  }

  get maxEntryBytes(): number {
    return this.#maxEntryBytes;
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

  /**
   * The entry of a key, which becomes the most recently used. It may be past its time at `nowMs`, and kept as a stale
   * answer.
   */
  get(key: string, nowMs: number): CacheEntry | undefined {
    this.#askedAtMs = nowMs;
    try {
      return this.#entries.get(key);
    } finally {
      this.#askedAtMs = undefined;
    }
  }

  /** As `get`, but not a use. */
  peek(key: string): CacheEntry | undefined {
    return this.#entries.peek(key);
  }

  /** Stores an entry as long as it is kept. One that is too large empties its key. */
  put(entry: CacheEntry): StoreResult {
    const { key } = entry;
    const bytes = this.#entryBytes(entry);
    if (bytes > this.#maxEntryBytes) {
      this.#entries.delete(key);
      this.#refused += 1;
      return { stored: false, bytes, evicted: 0 };
    }
    const keptMs = keptUntilMs(entry) - this.#now();
    if (keptMs < 0) {
      this.#entries.delete(key);
      return { stored: false, bytes, evicted: 0 };
    }
    const evictionsBefore = this.#evictions;
    // lru-cache takes 0 for "does not expire".
    const ttl = keptMs === Number.POSITIVE_INFINITY ? 0 : Math.max(keptMs, Number.EPSILON);
    this.#entries.set(key, entry, { size: Math.ceil(bytes), ttl });
    this.#tags.add(key, entry.tags);
    return { stored: true, bytes, evicted: this.#evictions - evictionsBefore };
  }

  /** Removes a key; answers whether it could still have been served. */
  delete(key: string): boolean {
    const entry = this.#entries.peek(key);
    this.#entries.delete(key);
    return entry !== undefined && isFresh(entry, this.#now());
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

  keysOf(tag: string): ReadonlySet<string> {
    return new Set(this.#tags.keysOf(tag));
  }

  /** All entries, most recently used first, those included that are past their time. */
  entries(): IterableIterator<CacheEntry> {
    return this.#entries.values() as IterableIterator<CacheEntry>;
  }

  /** Drops what is no longer kept, which is otherwise done when it is asked for or displaced; answers how many. */
  dropExpired(): number {
    const before = this.#entries.size;
    this.#entries.purgeStale();
    return before - this.#entries.size;
  }

  /** Drops the least recently used until the rest takes no more than this; answers how many had to go. */
  shrinkTo(bytes: number): number {
    const before = this.#entries.size;
    while (this.#entries.calculatedSize > bytes && this.#entries.pop() !== undefined);
    return before - this.#entries.size;
  }

  /** Changes the bounds; what no longer fits goes, least recently used first. */
  resize(maxBytes: number, maxEntryBytes: number): void {
    this.#maxEntryBytes = maxEntryBytes;
    if (maxBytes === this.maxBytes) return;
    const kept = [...this.entries()].reverse();
    this.#entries.clear();
    this.#entries = this.#create(maxBytes);
    for (const entry of kept) this.put(entry);
  }

  #create(maxBytes: number): LRUCache<string, CacheEntry> {
    return new LRUCache({
      maxSize: maxBytes,
      // Wall time, because a frozen execution environment ages too. One more than it is, because lru-cache takes a
      // start at 0 for "does not expire".
      perf: { now: () => (this.#askedAtMs ?? this.#now()) + 1 },
      // Otherwise the time is kept for a real millisecond, behind the back of a clock that is moved by hand.
      ttlResolution: 0,
      // The one place where entries leave, whatever the reason: so the index never outlives an entry.
      dispose: (entry, key, reason) => {
        this.#tags.remove(key, entry.tags);
        if (reason === 'evict') this.#evictions += 1;
      },
    });
  }

  #entryBytes({ key, value, tags }: CacheEntry): number {
    let bytes = ENTRY_BYTES + 2 * key.length;
    for (const tag of tags) bytes += TAG_BYTES + 2 * tag.length;
    return bytes + estimateBytes(value, this.#maxEntryBytes - bytes);
  }
}
