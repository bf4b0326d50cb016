import { assumptions } from '../assumptions.ts';
import { answered, billedMs, bytesOutOf, logBytesOf, spentMs, stretchedMs } from '../durations.ts';
import type { Kind, Measurement, TableUseMeasured } from '../measurement.ts';
import { Arrivals, DISCOVERY, REPORT } from './arrivals.ts';
import type { Environment } from './environment.ts';
import { Fleet } from './fleet.ts';
import { Latencies } from './latencies.ts';
import { Draws } from './random.ts';
import type { Scenario } from './scenario.ts';
import { createTally, type Result, resultOf, type Tally } from './tally.ts';

const TABLE_RECORD_MS = 30_000;

type TableUse = 'start' | 'old' | 'aging' | 'record' | 'discovery' | 'claim' | 'opened' | 'failedProbe' | 'closed';

/** Units of the table by moment: of the stretches that were measured, what each adds to those before it. */
function tableUnitsOf({ table }: Measurement): Readonly<Record<TableUse, TableUseMeasured>> {
  const less = (one: TableUseMeasured, other: TableUseMeasured): TableUseMeasured => ({
    readUnits: Math.max(0, one.readUnits - other.readUnits),
    writeUnits: Math.max(0, one.writeUnits - other.writeUnits),
  });
  // Before a probe, others are asked and told.
  const claim = { readUnits: 1, writeUnits: 1 };
  return {
    start: less(table.first, table.old),
    old: table.old,
    aging: table.aging,
    record: table.record,
    discovery: table.discovery,
    claim,
    opened: table.opening,
    failedProbe: less(table.failedProbe, claim),
    closed: less(table.closing, claim),
  };
}

/** One function and its homes over a stretch of time, invocation by invocation; the same seed gives the same result. */
export function simulate(scenario: Scenario, measurement: Measurement): Result {
  const run = new Run(scenario, measurement);
  for (let second = scenario.fromMs / 1_000; second < scenario.untilMs / 1_000; second += 1) run.second(second);
  return run.result();
}

class Run {
  readonly #scenario: Scenario;
  readonly #draws: Draws;
  readonly #arrivals: Arrivals;
  readonly #fleet: Fleet;
  readonly #tally: Tally = createTally();
  readonly #latencies = new Latencies();
  /** Of homes that are not down, while some are. */
  readonly #inOutage = new Latencies();
  readonly #shared = new Map<number, number>();
  readonly #handshakeMs: number;
  readonly #costs: Readonly<
    Record<Kind, { readonly ms: number; readonly logBytes: number; readonly bytesOut: number }>
  >;
  readonly #coldExtraMs: number;
  readonly #initMs: number;
  readonly #tableUnits: Readonly<Record<TableUse, TableUseMeasured>>;

  constructor(scenario: Scenario, measurement: Measurement) {
    const { memoryMb } = scenario;
    this.#scenario = scenario;
    this.#draws = new Draws(scenario.seed);
    this.#arrivals = new Arrivals(scenario.homes, this.#draws);
    this.#fleet = new Fleet(scenario.concurrency, this.#draws);
    // Where it is only a part of an invocation, nothing of the share is left over for it.
    this.#handshakeMs = 2 * assumptions.roundTripMs + stretchedMs(measurement.handshakeCpuMs, memoryMb);
    const costOf = (kind: Kind) => ({
      ms: spentMs(measurement.kinds[kind].warm, memoryMb),
      logBytes: logBytesOf(measurement, kind),
      bytesOut: bytesOutOf(measurement, kind),
    });
    this.#costs = {
      control: costOf('control'),
      report: costOf('report'),
      discovery: costOf('discovery'),
      skill: costOf('skill'),
      down: costOf('down'),
      open: costOf('open'),
    };
    this.#coldExtraMs = Math.max(0, spentMs(measurement.first, memoryMb) - this.#costs.control.ms);
    this.#initMs = measurement.init.fullMs;
    this.#tableUnits = tableUnitsOf(measurement);
  }

  second(second: number): void {
    const arrivals = this.#arrivals.take(second);
    this.#fleet.expire(second * 1_000);
    for (const { atMs, home, kind } of arrivals) this.#invoke(atMs, home, kind);
    this.#tally.arrived += arrivals.length;
    this.#tally.busiestSecond = Math.max(this.#tally.busiestSecond, arrivals.length);
  }

  result(): Result {
    return resultOf(this.#scenario, this.#tally, this.#fleet, this.#latencies, this.#inOutage);
  }

  #invoke(nowMs: number, home: number, kindIndex: number): void {
    const tally = this.#tally;
    const environment = this.#fleet.take(nowMs);
    if (environment === undefined) {
      tally.throttled += 1;
      if (kindIndex === REPORT) tally.throttledReports += 1;
      return;
    }
    const isCold = environment.isFresh;
    environment.isFresh = false;
    if (isCold) this.#useTable('start');
    const startMs = isCold ? assumptions.placementMs + this.#initMs : 0;
    const wouldRunMs = this.#answer(environment, nowMs + startMs, home, kindIndex, isCold);
    const ranMs = Math.min(wouldRunMs, assumptions.answersWithinMs);
    tally.invoked += 1;
    tally.billedMs += billedMs(ranMs);
    if (isCold) {
      tally.cold += 1;
      tally.billedMs += billedMs(this.#initMs);
      tally.initBilledMs += billedMs(this.#initMs);
      tally.logBytes += assumptions.platformInitBytes;
    }
    tally.busyMs += startMs + ranMs;
    if (startMs + ranMs > assumptions.alexaLimitMs) tally.late += 1;
    this.#latencies.add(startMs + ranMs);
    this.#fleet.occupy(environment, nowMs + startMs + ranMs);
    if (this.#isOutage(nowMs)) this.#noteOutage(nowMs, home, startMs + ranMs);
  }

  /** How long the invocation takes; leaves behind what the environment learns from it. */
  #answer(environment: Environment, nowMs: number, home: number, kindIndex: number, isCold: boolean): number {
    const tally = this.#tally;
    const breaker = environment.breakerOf(home);
    const tableMs = this.#scenario.hasTable ? this.#look(environment, breaker, home, nowMs) : 0;
    const coldMs = isCold ? this.#coldExtraMs : 0;
    const kind = answered[kindIndex] as (typeof answered)[number];
    if (environment.openUntilMs(breaker) > nowMs) {
      tally.refused += 1;
      if (!this.#isDown(home, nowMs)) tally.refusedThoughUp += 1;
      return this.#count('open') + tableMs + coldMs;
    }
    if (this.#isDown(home, nowMs)) {
      tally.failed += 1;
      this.#fail(environment, breaker, home, nowMs);
      const isSilent = this.#isOutageOf(home, nowMs) || home % 2 === 1 || this.#scenario.homes === 1;
      const waitMs = isSilent ? assumptions.silentMs : 2 * assumptions.roundTripMs;
      return this.#count('down') + waitMs + tableMs + coldMs;
    }
    if (environment.openUntilMs(breaker) > 0) {
      environment.close(breaker);
      this.#shared.delete(home);
      this.#useTable('closed');
    }
    environment.failures[breaker] = 0;
    tally.answered += 1;
    // The handshake of the first connection is in what the first invocation takes; the way there and back is not.
    const isNew = environment.connects(home, nowMs);
    if (isNew) tally.connected += 1;
    const connectMs = isNew ? (isCold ? 2 * assumptions.roundTripMs : this.#handshakeMs) : 0;
    if (kindIndex === DISCOVERY && this.#scenario.hasTable) this.#useTable('discovery');
    return this.#count(kind) + this.#draws.logNormal(assumptions.wait[kind]) + connectMs + tableMs + coldMs;
  }

  /** What the function itself takes, with its share in the log and on the line. */
  #count(kind: Kind): number {
    const { ms, logBytes, bytesOut } = this.#costs[kind];
    this.#tally.logBytes += logBytes;
    this.#tally.bytesOut += bytesOut;
    return ms;
  }

  /** Asks the table what others know of the breaker: before the call after ten seconds, beside it after five. */
  #look(environment: Environment, breaker: number, home: number, nowMs: number): number {
    if (nowMs - environment.recordedAtMs >= TABLE_RECORD_MS) {
      environment.recordedAtMs = nowMs;
      this.#useTable('record');
    }
    const { refreshMs } = assumptions.breaker;
    const ageMs = nowMs - (environment.lookedAtMs[breaker] as number);
    const ownUntilMs = environment.openUntilMs(breaker);
    const isProbe = ownUntilMs > 0 && ownUntilMs <= nowMs;
    if (!isProbe && (ownUntilMs > nowMs || ageMs < refreshMs)) return 0;
    environment.lookedAtMs[breaker] = nowMs;
    this.#useTable(isProbe ? 'claim' : ageMs < 2 * refreshMs ? 'aging' : 'old');
    const openUntilMs = this.#shared.get(home) ?? 0;
    if (openUntilMs > nowMs) {
      environment.open(breaker, openUntilMs);
      this.#tally.learned += 1;
    }
    return isProbe || ageMs >= 2 * refreshMs ? assumptions.tableMs : 0;
  }

  #fail(environment: Environment, breaker: number, home: number, nowMs: number): void {
    const { threshold, openMs } = assumptions.breaker;
    const wasOpen = environment.openUntilMs(breaker) > 0;
    const failures = (environment.failures[breaker] as number) + 1;
    environment.failures[breaker] = failures;
    if (!wasOpen && failures < threshold) return;
    const openUntilMs = nowMs + openMs;
    environment.open(breaker, openUntilMs);
    this.#tally.opened += 1;
    if (this.#scenario.hasTable) this.#shared.set(home, openUntilMs);
    this.#useTable(wasOpen ? 'failedProbe' : 'opened');
  }

  #useTable(moment: TableUse): void {
    if (!this.#scenario.hasTable) return;
    this.#tally.tableReadUnits += this.#tableUnits[moment].readUnits;
    this.#tally.tableWriteUnits += this.#tableUnits[moment].writeUnits;
  }

  #isOutage(nowMs: number): boolean {
    const { fromMs, untilMs } = assumptions.outage;
    return this.#scenario.hasOutage && nowMs >= fromMs && nowMs < untilMs;
  }

  /** Spread over all homes, so that it has nothing to do with who is down all day. */
  #isOutageOf(home: number, nowMs: number): boolean {
    if (!this.#isOutage(nowMs)) return false;
    return this.#scenario.homes === 1 || (home * 0.618_033_988_749) % 1 < assumptions.outage.share;
  }

  #isDown(home: number, nowMs: number): boolean {
    return home < Math.floor(this.#scenario.homes * assumptions.down) || this.#isOutageOf(home, nowMs);
  }

  #noteOutage(nowMs: number, home: number, ms: number): void {
    this.#tally.inOutage += 1;
    if (!this.#isDown(home, nowMs)) this.#inOutage.add(ms);
  }
}
