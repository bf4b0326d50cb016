import { type CircuitBreakerPorts, createCircuitBreakerGateway } from '@hearthgate/circuit-breaker';
import { createEnvironment } from '@hearthgate/kernel';
import { spreadOf } from '../../measure/spread.ts';
import type { Question, Row, Table } from '../../result.ts';
import { seededRandom, VirtualTime } from '../../virtual-time.ts';

const ENVIRONMENTS = 200;
const BACKEND_MS = 40;
/** One read or write of the external tier. */
const STORE_MS = 4;
const OPEN_MS = 30_000;
const FAILURE_THRESHOLD = 5;

type Breakers = 'none' | 'own' | 'shared';

interface Traffic {
  readonly name: string;
  /** Mean milliseconds between the calls of one environment, which come at random (a Poisson process). */
  readonly betweenMs: number;
}

interface Outage {
  readonly fromMs: number;
  readonly untilMs: number;
  /** When the simulation ends. */
  readonly endMs: number;
}

interface Tally {
  /** Calls asked for during the outage, and those that reached the backend. */
  asked: number;
  reached: number;
  /** Calls refused although the backend worked again, and the moment of the last one after the end of the outage. */
  refusedAfter: number;
  lastRefusedMs: number;
  storeReads: number;
  storeWrites: number;
}

/** The external tier: one store for all environments, with a latency. */
function createStore(time: VirtualTime, tally: Tally): CircuitBreakerPorts['cache'] {
  const entries = new Map<string, { readonly value: unknown; readonly expiresAtMs: number }>();
  return {
    async get<Value>({ key }: { readonly key: string }) {
      tally.storeReads += 1;
      await time.wait(STORE_MS);
      const entry = entries.get(key);
      if (entry === undefined || entry.expiresAtMs <= time.now()) return undefined;
      return { key, value: entry.value as Value, storedAtMs: 0, tags: [] };
    },
    async set({ key, value, ttlMs = Infinity }) {
      tally.storeWrites += 1;
      await time.wait(STORE_MS);
      entries.set(key, { value: structuredClone(value), expiresAtMs: time.now() + ttlMs });
    },
    async delete({ key }) {
      tally.storeWrites += 1;
      await time.wait(STORE_MS);
      return entries.delete(key);
    },
  };
}

async function simulate(
  breakers: Breakers,
  { betweenMs }: Traffic,
  { fromMs, untilMs, endMs }: Outage,
  environments: number,
  seed: number,
): Promise<Tally> {
  const time = new VirtualTime();
  const arrivals = seededRandom(seed);
  const tally: Tally = { asked: 0, reached: 0, refusedAfter: 0, lastRefusedMs: 0, storeReads: 0, storeWrites: 0 };
  const cache = createStore(time, tally);
  const isDown = () => time.now() >= fromMs && time.now() < untilMs;

  const backend = async (): Promise<void> => {
    const fails = isDown();
    if (fails) tally.reached += 1;
    await time.wait(BACKEND_MS);
    if (fails) throw new Error('The backend is down.');
  };

  for (let number = 0; number < environments; number += 1) {
    const { operations } = createCircuitBreakerGateway(
      { failureThreshold: FAILURE_THRESHOLD, openMs: OPEN_MS, sharing: breakers === 'shared' ? {} : false },
      { peers: { cache }, environment: createEnvironment({ clock: time, random: seededRandom(seed + number + 1) }) },
    );
    const call = async (): Promise<void> => {
      if (isDown()) tally.asked += 1;
      try {
        await (breakers === 'none' ? backend() : operations.call({ name: 'backend', run: backend }));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error) || time.now() < untilMs) return;
        tally.refusedAfter += 1;
        tally.lastRefusedMs = time.now() - untilMs;
      }
    };
    const next = () => {
      time.after(-Math.log(1 - arrivals()) * betweenMs, () => {
        void call();
        next();
      });
    };
    next();
  }
  await time.runUntil(endMs);
  return tally;
}

const SEED = 1;

const traffics: readonly Traffic[] = [
  { name: 'busy', betweenMs: 500 },
  { name: 'steady', betweenMs: 5_000 },
  { name: 'sparse', betweenMs: 30_000 },
];

/**
 * Many execution environments call one backend that fails for a while: how many calls still reach it when each has a breaker
 * of its own, and when their breakers share what they know through an external cache tier. Time is virtual and everything is
 * drawn from a seed, so the figures are the same in every run; the breakers are the real ones.
 */
export const question: Question = {
  title: 'What shared breakers save',
  async ask({ quick }) {
    const outage: Outage = quick
      ? { fromMs: 20_000, untilMs: 80_000, endMs: 130_000 }
      : { fromMs: 60_000, untilMs: 360_000, endMs: 480_000 };
    const tables: Table[] = [];
    for (const traffic of traffics) tables.push(await tableOf(traffic, outage));
    return { tables };
  },
};

async function tableOf(traffic: Traffic, outage: Outage): Promise<Table> {
  const rows: Row[] = [];
  const notes: string[] = [];
  let alone = Number.NaN;
  for (const breakers of ['none', 'own', 'shared'] as const) {
    const { asked, reached, refusedAfter, lastRefusedMs, storeReads, storeWrites } = await simulate(
      breakers,
      traffic,
      outage,
      ENVIRONMENTS,
      SEED,
    );
    if (breakers === 'own') alone = reached;
    const isWorse = breakers === 'shared' && reached > alone;
    rows.push({
      name: breakers,
      side: breakers === 'none' ? 'floor' : 'ours',
      value: spreadOf([reached]),
      ratio: spreadOf([reached / asked]),
      error: isWorse ? 'more calls reached the backend than with breakers of their own' : undefined,
    });
    const store = storeReads === 0 ? '' : `, ${storeReads} reads and ${storeWrites} writes of the store`;
    const late = `${refusedAfter} refused up to ${(lastRefusedMs / 1_000).toFixed(1)} s after it worked again`;
    if (breakers !== 'none') notes.push(`${breakers}: ${late}${store}`);
  }
  return {
    id: `sharing-${traffic.name}`,
    title: `Calls that reach a backend that fails for ${(outage.untilMs - outage.fromMs) / 1_000} s, ${ENVIRONMENTS} environments, each with a call in ${traffic.betweenMs / 1_000} s`,
    unit: 'calls',
    better: 'less',
    reference: 'none',
    rows,
    note: `${notes.join('; ')}.`,
  };
}
