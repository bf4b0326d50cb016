import { parseArgs } from 'node:util';
import { type CircuitBreakerPorts, createCircuitBreakerGateway } from '@hearthgate/circuit-breaker';
import { createEnvironment } from '@hearthgate/kernel';
import { seededRandom, VirtualTime } from './virtual-time.ts';

// Many execution environments call one backend that fails for a while: how many calls still reach it when each has a
// breaker of its own, and when their breakers share what they know through an external cache tier.
//
//   node src/breaker-sharing.ts [--quick] [--seed 1] [--environments 200]
//
// Time is virtual and everything is drawn from the seed, so a run can be repeated; the breakers are the real ones.

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

const { quick, seed, environments } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    environments: { type: 'string', default: `${ENVIRONMENTS}` },
  },
}).values;

const traffics: readonly Traffic[] = [
  { name: 'busy', betweenMs: 500 },
  { name: 'steady', betweenMs: 5_000 },
  { name: 'sparse', betweenMs: 30_000 },
];
const outage: Outage = quick
  ? { fromMs: 20_000, untilMs: 80_000, endMs: 130_000 }
  : { fromMs: 60_000, untilMs: 360_000, endMs: 480_000 };

const lasts = (outage.untilMs - outage.fromMs) / 1_000;
console.log(`${environments} environments, a backend that fails for ${lasts} s; a breaker opens after`);
console.log(`${FAILURE_THRESHOLD} failures in a row for ${OPEN_MS / 1_000} s. Seed ${seed}.\n`);
const columns = ['asked', 'reached', 'share', 'refused after', 'until', 'reads', 'writes'];
console.log(`${'traffic'.padEnd(26)}${'breakers'.padEnd(10)}${columns.map((name) => name.padStart(14)).join('')}`);
let worse = 0;
for (const traffic of traffics) {
  const reached: Partial<Record<Breakers, number>> = {};
  for (const breakers of ['none', 'own', 'shared'] as const) {
    const tally = await simulate(breakers, traffic, outage, Number(environments), Number(seed));
    reached[breakers] = tally.reached;
    const figures = [
      `${tally.asked}`,
      `${tally.reached}`,
      `${((100 * tally.reached) / tally.asked).toFixed(2)} %`,
      `${tally.refusedAfter}`,
      `${(tally.lastRefusedMs / 1_000).toFixed(1)} s`,
      `${tally.storeReads}`,
      `${tally.storeWrites}`,
    ].map((figure) => figure.padStart(14));
    const name = `${traffic.name}, a call in ${traffic.betweenMs / 1_000} s`;
    console.log(`${name.padEnd(26)}${breakers.padEnd(10)}${figures.join('')}`);
  }
  if ((reached.shared ?? Infinity) > (reached.own ?? 0)) worse += 1;
}
console.log(
  '\nasked, reached: calls during the outage, and those of them that reached the backend. refused after, until:',
);
console.log(
  'calls that were refused although the backend worked again, and for how long. reads, writes: of the store.',
);
process.exitCode = worse > 0 ? 1 : 0;
