import type { BreakerOptions } from '@hearthgate/contracts';
import { duration, invalid, isCount, limit, ratio } from './option-checks.ts';
import { type SamplingSettings, samplingSettings } from './sampling-settings.ts';

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
  readonly sampling: SamplingSettings;
  readonly openMs: number;
  readonly maxOpenMs: number;
  readonly halfOpenCalls: number;
  readonly halfOpenFailureRatio: number;
  readonly timeoutMs: number;
  readonly maxConcurrent: number;
  readonly maxQueue: number;
  readonly shares: boolean;
  readonly refreshMs: number;
  readonly waitMs: number;
}

/** @internal */
export const defaultSettings: BreakerSettings = {
  failureThreshold: 5,
  sampling: { kind: 'consecutive' },
  openMs: 30_000,
  maxOpenMs: 0,
  halfOpenCalls: 1,
  halfOpenFailureRatio: 0,
  timeoutMs: Number.POSITIVE_INFINITY,
  maxConcurrent: Number.POSITIVE_INFINITY,
  maxQueue: 0,
  shares: true,
  refreshMs: 5_000,
  waitMs: 250,
};

/**
 * The settings of a breaker: its own options over the gateway's.
 *
 * @throws GatewayError `CIRCUIT_BREAKER_INVALID_OPTIONS`
 */
export function breakerSettings(options: BreakerOptions | undefined, defaults: BreakerSettings): BreakerSettings {
  if (options === undefined) return defaults;
  if (typeof options !== 'object' || options === null) throw invalid('options', 'an object');
  const { failureThreshold, sampling, openMs, maxOpenMs, timeoutMs, maxConcurrent, maxQueue } = options;
  const rest = duration('openMs', openMs, defaults.openMs);
  const longest = duration('maxOpenMs', maxOpenMs, defaults.maxOpenMs);
  if (maxOpenMs !== undefined && maxOpenMs < rest) throw invalid('maxOpenMs', `at least openMs, which is ${rest}`);
  return {
    failureThreshold: limit('failureThreshold', failureThreshold, defaults.failureThreshold),
    sampling: samplingSettings(sampling, defaults.sampling),
    openMs: rest,
    maxOpenMs: longest,
    halfOpenCalls: limit('halfOpenCalls', options.halfOpenCalls, defaults.halfOpenCalls),
    halfOpenFailureRatio: ratio('halfOpenFailureRatio', options.halfOpenFailureRatio, defaults.halfOpenFailureRatio),
    timeoutMs: timeoutMs === Infinity ? timeoutMs : duration('timeoutMs', timeoutMs, defaults.timeoutMs),
    maxConcurrent:
      maxConcurrent === Infinity ? maxConcurrent : limit('maxConcurrent', maxConcurrent, defaults.maxConcurrent),
    maxQueue: maxQueue === 0 ? 0 : limit('maxQueue', maxQueue, defaults.maxQueue),
    ...sharingSettings(options.sharing, defaults),
  };
}

function sharingSettings(
  sharing: BreakerOptions['sharing'],
  defaults: BreakerSettings,
): Pick<BreakerSettings, 'shares' | 'refreshMs' | 'waitMs'> {
  const { shares, refreshMs, waitMs } = defaults;
  if (sharing === undefined) return { shares, refreshMs, waitMs };
  if (sharing === false) return { shares: false, refreshMs, waitMs };
  if (typeof sharing !== 'object' || sharing === null) throw invalid('sharing', 'false or an object');
  return {
    shares: true,
    refreshMs: duration('sharing.refreshMs', sharing.refreshMs, refreshMs),
    waitMs: duration('sharing.waitMs', sharing.waitMs, waitMs),
  };
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
