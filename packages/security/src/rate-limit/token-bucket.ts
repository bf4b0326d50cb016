import type { RateLimitParams, RateLimitState } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

/** A limit, checked. */
export interface RateRule {
  readonly limit: number;
  readonly windowMs: number;
  /** What fits into the bucket. */
  readonly capacity: number;
  readonly cost: number;
}

/** What was taken, in the measure of `cost`, at a moment; it runs off at `limit` in `windowMs`. */
export interface Level {
  readonly spent: number;
  readonly atMs: number;
}

/** @throws GatewayError `KERNEL_INVALID_PARAMS` */
export function ruleOf({ limit, windowMs, burst = limit, cost = 1 }: RateLimitParams): RateRule {
  requireCount('limit', limit);
  requireCount('burst', burst);
  requireCount('cost', cost);
  if (!(Number.isFinite(windowMs) && windowMs > 0)) throw invalid('windowMs is a positive number of milliseconds');
  if (cost > burst) throw invalid('cost is at most burst, as it could never be allowed');
  return { limit, windowMs, capacity: burst, cost };
}

/** How much of a level is left at a moment. A clock that is behind the writer's sees no time gone. */
export function spentAt({ spent, atMs }: Level, { limit, windowMs }: RateRule, nowMs: number): number {
  return Math.max(0, spent - (Math.max(0, nowMs - atMs) * limit) / windowMs);
}

/** Whether the cost fits on top of what was spent, and what remains: after it when `takes`, before it otherwise. */
export function stateOf(spent: number, rule: RateRule, takes: boolean): RateLimitState {
  const { capacity, cost, limit, windowMs } = rule;
  const msPerToken = windowMs / limit;
  const allowed = fits(spent, rule);
  const after = allowed && takes ? spent + cost : spent;
  return {
    allowed,
    remaining: Math.max(0, Math.floor(capacity - after + TOLERANCE)),
    retryAfterMs: allowed ? 0 : Math.ceil((spent + cost - capacity) * msPerToken),
    resetAfterMs: Math.ceil(after * msPerToken),
  };
}

/** Sums of fractions must not refuse what fits by the rule. */
const TOLERANCE = 1e-9;

function fits(spent: number, { capacity, cost }: RateRule): boolean {
  return spent + cost <= capacity + TOLERANCE;
}

function requireCount(name: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1)) throw invalid(`${name} is a whole number from 1`);
}

function invalid(what: string): GatewayError {
  return new GatewayError('KERNEL_INVALID_PARAMS', `The limit cannot be: ${what}.`);
}
