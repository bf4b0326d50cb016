import {
  type BreakerSummary,
  type FunctionHealthReport,
  type GatewayStatus,
  type HealthCheckItem,
  matrixCells,
} from '@hearthgate/contracts';
import type { Environment } from '@hearthgate/kernel';
import type { LambdaPorts } from '../ports.ts';
import { attempt } from '../serving/attempt.ts';
import type { Tally } from '../serving/tally.ts';
import { checkRoutes, healthReport } from './checks.ts';
import { deductionsOf, notSpokenFor, scoreOf } from './score.ts';

/** What this gateway may not ask for itself, as functions of the composition root. */
export interface HealthOptions {
  /** States of circuit breakers. Default: none. */
  readonly breakers?: (() => readonly BreakerSummary[]) | undefined;
  /** States of gateways, your own included. Default: those of cache, singleton and logging that metrics know of. */
  readonly statuses?: (() => readonly GatewayStatus[]) | undefined;
  /** Checks of your own, such as of what the function stands in front of. Default: none. */
  readonly checks?: (() => readonly HealthCheckItem[] | Promise<readonly HealthCheckItem[]>) | undefined;
}

export interface HealthParts {
  readonly environment: Environment;
  readonly tally: Tally;
  readonly routes: readonly string[];
  readonly options: HealthOptions;
}

/** How the whole function is doing. A part that cannot be had is left out; the report is there all the same. */
export async function reportHealth(parts: HealthParts, peers: LambdaPorts): Promise<FunctionHealthReport> {
  const { environment, tally, routes, options } = parts;
  const breakers = (attempt(() => options.breakers?.()) ?? []).map(({ name, state }) => ({ name, state }));
  const metrics = attempt(() => peers.metrics.getHealthMetrics());
  const statuses = statusesOf(attempt(() => options.statuses?.()) ?? [], metrics?.impaired ?? []);
  const protection = metrics?.protection ?? 'none';
  const memory = attempt(() => peers.initialization.memoryStatus()) ?? ownMemory();
  const own = [checkRoutes(routes), tally.check()];
  const checks = await checksOfStart(peers);
  const given = await checksOf(options);
  const ofGateways = [...breakers.flatMap(checkBreaker), ...notSpokenFor(statuses).flatMap(checkGateway)];
  const all = [...checks, ...own, ...ofGateways, ...given];
  const { errorRate, durations, startup } = tally;
  const { p95Ms } = durations;
  const hasRoutes = routes.length > 0;
  const facts = { startup, memory, errorRate, p95Ms, breakers, statuses, checks: given, protection, hasRoutes };
  const deductions = deductionsOf(facts);
  return {
    ...healthReport(all),
    score: scoreOf(deductions),
    deductions,
    memory,
    cacheHitRate: metrics?.cacheHitRate,
    utilization: utilizationOf(environment),
    errorRate,
    ...durations,
    breakers,
    gateways: Object.fromEntries(statuses.map(({ gateway, state }) => [gateway, state])),
    protection,
    startup,
  };
}

/** What the composition root was asked for, and what metrics know of gateways that it does not tell of. */
function statusesOf(told: readonly GatewayStatus[], known: readonly GatewayStatus[]): readonly GatewayStatus[] {
  return [...told, ...known.filter(({ gateway }) => told.every((one) => one.gateway !== gateway))];
}

/** A check that fails is itself what is told. */
async function checksOf({ checks }: HealthOptions): Promise<readonly HealthCheckItem[]> {
  try {
    return (await checks?.()) ?? [];
  } catch {
    return [{ name: 'checks', state: 'unhealthy', detail: 'The checks of this function failed themselves.' }];
  }
}

async function checksOfStart({ initialization }: LambdaPorts): Promise<readonly HealthCheckItem[]> {
  try {
    return (await initialization.healthCheck()).checks;
  } catch {
    return [{ name: 'initialization', state: 'degraded', detail: 'It did not say how it does.' }];
  }
}

function checkBreaker({ name, state }: BreakerSummary): readonly HealthCheckItem[] {
  if (state === 'closed') return [];
  return [{ name: `breaker ${name}`, state: 'degraded', detail: `The breaker is ${state}.` }];
}

function checkGateway({ gateway, state, reasons }: GatewayStatus): readonly HealthCheckItem[] {
  return state === 'healthy' ? [] : [{ name: gateway, state, detail: reasons.join(' ') }];
}

const declared: readonly string[] = matrixCells().map(({ caller, callee }) => `${caller}>${callee}`);

function utilizationOf({ statistics }: Environment): FunctionHealthReport['utilization'] {
  const used = new Set(statistics.cells().map(({ caller, callee }) => `${caller}>${callee}`));
  return { observed: declared.filter((cell) => used.has(cell)).length, declared: declared.length };
}

export function ownMemory(): FunctionHealthReport['memory'] {
  const { rss, heapUsed } = process.memoryUsage();
  return { residentBytes: rss, heapUsedBytes: heapUsed };
}
