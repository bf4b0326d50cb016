import { spreadOf } from '../../measure/spread.ts';
import { beladyHitRate } from '../../replay/belady.ts';
import { Source } from '../../replay/source.ts';
import { bento, own, plainLru, type System, type SystemOptions } from '../../replay/systems.ts';
import { createTrace, type Trace } from '../../replay/trace.ts';
import type { Question, Row, Side, Table } from '../../result.ts';

/** The default of the cache. */
const TTL_MS = 300_000;
const MAX_BYTES = 1024 * 1024;
/** What an entry of this trace takes, by the estimate of the cache: so all caches hold equally many. */
const ENTRY_BYTES = 710;
const PRELOADED = 500;
/** How many requests after a cold start are looked at by themselves. */
const COLD_REQUESTS = 500;
const MAX_TTL_FACTOR = 12;

interface Replayed {
  readonly name: string;
  readonly side: Side;
  readonly hitRate: number;
  readonly memoryRate?: number | undefined;
  /** Share of the first requests after a cold start that memory answered. */
  readonly coldRate?: number | undefined;
  /** Share of answers that were no longer true. */
  readonly outdatedRate?: number | undefined;
}

let nowMs = 0;

/**
 * Replays one skewed trace through several caches, in simulated time, with cold starts in between. Nothing is measured with a
 * clock, so the figures are the same in every run.
 */
export const question: Question = {
  title: 'What a cache saves',
  peers: ['lru-cache', 'bentocache'],
  async ask({ quick }) {
    const trace = createTrace({
      requests: quick ? 20_000 : 300_000,
      keyCount: quick ? 1_000 : 5_000,
      skew: 1.1,
      gapMs: 20,
      restartEvery: quick ? 5_000 : 30_000,
      driftEvery: quick ? 4_000 : 25_000,
      driftShare: 0.02,
      seed: 7,
    });
    const clock = { now: () => nowMs, elapsed: () => nowMs, after: () => () => {} };
    // Bentocache has no other door for time.
    Date.now = () => nowMs;
    const maxEntries = Math.floor(MAX_BYTES / ENTRY_BYTES);
    const limits = { clock, ttlMs: TTL_MS, maxBytes: MAX_BYTES, maxEntries };
    const rows: Replayed[] = [];
    for (const [side, create] of contenders) {
      nowMs = 0;
      const source = new Source(trace, clock.now);
      rows.push({ side, ...(await replay(trace, create({ ...limits, source }), source)) });
    }
    const optima = [
      { name: 'Belady: same memory, same TTL, cold starts', ttlMs: TTL_MS, restarts: true },
      { name: 'Belady: same memory, no expiry, no cold starts', ttlMs: Infinity, restarts: false },
    ].map(({ name, ...rules }) => ({
      name,
      side: 'floor' as const,
      hitRate: beladyHitRate(trace, { capacity: maxEntries, ...rules }),
    }));
    const best = Math.max(...rows.map(({ hitRate }) => hitRate));
    const goal = Math.min(0.9, (optima.at(-1)?.hitRate ?? 0) - 0.05);
    if (!quick && best < goal)
      throw new Error(`The best is ${best}; the goal is 90 % or the optimum less 5 points, ${goal}.`);
    const { keys, keyCount, restartEvery } = trace;
    const starts = Math.ceil(keys.length / restartEvery);
    const about = `${keys.length} requests for ${keyCount} keys, ${starts} cold starts, room for ${maxEntries} entries.`;
    return {
      tables: [
        tableOf(
          'replay-hits',
          'Requests that a cache answered',
          'more',
          [...rows, ...optima],
          ({ hitRate }) => hitRate,
          about,
        ),
        tableOf(
          'replay-cold',
          `Answered from memory, of the first ${COLD_REQUESTS} requests after a cold start`,
          'more',
          rows,
          ({ coldRate }) => coldRate,
        ),
        tableOf(
          'replay-outdated',
          'Answers that were no longer true',
          'less',
          rows,
          ({ outdatedRate }) => outdatedRate,
        ),
      ],
    };
  },
};

const contenders: readonly (readonly [Side, (options: SystemOptions) => System])[] = [
  ['peer', plainLru],
  ['peer', (options) => bento(options, undefined)],
  ['peer', (options) => bento(options, new Map())],
  ['ours', (options) => own('hearthgate, memory', options, {})],
  ['ours', (options) => own('hearthgate, memory, adaptive TTL', options, { maxTtlFactor: MAX_TTL_FACTOR })],
  ['ours', (options) => own('hearthgate, store', options, { outside: new Map() })],
  ['ours', (options) => own('hearthgate, store, preload', options, { outside: new Map(), preload: PRELOADED })],
  [
    'ours',
    (options) => own('hearthgate, store, adaptive TTL', options, { outside: new Map(), maxTtlFactor: MAX_TTL_FACTOR }),
  ],
  [
    'ours',
    (options) =>
      own('hearthgate, store, adaptive TTL, preload', options, {
        outside: new Map(),
        maxTtlFactor: MAX_TTL_FACTOR,
        preload: PRELOADED,
      }),
  ],
];

function tableOf(
  id: string,
  title: string,
  better: Table['better'],
  replayed: readonly Replayed[],
  rateOf: (one: Replayed) => number | undefined,
  note?: string,
): Table {
  const known = replayed.flatMap((one) => {
    const rate = rateOf(one);
    return rate === undefined ? [] : [{ ...one, rate }];
  });
  const [first] = known;
  const rows = known.map(
    ({ name, side, rate }): Row => ({
      name,
      side,
      value: spreadOf([100 * rate]),
      ratio: first && first.rate > 0 ? spreadOf([rate / first.rate]) : undefined,
    }),
  );
  return { id, title, unit: '%', better, reference: first?.name ?? '', rows, note };
}

async function replay(
  { keys, gapMs, restartEvery }: Trace,
  system: System,
  source: Source,
): Promise<Omit<Replayed, 'side'>> {
  let outdated = 0;
  let misses = 0;
  let coldHits = 0;
  let coldRequests = 0;
  for (let at = 0; at < keys.length; at += 1) {
    nowMs = at * gapMs;
    if (at > 0 && at % restartEvery === 0) await system.restart();
    const key = keys[at] ?? 0;
    const before = source.calls;
    const isCold = at >= restartEvery && at % restartEvery < COLD_REQUESTS;
    // Statistics drop what has expired, so they are read only where they are needed.
    const memoryHitsBefore = isCold ? (system.memoryHits?.() ?? 0) : 0;
    if ((await system.ask(key)) !== source.truth(key)) outdated += 1;
    if (source.calls > before) misses += 1;
    if (!isCold) continue;
    coldRequests += 1;
    coldHits += (system.memoryHits?.() ?? 0) - memoryHitsBefore;
  }
  return {
    name: system.name,
    hitRate: 1 - misses / keys.length,
    memoryRate: system.memoryHits && system.memoryHits() / keys.length,
    coldRate: system.memoryHits && coldHits / coldRequests,
    outdatedRate: outdated / keys.length,
  };
}
