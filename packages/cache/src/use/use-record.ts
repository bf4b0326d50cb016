import { createEntry } from '../entry.ts';
import type { OuterTier } from '../tiers/outer-tier.ts';
import type { TierContext } from '../tiers/raw-store.ts';
import { type KeyUse, mergeUses, UseCounts } from './use-counts.ts';

/** No caller can reach it by accident: it begins with a control character. */
const RECORD_KEY = '\u0000use';
const RECORD_TTL_MS = 7 * 86_400_000;
const RECORD_LENGTH = 500;
const SAVE_EVERY_MS = 30_000;
/** After so long a use counts for half. */
const HALF_LIFE_MS = 3_600_000;

/** Which keys are used most, in this execution environment and in those before it: kept in the tiers behind memory. */
export class UseRecord {
  readonly counts: UseCounts = new UseCounts();
  readonly #tiers: readonly OuterTier[];
  readonly #now: () => number;
  #savedAtMs: number;

  constructor(tiers: readonly OuterTier[], now: () => number) {
    this.#tiers = tiers;
    this.#now = now;
    this.#savedAtMs = now();
  }

  /** The most used keys, most used first. */
  async mostUsed(limit: number, context: TierContext): Promise<readonly string[]> {
    const { uses } = await this.#read(context);
    return mergeUses(uses, this.counts.top(RECORD_LENGTH), 1, limit).map(([key]) => key);
  }

  /** Keeps the counts when it was not done for a while. Nobody waits for it: a lost record costs a slower start. */
  saveWhenDue(context: () => TierContext): void {
    if (this.#tiers.length === 0 || this.#now() - this.#savedAtMs < SAVE_EVERY_MS) return;
    void this.save(context());
  }

  /** Adds what was counted here to what others counted. Environments that save at once may lose one another's counts. */
  async save(context: TierContext): Promise<void> {
    if (this.#tiers.length === 0) return;
    this.#savedAtMs = this.#now();
    const counted = this.counts.take(RECORD_LENGTH);
    const { uses, storedAtMs } = await this.#read(context);
    const ageMs = Math.max(0, this.#now() - storedAtMs);
    const value = mergeUses(uses, counted, 0.5 ** (ageMs / HALF_LIFE_MS), RECORD_LENGTH);
    const entry = createEntry({ key: RECORD_KEY, value, storedAtMs: this.#now(), ttlMs: RECORD_TTL_MS, tags: [] });
    await Promise.all(this.#tiers.map((tier) => tier.write(entry, undefined, context)));
  }

  async #read(context: TierContext): Promise<{ readonly uses: readonly KeyUse[]; readonly storedAtMs: number }> {
    // The farthest tier is the one that all environments write to.
    for (const tier of this.#tiers.toReversed()) {
      const [entry] = await tier.readMany([RECORD_KEY], true, context);
      if (entry !== undefined && isUses(entry.value)) return { uses: entry.value, storedAtMs: entry.storedAtMs };
    }
    return { uses: [], storedAtMs: this.#now() };
  }
}

function isUses(value: unknown): value is readonly KeyUse[] {
  return Array.isArray(value) && value.every((item) => typeof item?.[0] === 'string' && typeof item[1] === 'number');
}
