import type { Fleet } from './fleet.ts';
import type { Latencies } from './latencies.ts';
import type { Scenario } from './scenario.ts';

/** Counts of a run. */
export interface Tally {
  arrived: number;
  throttled: number;
  throttledReports: number;
  invoked: number;
  cold: number;
  answered: number;
  /** The home was asked and is down. */
  failed: number;
  /** The breaker was open, so that it was not asked; and of these, how many homes were up. */
  refused: number;
  refusedThoughUp: number;
  /** Breakers that opened or stayed open after a probe, and that took it from the table. */
  opened: number;
  learned: number;
  connected: number;
  late: number;
  billedMs: number;
  initBilledMs: number;
  busyMs: number;
  logBytes: number;
  bytesOut: number;
  tableReadUnits: number;
  tableWriteUnits: number;
  inOutage: number;
  busiestSecond: number;
}

export interface Result extends Tally {
  readonly scenario: Scenario;
  readonly environmentsStarted: number;
  readonly peakConcurrency: number;
  readonly meanConcurrency: number;
  readonly peakEnvironments: number;
  readonly mostBreakers: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Of homes that are up, while the ISP of others fails. */
  readonly outageP95Ms: number;
}

export function createTally(): Tally {
  return {
    arrived: 0,
    throttled: 0,
    throttledReports: 0,
    invoked: 0,
    cold: 0,
    answered: 0,
    failed: 0,
    refused: 0,
    refusedThoughUp: 0,
    opened: 0,
    learned: 0,
    connected: 0,
    late: 0,
    billedMs: 0,
    initBilledMs: 0,
    busyMs: 0,
    logBytes: 0,
    bytesOut: 0,
    tableReadUnits: 0,
    tableWriteUnits: 0,
    inOutage: 0,
    busiestSecond: 0,
  };
}

export function resultOf(
  scenario: Scenario,
  tally: Tally,
  fleet: Fleet,
  latencies: Latencies,
  inOutage: Latencies,
): Result {
  const lastedMs = scenario.untilMs - scenario.fromMs;
  const outageP95Ms = inOutage.at(0.95);
  return {
    ...tally,
    scenario,
    busyMs: Math.round(tally.busyMs),
    environmentsStarted: fleet.started,
    peakConcurrency: fleet.peakBusy,
    meanConcurrency: Number((tally.busyMs / lastedMs).toPrecision(4)),
    peakEnvironments: fleet.peakAlive,
    mostBreakers: fleet.mostBreakers,
    p50Ms: latencies.at(0.5),
    p95Ms: latencies.at(0.95),
    p99Ms: latencies.at(0.99),
    outageP95Ms: Number.isNaN(outageP95Ms) ? 0 : outageP95Ms,
  };
}
