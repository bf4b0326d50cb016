import type { CacheEntry } from '@hearthgate/contracts';
import type { Call } from '@hearthgate/kernel';
import { isPortable } from './codec/portable.ts';
import { ABSENT, isFresh } from './entry.ts';
import { KeyOrder } from './key-order.ts';
import type { MemoryTier } from './memory/memory-tier.ts';
import type { CachePorts } from './ports.ts';
import type { OuterTier } from './tiers/outer-tier.ts';
import type { TierContext } from './tiers/raw-store.ts';
import type { TierPlan } from './tiers/tier-set.ts';

/** Versions of an entry's tags in each tier, from before its value was made. */
export type KnownVersions = ReadonlyMap<OuterTier, readonly string[]>;

/** The tiers as operations use them: nearest first when reading, all when writing. */
export class TieredCache {
  readonly memory: MemoryTier;
  readonly #now: () => number;
  readonly #contextOf: (call: Call<CachePorts>, plan: TierPlan) => TierContext;
  readonly #order = new KeyOrder();
  #memoryHits = 0;
  #memoryMisses = 0;
  #refusalWarned = false;
  /** Entries of memory that were meant for this environment alone. */
  readonly #local = new WeakSet<CacheEntry>();

  constructor(
    memory: MemoryTier,
    now: () => number,
    contextOf: (call: Call<CachePorts>, plan: TierPlan) => TierContext,
  ) {
    this.memory = memory;
    this.#now = now;
    this.#contextOf = contextOf;
  }

  get memoryHits(): number {
    return this.#memoryHits;
  }

  get memoryMisses(): number {
    return this.#memoryMisses;
  }

  /** The entry of memory that is not past its time; a lookup. */
  fresh(key: string, plan: TierPlan, nowMs: number): CacheEntry | undefined {
    if (!plan.memory) return undefined;
    const entry = this.memory.get(key, nowMs);
    // What is not kept for stale answers is not kept past its time either, so there is no need to look at the clock.
    if (entry !== undefined && (entry.staleUntilMs === undefined || isFresh(entry, nowMs))) {
      this.#memoryHits += 1;
      return entry;
    }
    this.#memoryMisses += 1;
    return undefined;
  }

  /** Entries of the tiers behind memory, in the order of the keys; brought into the nearer tiers. */
  async load(keys: readonly string[], plan: TierPlan, call: Call<CachePorts>): Promise<(CacheEntry | undefined)[]> {
    const best: (CacheEntry | undefined)[] = keys.map(() => undefined);
    const context = this.#contextOf(call, plan);
    const reads = keys.map((key) => this.#order.beginRead(key));
    const nowMs = this.#now();
    for (const [depth, tier] of plan.outer.entries()) {
      const open = keys.flatMap((_, at) => (best[at] !== undefined && isFresh(best[at], nowMs) ? [] : [at]));
      if (open.length === 0) break;
      const found = await tier.readMany(
        open.map((at) => keys[at] as string),
        plan.upToDate,
        context,
      );
      for (const [index, at] of open.entries()) {
        const entry = found[index];
        if (entry !== undefined && isFresh(entry, nowMs)) tier.health.hits += 1;
        else tier.health.misses += 1;
        if (entry === undefined || !isNewer(entry, best[at])) continue;
        best[at] = entry;
        const read = reads[at];
        if (read?.isCurrent !== true) continue;
        if (plan.memory) this.memory.put(entry);
        for (const nearer of plan.outer.slice(0, depth)) {
          await this.#order.run(entry.key, () => nearer.write(entry, undefined, context, read));
        }
      }
    }
    for (const read of reads) this.#order.endRead(read);
    return best;
  }

  /** Whether an entry is in no store that others share: it was not meant for it, or cannot be written as text. */
  isLocal(entry: CacheEntry): boolean {
    return this.#local.has(entry) || !isPortable(entry.value);
  }

  /** Versions of the tags now, to be handed to `store` when the value has been made. */
  async versionsFor(tags: readonly string[], plan: TierPlan, call: Call<CachePorts>): Promise<KnownVersions> {
    const context = this.#contextOf(call, plan);
    const known = await Promise.all(
      plan.outer.map(async (tier) => [tier, await tier.versionsFor(tags, context)] as const),
    );
    return new Map(known.filter((pair): pair is readonly [OuterTier, readonly string[]] => pair[1] !== undefined));
  }

  /** Stores an entry in the tiers of the plan. Resolves when all of them took it or failed. */
  async store(entry: CacheEntry, plan: TierPlan, call: Call<CachePorts>, versions?: KnownVersions): Promise<void> {
    this.#order.supersede(entry.key);
    let kept = true;
    if (plan.isLocal) this.#local.add(entry);
    if (plan.memory) kept = this.#remember(entry, call);
    else this.memory.delete(entry.key);
    if (plan.outer.length === 0) return;
    const context = this.#contextOf(call, plan);
    const writing = this.#order.beginWrite(entry.tags);
    await this.#order.run(entry.key, async () => {
      const writes = plan.outer.map((tier) => {
        // A tier that did not tell them may have been invalidated since, and would take the value for newer than that.
        const isKnown = versions === undefined || versions.has(tier);
        return kept && isKnown
          ? tier.write(entry, versions?.get(tier), context, writing)
          : tier.remove([entry.key], context);
      });
      await Promise.all([...writes, ...plan.emptied.map((tier) => tier.remove([entry.key], context))]);
      this.#order.endWrite(writing);
    });
  }

  /**
   * Reads a key and writes to it what follows from that; again from the start when somebody else wrote to it meanwhile.
   * Answers whether there was anything.
   */
  async rewrite<Found>(
    key: string,
    read: () => Promise<Found | undefined>,
    write: (found: Found) => Promise<void>,
  ): Promise<boolean> {
    for (;;) {
      await this.#order.settled(key);
      const reading = this.#order.beginRead(key);
      try {
        const found = await read();
        if (found === undefined) return false;
        if (!reading.isCurrent) continue;
        await write(found);
        return true;
      } finally {
        this.#order.endRead(reading);
      }
    }
  }

  /** Removes keys from every tier given; answers how many could have been served. */
  async remove(keys: readonly string[], plan: TierPlan, call: Call<CachePorts>): Promise<number> {
    for (const key of keys) this.#order.supersede(key);
    const nowMs = this.#now();
    const served = keys.map((key) => {
      const entry = this.memory.peek(key);
      this.memory.delete(key);
      return entry !== undefined && isFresh(entry, nowMs) && entry.value !== ABSENT;
    });
    if (plan.outer.length > 0) {
      const context = this.#contextOf(call, plan);
      const removals = keys.map((key, at) =>
        this.#order.run(key, async () => {
          for (const tier of plan.outer) {
            const [entry] = served[at] === true ? [] : await tier.readMany([key], true, context);
            if (entry !== undefined && isFresh(entry, nowMs) && entry.value !== ABSENT) served[at] = true;
            await tier.remove([key], context);
          }
        }),
      );
      await Promise.all(removals);
    }
    return served.filter(Boolean).length;
  }

  async invalidateTag(tag: string, plan: TierPlan, call: Call<CachePorts>): Promise<number> {
    this.#order.supersedeTag(tag);
    const served = this.memory.invalidateTag(tag);
    await this.#eachOuter(plan, call, (tier, context) => tier.invalidate(tag, context));
    return served;
  }

  async clear(plan: TierPlan, call: Call<CachePorts>): Promise<void> {
    this.#order.supersedeAll();
    this.memory.clear();
    await this.#eachOuter(plan, call, (tier, context) => tier.clear(context));
  }

  async #eachOuter(
    plan: TierPlan,
    call: Call<CachePorts>,
    act: (tier: OuterTier, context: TierContext) => Promise<void>,
  ): Promise<void> {
    if (plan.outer.length === 0) return;
    const context = this.#contextOf(call, plan);
    await Promise.all(plan.outer.map((tier) => act(tier, context)));
  }

  #remember(entry: CacheEntry, call: Call<CachePorts>): boolean {
    const { stored, evicted } = this.memory.put(entry);
    if (evicted > 0) call.peers.metrics.recordMetric({ name: 'CacheEvictions', value: evicted });
    if (!stored && !this.#refusalWarned) this.#warnOfRefusal(entry.tags, call);
    return stored;
  }

  /** Once, as it tends to happen again and again; the count goes on. Keys may hold secrets, so the chain says who. */
  #warnOfRefusal(tags: readonly string[], call: Call<CachePorts>): void {
    this.#refusalWarned = true;
    const { maxEntryBytes } = this.memory;
    call.peers.logging.warning({
      message:
        'A value is larger than a cache entry may be and was not stored. Raise maxEntryBytes or store less. ' +
        'Later ones are only counted, as refused in the statistics.',
      data: { maxEntryBytes, tags, chain: call.gatewayChain },
    });
  }
}

function isNewer(entry: CacheEntry, than: CacheEntry | undefined): boolean {
  return than === undefined || entry.storedAtMs > than.storedAtMs;
}
