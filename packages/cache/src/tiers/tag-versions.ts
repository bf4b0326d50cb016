import { FOREVER_MS, type RawStore } from './raw-store.ts';

interface KnownVersion {
  readonly version: string;
  readonly atMs: number;
  /** `pending`: the store could not take it; it holds in this process until the store does. */
  readonly state: 'stored' | 'writing' | 'pending';
}

/** How long a version is believed without asking the store again. */
const FRESH_MS = 1_000;
/** So long is a version kept: what was stored under it is then missed, never wrongly served. */
const VERSION_TTL_MS = 30 * 86_400_000;
const MAX_KNOWN = 2_000;
/** Carried by every entry; no tag of a caller is empty. */
export const EVERYTHING = '';

/**
 * A version for each tag. An entry is served only while its tags have the versions they had when it was made, so
 * invalidating a tag is one write, however many entries carry it, and holds for every process and after a restart.
 * A version that the store lost differs from any that an entry may carry.
 */
export class TagVersions {
  readonly #known = new Map<string, KnownVersion>();
  readonly #pending = new Set<string>();
  readonly #firsts = new Map<string, Promise<string>>();
  readonly #nameOf: (tag: string) => string;
  readonly #now: () => number;

  constructor(nameOf: (tag: string) => string, now: () => number) {
    this.#nameOf = nameOf;
    this.#now = now;
  }

  /**
   * Versions of the tags in their order; `undefined` where there is none. `upToDate` asks the store for all of them.
   */
  async current(raw: RawStore, tags: readonly string[], upToDate: boolean): Promise<readonly (string | undefined)[]> {
    const nowMs = this.#now();
    const asked = tags.filter((tag) => !this.#believes(tag, nowMs, upToDate));
    const before = asked.map((tag) => this.#known.get(tag));
    const found = asked.length === 0 ? [] : await raw.readMany(asked.map(this.#nameOf));
    for (const [index, tag] of asked.entries()) {
      // What was learned or decided since the question was asked is newer than the answer.
      if (this.#known.get(tag) !== before[index]) continue;
      // What is damaged reads as an empty text, and is as good as gone.
      const version = found[index] || undefined;
      if (version === undefined) this.#known.delete(tag);
      else this.#remember(tag, { version, atMs: nowMs, state: 'stored' });
    }
    return tags.map((tag) => this.#known.get(tag)?.version ?? (found[asked.indexOf(tag)] || undefined));
  }

  /** As `current`, but a tag without a version gets one. */
  async forWriting(raw: RawStore, tags: readonly string[]): Promise<readonly string[]> {
    const versions = await this.current(raw, tags, false);
    // What is written now must not outlive the versions that it is served by.
    raw.touch?.(tags.map(this.#nameOf));
    return Promise.all(tags.map((tag, index) => versions[index] ?? this.#first(raw, tag)));
  }

  /** The first version of a tag, one for all who need it at once. */
  #first(raw: RawStore, tag: string): Promise<string> {
    let first = this.#firsts.get(tag);
    if (first === undefined) {
      first = this.renew(raw, tag).finally(() => this.#firsts.delete(tag));
      this.#firsts.set(tag, first);
    }
    return first;
  }

  /** Gives a tag a new version. When the store cannot take it, it holds in this process and is written later. */
  async renew(raw: RawStore, tag: string): Promise<string> {
    const version = this.#decide(tag, 'writing');
    const settle = (state: KnownVersion['state']) => {
      if (this.#known.get(tag)?.version === version) this.#remember(tag, { version, atMs: this.#now(), state });
    };
    try {
      // The one that all entries carry is for ever, or all of them would be missed at once when its time is over.
      await raw.write(this.#nameOf(tag), version, tag === EVERYTHING ? FOREVER_MS : VERSION_TTL_MS);
    } catch (error) {
      settle('pending');
      throw error;
    }
    settle('stored');
    return version;
  }

  /** Marks a tag as renewed where the store could not even be asked. */
  renewLater(tag: string): void {
    this.#decide(tag, 'pending');
  }

  /** Tags whose version the store has still to take. */
  get pending(): ReadonlySet<string> {
    return this.#pending;
  }

  #decide(tag: string, state: KnownVersion['state']): string {
    const version = process.getBuiltinModule('node:crypto').randomBytes(9).toString('base64url');
    this.#remember(tag, { version, atMs: this.#now(), state });
    return version;
  }

  #believes(tag: string, nowMs: number, upToDate: boolean): boolean {
    const known = this.#known.get(tag);
    if (known === undefined) return false;
    return known.state !== 'stored' || (!upToDate && nowMs - known.atMs < FRESH_MS && nowMs >= known.atMs);
  }

  #remember(tag: string, known: KnownVersion): void {
    this.#known.delete(tag);
    this.#known.set(tag, known);
    if (known.state === 'pending') this.#pending.add(tag);
    else this.#pending.delete(tag);
    if (this.#known.size <= MAX_KNOWN) return;
    for (const [oldest, { state }] of this.#known) {
      if (state !== 'stored') continue;
      this.#known.delete(oldest);
      return;
    }
    // So many wait that all is invalidated instead.
    this.#known.clear();
    this.#pending.clear();
    this.#known.set(EVERYTHING, { ...known, state: 'pending' });
    this.#pending.add(EVERYTHING);
  }
}
