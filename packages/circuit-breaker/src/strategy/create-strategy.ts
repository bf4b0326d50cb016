import type { BreakerSettings } from '../options.ts';
import { ConsecutiveStrategy } from './consecutive-strategy.ts';
import { CountWindowStrategy } from './count-window-strategy.ts';
import type { Strategy } from './strategy.ts';
import { TimeWindowStrategy } from './time-window-strategy.ts';

/** The strategy that settings ask for. */
export function createStrategy({ sampling, failureThreshold }: BreakerSettings): Strategy {
  switch (sampling.kind) {
    case 'consecutive':
      return new ConsecutiveStrategy(failureThreshold);
    case 'count-window':
      return new CountWindowStrategy(sampling.size, sampling.failureRatio, sampling.minimumCalls);
    case 'time-window':
      return new TimeWindowStrategy(sampling.windowMs, sampling.failureRatio, sampling.minimumCalls);
  }
}
