import type { CostProtection, HealthDeduction } from '@hearthgate/contracts';

/** What the score is made of. */
export interface HealthFacts {
  /** 0 to 1. */
  readonly errorRate: number;
  readonly p95Ms: number | undefined;
  /** Used over limit, 0 to 1; absent outside Lambda. */
  readonly memoryRatio: number | undefined;
  readonly protection: CostProtection;
  /** Gateways that are not healthy, by name. */
  readonly impaired: readonly string[];
}

/** From where a fact costs points, up to where it costs all of them. */
const scales = {
  errors: { from: 0, to: 0.2, points: 40 },
  memory: { from: 0.8, to: 1, points: 25 },
  slowness: { from: 2_000, to: 8_000, points: 20 },
} as const;

const POINTS_PER_GATEWAY = 5;
const pointsOf: Readonly<Record<CostProtection, number>> = { none: 0, reduce: 5, stop: 10 };

/** What is taken off 100, and why. The points are whole numbers. */
export function healthDeductions(facts: HealthFacts): readonly HealthDeduction[] {
  const { errorRate, p95Ms = 0, memoryRatio = 0, protection, impaired } = facts;
  const all = [
    { points: onScale(errorRate, scales.errors), reason: `${percent(errorRate)} of the last answers failed` },
    { points: onScale(memoryRatio, scales.memory), reason: `${percent(memoryRatio)} of the memory is used` },
    { points: onScale(p95Ms, scales.slowness), reason: `one answer in twenty takes ${Math.round(p95Ms)} ms or more` },
    { points: pointsOf[protection], reason: `the free tier is to be protected: ${protection}` },
    ...impaired.map((gateway) => ({ points: POINTS_PER_GATEWAY, reason: `${gateway} is impaired` })),
  ];
  return all.filter(({ points }) => points > 0);
}

/** 100 less the deductions, never below 0. */
export function healthScore(deductions: readonly HealthDeduction[]): number {
  return Math.max(0, 100 - deductions.reduce((sum, { points }) => sum + points, 0));
}

/** Any failure costs at least one point. */
function onScale(value: number, { from, to, points }: { from: number; to: number; points: number }): number {
  return Math.ceil(points * Math.min(1, Math.max(0, (value - from) / (to - from))));
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 1_000) / 10} %`;
}
