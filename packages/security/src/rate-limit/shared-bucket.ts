import { type Level, type RateRule, spentAt } from './token-bucket.ts';

/**
 * A bucket as all execution environments see it. The store has no atomic step, so two environments that write at
 * once lose one of the writes. `counts` mends that: each environment knows what it took itself, sees by its count
 * how much of that the bucket knows of, and adds the rest when it writes next.
 */
export interface SharedBucket extends Level {
  /** Changes when the bucket is reset: what was taken before then no longer matters. */
  readonly epoch: number;
  /** What each environment took since the epoch, as far as the bucket knows; the latest writers only. */
  readonly counts: Readonly<Record<string, number>>;
}

/** What this environment took from a bucket by itself. */
export interface OwnShare extends Level {
  readonly epoch: number;
  readonly count: number;
}

/** Environments that a bucket remembers; one that has been quiet for longer starts a new count. */
const MAX_ENVIRONMENTS = 64;

/** By how much clocks may differ. Those of Lambda differ by milliseconds. */
const MAX_AHEAD_MS = 5_000;

/** The bucket now, with what this environment took and the store lost. */
export function merged(
  kept: SharedBucket | undefined,
  own: OwnShare | undefined,
  self: string,
  rule: RateRule,
  nowMs: number,
): SharedBucket {
  const bucket = kept ?? { spent: 0, atMs: nowMs, epoch: own?.epoch ?? 0, counts: {} };
  const spent = spentAt(bucket, rule, nowMs);
  const atMs = Math.max(nowMs, bucket.atMs);
  if (own === undefined || own.epoch !== bucket.epoch) return { ...bucket, spent, atMs };
  const known = bucket.counts[self];
  const isForgotten = known === undefined && Object.keys(bucket.counts).length >= MAX_ENVIRONMENTS;
  const lost = isForgotten ? 0 : Math.min(own.count - (known ?? 0), spentAt(own, rule, nowMs));
  return { ...bucket, spent: spent + Math.max(0, lost), atMs };
}

/** The bucket and the own share after taking the rule's cost. */
export function taken(
  bucket: SharedBucket,
  own: OwnShare | undefined,
  self: string,
  rule: RateRule,
): { readonly bucket: SharedBucket; readonly own: OwnShare } {
  const { [self]: known = 0, ...others } = bucket.counts;
  const mine = own !== undefined && own.epoch === bucket.epoch ? own : { count: known, spent: 0, atMs: bucket.atMs };
  const count = mine.count + rule.cost;
  // Last in the order of members, so that the quietest environments are the first to go.
  const latest = Object.entries(others).slice(1 - MAX_ENVIRONMENTS);
  return {
    bucket: { ...bucket, spent: bucket.spent + rule.cost, counts: { ...Object.fromEntries(latest), [self]: count } },
    own: { epoch: bucket.epoch, count, spent: spentAt(mine, rule, bucket.atMs) + rule.cost, atMs: bucket.atMs },
  };
}

/**
 * Whether the store answered a bucket: it may be shared with others and may hold anything. One from a clock that is far
 * ahead is none, as nothing would run off in it before that time has come: each environment counts by itself then.
 */
export function isBucket(value: unknown, nowMs: number): value is SharedBucket {
  const { spent, atMs = Infinity, epoch, counts } = (value ?? {}) as Partial<SharedBucket>;
  if (![spent, atMs, epoch].every(Number.isFinite) || atMs - nowMs > MAX_AHEAD_MS) return false;
  return typeof counts === 'object' && counts !== null;
}
