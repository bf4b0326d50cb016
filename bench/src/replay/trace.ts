/** What is asked for, when, and when the process begins anew. */
export interface Trace {
  /** Numbers of the keys, in the order they are asked for. */
  readonly keys: Uint32Array;
  readonly keyCount: number;
  /** Milliseconds between two requests. */
  readonly gapMs: number;
  /** Requests between two cold starts: each empties memory. */
  readonly restartEvery: number;
  /** How often the true value of a key changes, in milliseconds; `Infinity` for never. */
  readonly changeMs: Float64Array;
}

export interface TraceOptions {
  readonly requests: number;
  readonly keyCount: number;
  /** How skewed: the key of rank r is asked for in proportion to 1 / r ** skew. */
  readonly skew: number;
  readonly gapMs: number;
  readonly restartEvery: number;
  /** Requests between two drifts: a share of the keys then trade their ranks. */
  readonly driftEvery: number;
  readonly driftShare: number;
  readonly seed: number;
}

/** A skewed trace whose popular keys change over time; the same for the same options. */
export function createTrace(options: TraceOptions): Trace {
  const { requests, keyCount, skew, gapMs, restartEvery, driftEvery, driftShare } = options;
  const random = randomFrom(options.seed);
  const cumulative = new Float64Array(keyCount);
  let sum = 0;
  for (let rank = 0; rank < keyCount; rank += 1) {
    sum += 1 / (rank + 1) ** skew;
    cumulative[rank] = sum;
  }
  const keyOfRank = Uint32Array.from({ length: keyCount }, (_, rank) => rank);
  const keys = new Uint32Array(requests);
  for (let at = 0; at < requests; at += 1) {
    if (at > 0 && at % driftEvery === 0) drift(keyOfRank, driftShare, random);
    keys[at] = keyOfRank[rankOf(cumulative, random() * sum)] ?? 0;
  }
  // A third of the values change every 5 to 60 minutes, as prices and forecasts do; the others hardly ever do.
  const changeMs = Float64Array.from({ length: keyCount }, () =>
    random() < 0.33 ? 300_000 + random() * 3_300_000 : Infinity,
  );
  return { keys, keyCount, gapMs, restartEvery, changeMs };
}

function drift(keyOfRank: Uint32Array, share: number, random: () => number): void {
  for (let times = 0; times < keyOfRank.length * share; times += 1) {
    const one = Math.floor(random() * keyOfRank.length);
    const other = Math.floor(random() * keyOfRank.length);
    const key = keyOfRank[one] ?? 0;
    keyOfRank[one] = keyOfRank[other] ?? 0;
    keyOfRank[other] = key;
  }
}

function rankOf(cumulative: Float64Array, target: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 0) < target) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
