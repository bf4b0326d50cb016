import type { LoggingPorts } from '../ports.ts';
import type { RepeatedLine } from './repeat-fold.ts';

/** How long repeats of one line are counted together. */
const COUNTED_MS = 3_600_000;

/** Lines whose totals are asked for at one flush; the others tell their own count only. */
const MAX_ASKED = 10;

/** How often a line was repeated by all environments together, and since when. */
export interface RepeatTotal {
  readonly count: number;
  /** Epoch milliseconds. */
  readonly sinceMs: number;
}

/**
 * Adds repeats to what all execution environments counted within an hour; `undefined` for lines whose total is not
 * known, because the cache failed or there were too many.
 */
export function addToTotals(
  repeated: readonly RepeatedLine[],
  cache: LoggingPorts['cache'],
  nowMs: number,
): Promise<readonly (RepeatTotal | undefined)[]> {
  return Promise.all(
    repeated.map((line, index) =>
      index < MAX_ASKED ? addToTotal(line, cache, nowMs).catch(() => undefined) : undefined,
    ),
  );
}

async function addToTotal({ level, message, count }: RepeatedLine, cache: LoggingPorts['cache'], nowMs: number) {
  const key = `logging:repeated:${level} ${message}`;
  const kept = (await cache.get({ key, scope: 'shared' }))?.value;
  const before = isTotal(kept) && nowMs - kept.sinceMs < COUNTED_MS ? kept : { count: 0, sinceMs: nowMs };
  const total: RepeatTotal = { count: before.count + count, sinceMs: before.sinceMs };
  const ttlMs = Math.max(1, total.sinceMs + COUNTED_MS - nowMs);
  await cache.set({ key, value: total, ttlMs, scope: 'shared', tags: ['logging'] });
  return total;
}

function isTotal(value: unknown): value is RepeatTotal {
  if (typeof value !== 'object' || value === null) return false;
  const { count, sinceMs } = value as Partial<RepeatTotal>;
  return Number.isFinite(count) && Number.isFinite(sinceMs);
}
