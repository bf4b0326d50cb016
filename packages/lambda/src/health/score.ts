import type {
  BreakerSummary,
  CostProtection,
  GatewayStatus,
  HealthCheckItem,
  HealthDeduction,
  HealthState,
  MemoryStatus,
  StartupReport,
} from '@hearthgate/contracts';

/** What the score is made of. */
export interface ScoreFacts {
  readonly startup?: StartupReport | undefined;
  readonly memory: MemoryStatus;
  /** 0 to 1. */
  readonly errorRate: number;
  /** Absent before the first invocation. */
  readonly p95Ms?: number | undefined;
  readonly protection: CostProtection;
  readonly breakers: readonly BreakerSummary[];
  /** Of gateways that nothing else here speaks for. */
  readonly statuses: readonly GatewayStatus[];
  /** Of the function itself. */
  readonly checks: readonly HealthCheckItem[];
  readonly hasRoutes: boolean;
}

/** Points off, at most, for each thing. The README has the formula as a table; a test compares them. */
export const scoring = {
  startup: { ready: 0, degraded: 15, failed: 50 },
  memory: { from: 0.8, most: 30 },
  errorRate: { each: 80, most: 40 },
  slowness: { fromMs: 2_000, toMs: 8_000, most: 20 },
  protection: { none: 0, reduce: 5, stop: 10 },
  breaker: { open: 10, isolated: 10, 'half-open': 5, closed: 0, most: 30 },
  gateway: { healthy: 0, degraded: 10, unhealthy: 25, most: 40 },
  check: { healthy: 0, degraded: 10, unhealthy: 25, most: 40 },
  noRoutes: 10,
} as const;

/** Gateways whose state is told by a check of its own, so that nothing is counted twice. */
const SPOKEN_FOR: readonly string[] = ['initialization', 'lambda', 'circuit-breaker'];

/** What is taken off 100, worst first. */
export function deductionsOf(facts: ScoreFacts): readonly HealthDeduction[] {
  const found = [
    startupDeduction(facts),
    memoryDeduction(facts.memory),
    errorDeduction(facts.errorRate),
    slownessDeduction(facts.p95Ms),
    protectionDeduction(facts.protection),
    breakerDeduction(facts.breakers),
    gatewayDeduction(facts.statuses),
    checkDeduction(facts.checks),
    { points: facts.hasRoutes ? 0 : scoring.noRoutes, reason: 'No handler is registered.' },
  ];
  return found.filter(({ points }) => points > 0).sort((one, other) => other.points - one.points);
}

/** 100 less all deductions, from 0 to 100. */
export function scoreOf(deductions: readonly HealthDeduction[]): number {
  return Math.max(0, 100 - deductions.reduce((sum, { points }) => sum + points, 0));
}

/** Those gateways that a health report has to speak of by name. */
export function notSpokenFor(statuses: readonly GatewayStatus[]): readonly GatewayStatus[] {
  return statuses.filter(({ gateway }) => !SPOKEN_FOR.includes(gateway));
}

function startupDeduction({ startup }: ScoreFacts): HealthDeduction {
  const state = startup?.state ?? 'ready';
  return { points: scoring.startup[state], reason: `Start-up is ${state}.` };
}

function memoryDeduction({ usedRatio = 0 }: MemoryStatus): HealthDeduction {
  const { from, most } = scoring.memory;
  const over = Math.max(0, Math.min(1, usedRatio) - from) / (1 - from);
  return { points: Math.round(over * most), reason: `Memory is at ${Math.round(usedRatio * 100)} % of its limit.` };
}

function errorDeduction(errorRate: number): HealthDeduction {
  const points = Math.min(scoring.errorRate.most, Math.round(errorRate * scoring.errorRate.each));
  return { points, reason: `${Math.round(errorRate * 100)} % of the last invocations failed.` };
}

function slownessDeduction(p95Ms = 0): HealthDeduction {
  const { fromMs, toMs, most } = scoring.slowness;
  const over = Math.max(0, Math.min(toMs, p95Ms) - fromMs) / (toMs - fromMs);
  return { points: Math.round(over * most), reason: `One answer in twenty takes ${Math.round(p95Ms)} ms or more.` };
}

function protectionDeduction(protection: CostProtection): HealthDeduction {
  return { points: scoring.protection[protection], reason: `The free tier is to be protected (${protection}).` };
}

function breakerDeduction(breakers: readonly BreakerSummary[]): HealthDeduction {
  const open = breakers.filter(({ state }) => scoring.breaker[state] > 0);
  const points = open.reduce((sum, { state }) => sum + scoring.breaker[state], 0);
  const names = open.map(({ name, state }) => `"${name}" is ${state}`).join(', ');
  return { points: Math.min(scoring.breaker.most, points), reason: `Circuit breaker ${names}.` };
}

function gatewayDeduction(statuses: readonly GatewayStatus[]): HealthDeduction {
  const ailing = notSpokenFor(statuses).filter(({ state }) => state !== 'healthy');
  const points = ailing.reduce((sum, { state }) => sum + scoring.gateway[state satisfies HealthState], 0);
  const names = ailing.map(({ gateway, state }) => `${gateway} is ${state}`).join(', ');
  return { points: Math.min(scoring.gateway.most, points), reason: `Gateway ${names}.` };
}

function checkDeduction(checks: readonly HealthCheckItem[]): HealthDeduction {
  const ailing = checks.filter(({ state }) => state !== 'healthy');
  const points = ailing.reduce((sum, { state }) => sum + scoring.check[state], 0);
  const names = ailing.map(({ name, state }) => `${name} is ${state}`).join(', ');
  return { points: Math.min(scoring.check.most, points), reason: `Of its own checks, ${names}.` };
}
