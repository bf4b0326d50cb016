import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { assumptions } from './assumptions.ts';
import type { Measurement } from './measurement.ts';
import type { Scenario } from './simulation/scenario.ts';
import { simulate } from './simulation/simulate.ts';
import type { Result } from './simulation/tally.ts';

const DAY_MS = 86_400_000;
/** The outage and ten minutes on both sides: after the burst of routines at the full hour, before the next one. */
const OUTAGE_FROM_MS = assumptions.outage.fromMs - 600_000;
const OUTAGE_UNTIL_MS = assumptions.outage.untilMs + 600_000;
/** Without a limit of the account, to see what would be needed. */
const RAISED = 100_000;

/** What is simulated for one number of homes. */
export interface Step {
  readonly homes: number;
  /** Ordinary days, or the busiest hour of one, at the default quota; and, when that was not enough, without it. */
  readonly days: Result;
  readonly raised: Result | undefined;
  /** Around the outage with breakers of their own, and with those that the table shares. */
  readonly outageAlone: Result;
  readonly outageShared: Result;
}

/** Beyond so many, only the busiest hour is simulated: a day would take an hour. It begins two minutes before the full hour. */
const MOST_FOR_A_DAY = 1_000_000;
const BUSIEST_FROM_MS = 19 * 3_600_000 - 120_000;

/** Few homes are looked at for longer, or chance would say more than the homes. */
export function daysFor(homes: number): number {
  return Math.max(1, Math.min(90, Math.floor(3_000 / homes)));
}

export function simulateStep(homes: number, seed: number, measurement: Measurement): Step {
  const base = { homes, seed, memoryMb: 128, concurrency: assumptions.concurrency, hasTable: true } as const;
  const span =
    homes > MOST_FOR_A_DAY
      ? { fromMs: BUSIEST_FROM_MS, untilMs: BUSIEST_FROM_MS + 3_600_000 }
      : { fromMs: 0, untilMs: daysFor(homes) * DAY_MS };
  const day: Scenario = { ...base, ...span, hasOutage: false };
  const outage: Scenario = { ...base, fromMs: OUTAGE_FROM_MS, untilMs: OUTAGE_UNTIL_MS, hasOutage: true };
  const days = simulate(day, measurement);
  return {
    homes,
    days,
    raised: days.throttled > 0 ? simulate({ ...day, concurrency: RAISED }, measurement) : undefined,
    outageAlone: simulate({ ...outage, hasTable: false, concurrency: RAISED }, measurement),
    outageShared: simulate({ ...outage, concurrency: RAISED }, measurement),
  };
}

/** A run as it is kept beside the code, with what it was made from. */
export interface KeptSimulation {
  readonly seed: number;
  /** Tells whether assumptions or measurement have changed since. */
  readonly madeFrom: string;
  readonly steps: readonly Step[];
}

export function fingerprint(measurement: Measurement): string {
  return createHash('sha256').update(JSON.stringify({ assumptions, measurement })).digest('hex').slice(0, 16);
}

export const SIMULATION_FILE: URL = new URL('results/simulation.json', import.meta.url);

export function readSimulation(): KeptSimulation {
  return JSON.parse(readFileSync(SIMULATION_FILE, 'utf8')) as KeptSimulation;
}
