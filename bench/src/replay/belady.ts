import type { Trace } from './trace.ts';

export interface BeladyOptions {
  /** Entries that fit. */
  readonly capacity: number;
  /** How long an entry may be served; `Infinity` for ever. */
  readonly ttlMs: number;
  /** Whether a cold start empties the cache. */
  readonly restarts: boolean;
}

interface Kept {
  readonly untilMs: number;
  /** Index of the request that will ask for it next; `Infinity` when none will in time. */
  nextUse: number;
}

/**
 * The hit rate of a cache that knows the future (Belady's MIN): it gives up what will be asked for last, and first what
 * will not be asked for again before it expires. No cache of that size can do better.
 */
export function beladyHitRate(
  { keys, gapMs, restartEvery }: Trace,
  { capacity, ttlMs, restarts }: BeladyOptions,
): number {
  const nextUses = nextUsesOf(keys);
  const kept = new Map<number, Kept>();
  let hits = 0;
  for (let at = 0; at < keys.length; at += 1) {
    if (restarts && at % restartEvery === 0) kept.clear();
    const key = keys[at] ?? 0;
    const nowMs = at * gapMs;
    const nextUse = nextUses[at] ?? Infinity;
    const usableUntil = (untilMs: number) => (nextUse * gapMs <= untilMs ? nextUse : Infinity);
    const present = kept.get(key);
    if (present !== undefined && nowMs <= present.untilMs) {
      hits += 1;
      present.nextUse = usableUntil(present.untilMs);
      if (present.nextUse === Infinity) kept.delete(key);
      continue;
    }
    const untilMs = nowMs + ttlMs;
    const next = usableUntil(untilMs);
    if (next === Infinity) continue;
    kept.set(key, { untilMs, nextUse: next });
    if (kept.size > capacity) dropFarthest(kept);
  }
  return hits / keys.length;
}

function dropFarthest(kept: Map<number, Kept>): void {
  let farthest: number | undefined;
  let farthestUse = -1;
  for (const [key, { nextUse }] of kept) {
    if (nextUse <= farthestUse) continue;
    farthest = key;
    farthestUse = nextUse;
  }
  if (farthest !== undefined) kept.delete(farthest);
}

function nextUsesOf(keys: Uint32Array): Float64Array {
  const nextUses = new Float64Array(keys.length);
  const nextOf = new Map<number, number>();
  for (let at = keys.length - 1; at >= 0; at -= 1) {
    const key = keys[at] ?? 0;
    nextUses[at] = nextOf.get(key) ?? Infinity;
    nextOf.set(key, at);
  }
  return nextUses;
}
