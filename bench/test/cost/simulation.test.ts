import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assumptions } from '../../src/cost/assumptions.ts';
import { readMeasurement } from '../../src/cost/measurement.ts';
import { fingerprint, readSimulation, simulateStep } from '../../src/cost/scenarios.ts';
import { Arrivals } from '../../src/cost/simulation/arrivals.ts';
import { Environment } from '../../src/cost/simulation/environment.ts';
import { Fleet } from '../../src/cost/simulation/fleet.ts';
import { Latencies } from '../../src/cost/simulation/latencies.ts';
import { Draws } from '../../src/cost/simulation/random.ts';
import type { Scenario } from '../../src/cost/simulation/scenario.ts';
import { simulate } from '../../src/cost/simulation/simulate.ts';

const measurement = readMeasurement();
const HOUR_MS = 3_600_000;
const evening: Scenario = {
  homes: 300,
  seed: 7,
  memoryMb: 128,
  concurrency: 1_000,
  hasTable: true,
  fromMs: 18 * HOUR_MS,
  untilMs: 19 * HOUR_MS,
  hasOutage: false,
};

describe('the simulation', () => {
  it('loses no invocation: each is throttled, answered, asked in vain or refused', () => {
    fc.assert(
      fc.property(
        fc.record({
          homes: fc.integer({ min: 1, max: 3_000 }),
          seed: fc.nat(),
          concurrency: fc.integer({ min: 1, max: 50 }),
          hasTable: fc.boolean(),
          hasOutage: fc.boolean(),
        }),
        (some) => {
          const span = { fromMs: 20 * HOUR_MS, untilMs: 20.4 * HOUR_MS };
          const result = simulate({ ...evening, ...span, ...some }, measurement);
          expect(result.invoked + result.throttled).toBe(result.arrived);
          expect(result.answered + result.failed + result.refused).toBe(result.invoked);
          expect(result.cold).toBe(result.environmentsStarted);
          expect(result.cold).toBeLessThanOrEqual(result.invoked);
          expect(result.connected).toBeLessThanOrEqual(result.answered);
          expect(result.peakConcurrency).toBeLessThanOrEqual(some.concurrency);
          expect(result.billedMs).toBeGreaterThanOrEqual(result.initBilledMs + result.invoked);
          if (!some.hasTable) expect([result.tableReadUnits, result.tableWriteUnits]).toEqual([0, 0]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('gives the same for the same seed, and something else for another', () => {
    const once = simulate(evening, measurement);
    expect(simulate(evening, measurement)).toEqual(once);
    expect(simulate({ ...evening, seed: 8 }, measurement)).not.toEqual(once);
  });

  it('starts cold less often the more homes there are, but for the routines that begin at full hours', () => {
    const shares = [3, 30, 300, 3_000].map((homes) => {
      const span = { fromMs: 18.01 * HOUR_MS, untilMs: 19 * HOUR_MS };
      const { cold, invoked } = simulate({ ...evening, ...span, homes }, measurement);
      return cold / invoked;
    });
    expect(shares).toEqual(shares.toSorted((one, other) => other - one));
  });

  it('throttles what a small quota has no room for, and nothing for a few homes', () => {
    expect(simulate({ ...evening, homes: 3_000, concurrency: 2 }, measurement).throttled).toBeGreaterThan(0);
    expect(simulate({ ...evening, homes: 10 }, measurement).throttled).toBe(0);
  });

  it('never refuses a home that was up all the time, as every home has a breaker of its own', () => {
    const busy = simulate({ ...evening, homes: 200, concurrency: 1 }, measurement);
    expect(busy.failed).toBeGreaterThan(0);
    expect(busy.refusedThoughUp).toBe(0);
  });

  it('opens breakers where one environment sees the failures of a home, and hardly where they are spread over many', () => {
    const days = { ...evening, homes: 100, fromMs: 0, untilMs: 10 * 24 * HOUR_MS, hasTable: false };
    const few = simulate({ ...days, concurrency: 2 }, measurement);
    const many = simulate(days, measurement);
    expect(few.opened).toBeGreaterThan(0);
    expect(few.refused).toBeGreaterThan(0);
    // The first takes five failures.
    expect(few.failed).toBeGreaterThan(few.opened + 3);
    expect(many.opened / many.failed).toBeLessThan(few.opened / few.failed);
  });
});

describe('arrivals', () => {
  it('are as many a day as the assumptions make, and in order within a second', () => {
    const homes = 2_000;
    const arrivals = new Arrivals(homes, new Draws(3));
    let count = 0;
    let misplaced = 0;
    for (let second = 0; second < 86_400; second += 1) {
      const found = arrivals.take(second);
      count += found.length;
      misplaced += found.filter(
        ({ atMs, home }, at) =>
          Math.floor(atMs / 1_000) !== second || home >= homes || atMs < (found[at - 1]?.atMs ?? 0),
      ).length;
    }
    count += arrivals.pending();
    expect(misplaced).toBe(0);
    // 77.1 a home; openings of the app come in twelves, which widens the spread.
    expect(Math.abs(count / homes - 77.1)).toBeLessThan(1.5);
  });
});

describe('the fleet', () => {
  it('reuses the environment that was used last, and ends what is idle for too long', () => {
    const fleet = new Fleet(10, new Draws(1));
    const first = fleet.take(0) as Environment;
    const second = fleet.take(0) as Environment;
    fleet.occupy(first, 100);
    fleet.occupy(second, 200);
    expect(fleet.take(250)).toBe(second);
    fleet.occupy(second, 300);
    fleet.expire(100 + assumptions.idleMs);
    expect(fleet.alive).toBe(1);
    expect(fleet.take(100 + assumptions.idleMs)).toBe(second);
  });

  it('starts a thousand at once and then a hundred a second', () => {
    const fleet = new Fleet(5_000, new Draws(1));
    const startMany = (nowMs: number) => {
      let started = 0;
      for (let asked = 0; asked < 3_000; asked += 1) {
        const environment = fleet.take(nowMs);
        if (environment === undefined) continue;
        fleet.occupy(environment, 1e9);
        started += 1;
      }
      return started;
    };
    expect([startMany(0), startMany(1_000), startMany(11_000)]).toEqual([1_000, 100, 1_000]);
  });

  it('frees environments in the order in which they end', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 60 }), (ends) => {
        const fleet = new Fleet(100, new Draws(1));
        for (const end of ends) fleet.occupy(fleet.take(0) as Environment, end);
        for (const nowMs of [0, 100, 500, 1_000]) {
          fleet.expire(nowMs);
          expect(fleet.busy).toBe(ends.filter((end) => end > nowMs).length);
        }
        expect(fleet.alive).toBe(ends.length);
      }),
    );
  });
});

describe('an environment', () => {
  it('keeps the connections of 32 homes for a minute and the breakers of a hundred', () => {
    const environment = new Environment(0, 1e9);
    for (let home = 0; home < 33; home += 1) expect(environment.connects(home, 0)).toBe(true);
    expect(environment.connects(32, 1)).toBe(false);
    expect(environment.connects(0, 1)).toBe(true);
    expect(environment.connects(32, 70_000)).toBe(true);
    environment.open(environment.breakerOf(0), 1);
    for (let home = 1; home <= 150; home += 1) environment.breakerOf(home);
    expect(environment.breakers).toBe(100);
    expect(environment.openUntilMs(environment.breakerOf(0))).toBe(1);
    // Not remembered any more: closed, and nothing known of it.
    const anew = environment.breakerOf(1);
    expect([environment.openUntilMs(anew), environment.failures[anew]]).toEqual([0, 0]);
  });
});

describe('latencies', () => {
  it('are known to two per cent', () => {
    const latencies = new Latencies();
    for (let ms = 1; ms <= 1_000; ms += 1) latencies.add(ms);
    expect(Math.abs(latencies.at(0.5) / 500 - 1)).toBeLessThan(0.03);
    expect(Math.abs(latencies.at(0.99) / 990 - 1)).toBeLessThan(0.03);
    expect(new Latencies().at(0.5)).toBeNaN();
  });
});

describe('the simulation that is kept beside the code', () => {
  const kept = readSimulation();

  it('was made from the measurement and the assumptions of today (simulate.ts --keep)', () => {
    expect(kept.madeFrom).toBe(fingerprint(measurement));
    expect(kept.steps.map(({ homes }) => homes)).toEqual([1, 100, 10_000, 1_000_000]);
  });

  it.each([1, 100, 10_000])(
    'is what the code gives now for %d homes',
    (homes) => {
      const step = kept.steps.find((one) => one.homes === homes);
      expect(JSON.parse(JSON.stringify(simulateStep(homes, kept.seed, measurement)))).toEqual(step);
    },
    180_000,
  );
});
