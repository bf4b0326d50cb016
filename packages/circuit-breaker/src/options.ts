import type { BreakerOptions } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

/** The largest delay that a timer of Node takes. */
const MAX_DELAY_MS = 2_147_483_647;

/** Settings of the gateway; those of a breaker are the defaults for breakers that bring none of their own. */
export interface CircuitBreakerOptions extends BreakerOptions {
  /**
   * How many breakers are kept. Default 100. Beyond it the least recently used one is forgotten, closed ones first,
   * so that names made of user input cannot fill the memory.
   */
  readonly maxBreakers?: number | undefined;
}

/** @internal The options of one breaker with every default in its place. */
export interface BreakerSettings {
  readonly failureThreshold: number;
  readonly openMs: number;
  readonly timeoutMs: number | undefined;
}

/** @internal */
export const defaultSettings: BreakerSettings = { failureThreshold: 5, openMs: 30_000, timeoutMs: undefined };

/**
 * The settings of a breaker: its own options over the gateway's.
 *
 * @throws GatewayError `CIRCUIT_BREAKER_INVALID_OPTIONS`
 */
export function breakerSettings(options: BreakerOptions | undefined, defaults: BreakerSettings): BreakerSettings {
  if (options === undefined) return defaults;
  if (typeof options !== 'object' || options === null) throw invalid('options', 'an object');
  const {
    failureThreshold = defaults.failureThreshold,
    openMs = defaults.openMs,
    timeoutMs = defaults.timeoutMs,
  } = options;
  if (!isCount(failureThreshold)) throw invalid('failureThreshold', 'a whole number from 1');
  if (!isDuration(openMs)) throw invalid('openMs', 'a positive number of milliseconds');
  if (timeoutMs !== undefined && !isDuration(timeoutMs))
    throw invalid('timeoutMs', 'a positive number of milliseconds');
  return { failureThreshold, openMs, timeoutMs };
}

/**
 * How many breakers are kept.
 *
 * @throws GatewayError `CIRCUIT_BREAKER_INVALID_OPTIONS`
 */
export function breakerLimit({ maxBreakers = 100 }: CircuitBreakerOptions): number {
  if (!isCount(maxBreakers)) throw invalid('maxBreakers', 'a whole number from 1');
  return maxBreakers;
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;
const isDuration = (value: unknown): boolean => typeof value === 'number' && value > 0 && value <= MAX_DELAY_MS;

function invalid(name: string, kind: string): GatewayError {
  return new GatewayError('CIRCUIT_BREAKER_INVALID_OPTIONS', `${name} takes ${kind}.`);
}
