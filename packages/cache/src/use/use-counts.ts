/** How often a key was used lately. */
export type KeyUse = readonly [key: string, uses: number];

/** Beyond so many keys the less used half is forgotten, and all counts are halved. */
const MAX_KEYS = 4_096;

/** Counts uses of keys in bounded memory; old uses fade. */
export class UseCounts {
  /** Whether anybody wants to know; counting is not free. */
  isOn = false;
  readonly #counts = new Map<string, number>();

  count(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (this.#counts.size > MAX_KEYS) this.#fade();
  }

  /** The most used keys, and a new beginning: what was counted so far is the taker's to keep. */
  take(limit: number): readonly KeyUse[] {
    const top = this.top(limit);
    this.#counts.clear();
    return top;
  }

  top(limit: number): readonly KeyUse[] {
    return mostUsed(this.#counts, limit);
  }

  #fade(): void {
    const kept = mostUsed(this.#counts, MAX_KEYS / 2);
    this.#counts.clear();
    for (const [key, uses] of kept) this.#counts.set(key, uses / 2);
  }
}

/** Adds newer uses to older ones, which count for less. */
export function mergeUses(
  older: readonly KeyUse[],
  newer: readonly KeyUse[],
  fading: number,
  limit: number,
): readonly KeyUse[] {
  const merged = new Map(older.map(([key, uses]) => [key, uses * fading]));
  for (const [key, uses] of newer) merged.set(key, (merged.get(key) ?? 0) + uses);
  return mostUsed(merged, limit);
}

function mostUsed(counts: ReadonlyMap<string, number>, limit: number): readonly KeyUse[] {
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, limit);
}
