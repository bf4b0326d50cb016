import type { CacheEntry, CacheTierName } from '@hearthgate/contracts';
import { type Packed, packEntry, unpackEntry } from '../codec/envelope.ts';
import { NotPortableError } from '../codec/portable.ts';
import { SealedElsewhereError } from '../codec/sealing.ts';
import { keptUntilMs } from '../entry.ts';
import { FOREVER_MS, type RawStore, type TierContext } from './raw-store.ts';
import { EVERYTHING, TagVersions } from './tag-versions.ts';
import { TierHealth, TierUnavailableError } from './tier-health.ts';

export interface OuterTierOptions {
  readonly name: Exclude<CacheTierName, 'memory'>;
  readonly namespace: string;
  /** Whether keys may be read by whoever sees the tier. */
  readonly readableKeys: boolean;
  readonly now: () => number;
  /** The store; rejects while it cannot be opened. */
  readonly open: (context: TierContext) => Promise<RawStore>;
}

/** Beyond so many removals that could not be made, everything is invalidated instead: a call waits until they are made good. */
const MAX_UNREMOVED = 100;

/**
 * A tier outside the process: entries as sealed texts in a raw store, tags as versions. No method rejects: what fails is a
 * miss and a warning. A write or removal that failed is made good: until then the key is a miss here.
 */
export class OuterTier {
  readonly name: Exclude<CacheTierName, 'memory'>;
  readonly health: TierHealth;
  readonly #options: OuterTierOptions;
  readonly #versions: TagVersions;
  readonly #unremoved = new Set<string>();
  #hash: (text: string) => string = String;

  constructor(options: OuterTierOptions) {
    this.name = options.name;
    this.health = new TierHealth(options.name, options.now);
    this.#options = options;
    this.#versions = new TagVersions((tag) => this.#nameOf('tag', tag), options.now);
  }

  /** The entries of the keys in their order, also those that are only kept as stale answers. */
  async readMany(
    keys: readonly string[],
    upToDate: boolean,
    context: TierContext,
  ): Promise<readonly (CacheEntry | undefined)[]> {
    const found = await this.#attempt(context, 'read from', async (raw) => {
      const names = keys.map((key) => this.#nameOf('key', key));
      const texts = await raw.readMany(names);
      const opened = texts.map((text, at) =>
        text === undefined || this.#unremoved.has(names[at] as string)
          ? undefined
          : this.#open(raw, { name: names[at] as string, text }, upToDate, context),
      );
      return Promise.all(opened);
    });
    // Names are hashes of UTF-8, in which texts that were cut within a character are all alike.
    return keys.map((key, at) => (found?.[at]?.key === key ? found[at] : undefined));
  }

  /** Versions of tags before a value for them is made, so that an invalidation meanwhile holds against it. */
  versionsFor(tags: readonly string[], context: TierContext): Promise<readonly string[] | undefined> {
    return this.#attempt(context, 'read from', (raw) => this.#versions.forWriting(raw, [EVERYTHING, ...tags]));
  }

  /** Stores an entry. One whose value cannot be written as text, or that is no longer current, empties its key. */
  async write(
    entry: CacheEntry,
    versions: readonly string[] | undefined,
    context: TierContext,
    writing?: { readonly isCurrent: boolean },
  ): Promise<void> {
    const name = this.#withHash(context).#nameOf('key', entry.key);
    const done = await this.#attempt(context, 'written to', async (raw) => {
      const current = versions ?? (await this.#versions.forWriting(raw, [EVERYTHING, ...entry.tags]));
      // Otherwise it would be stored under versions that are newer than it is.
      if (writing?.isCurrent === false) {
        await raw.remove(name);
        return true;
      }
      let text: string;
      try {
        text = packEntry({ entry, versions: current });
      } catch (error) {
        if (!(error instanceof NotPortableError)) throw error;
        await raw.remove(name);
        return true;
      }
      const keptMs = Math.ceil(keptUntilMs(entry) - this.#options.now());
      const ttlMs = Math.min(FOREVER_MS, Math.max(1, keptMs));
      await raw.write(name, await context.seal(text, this.#context(name), this.name === 'temp'), ttlMs);
      this.#unremoved.delete(name);
      return true;
    });
    if (done === undefined) this.#removeLater(name);
  }

  async remove(keys: readonly string[], context: TierContext): Promise<void> {
    const names = keys.map((key) => this.#withHash(context).#nameOf('key', key));
    const done = await this.#attempt(context, 'removed from', async (raw) => {
      await Promise.all(names.map((name) => raw.remove(name)));
      return true;
    });
    for (const name of names) {
      if (done === undefined) this.#removeLater(name);
      else this.#unremoved.delete(name);
    }
  }

  async invalidate(tag: string, context: TierContext): Promise<void> {
    const done = await this.#attempt(context, 'invalidated in', (raw) => this.#versions.renew(raw, tag));
    if (done === undefined) this.#versions.renewLater(tag);
  }

  /** The entry that a text of this tier stands for; `undefined` for a text that is no entry, or none to be served. */
  async entryOf(
    named: { readonly name: string; readonly text: string },
    context: TierContext,
  ): Promise<CacheEntry | undefined> {
    if (!named.name.startsWith(this.#withHash(context).#nameOf('key', '', String))) return undefined;
    return this.#attempt(context, 'read from', (raw) => this.#open(raw, named, false, context));
  }

  clear(context: TierContext): Promise<void> {
    return this.invalidate(EVERYTHING, context);
  }

  async #open(
    raw: RawStore,
    { name, text }: { readonly name: string; readonly text: string },
    upToDate: boolean,
    context: TierContext,
  ): Promise<CacheEntry | undefined> {
    let packed: Packed;
    try {
      packed = unpackEntry(await context.open(text, this.#context(name)));
      if (this.#nameOf('key', packed.entry.key) !== name) throw new Error('it belongs to another key');
    } catch (error) {
      if (error instanceof TierUnavailableError) throw error;
      if (error instanceof SealedElsewhereError) return undefined;
      this.health.damaged(context, error);
      return undefined;
    }
    const { entry, versions } = packed;
    if (keptUntilMs(entry) < this.#options.now()) return undefined;
    const current = await this.#versions.current(raw, [EVERYTHING, ...entry.tags], upToDate);
    return current.every((version, at) => version !== undefined && version === versions[at]) ? entry : undefined;
  }

  /** Does something with the store; `undefined` when the tier cannot be used or it failed. */
  async #attempt<Result>(
    context: TierContext,
    verb: string,
    act: (raw: RawStore) => Promise<Result>,
  ): Promise<Result | undefined> {
    this.#withHash(context);
    if (this.health.isPaused) return undefined;
    try {
      const raw = await this.#options.open(context);
      await this.#makeGood(raw);
      const result = await act(raw);
      this.health.succeeded();
      return result;
    } catch (error) {
      this.health.failed(context, verb, error);
      return undefined;
    }
  }

  async #makeGood(raw: RawStore): Promise<void> {
    const { pending } = this.#versions;
    if (this.#unremoved.size === 0 && pending.size === 0) return;
    const remove = async (name: string) => {
      await raw.remove(name);
      this.#unremoved.delete(name);
    };
    const renewals = [...pending].map((tag) => this.#versions.renew(raw, tag));
    await Promise.all([...renewals, ...[...this.#unremoved].map(remove)]);
  }

  #removeLater(name: string): void {
    this.#unremoved.add(name);
    if (this.#unremoved.size <= MAX_UNREMOVED) return;
    this.#unremoved.clear();
    this.#versions.renewLater(EVERYTHING);
  }

  #withHash(context: TierContext): this {
    this.#hash = context.hash;
    return this;
  }

  #nameOf(kind: 'key' | 'tag', text: string, hash: (text: string) => string = this.#hash): string {
    const { namespace, readableKeys } = this.#options;
    return `${namespace}:${kind}:${readableKeys ? text : hash(text)}`;
  }

  /** Authenticated with the text, so that one entry cannot be passed off as another. */
  #context(name: string): string {
    return `${this.name} ${name}`;
  }
}
