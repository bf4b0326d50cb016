import type { BreakerSampling } from '@hearthgate/contracts';
import { duration, invalid, limit, ratio } from './option-checks.ts';

const MAX_WINDOW_SIZE = 10_000;
const MINIMUM_CALLS = 5;

/** Sampling with every default in its place. */
export type SamplingSettings =
  | { readonly kind: 'consecutive' }
  | {
      readonly kind: 'count-window';
      readonly size: number;
      readonly failureRatio: number;
      readonly minimumCalls: number;
    }
  | {
      readonly kind: 'time-window';
      readonly windowMs: number;
      readonly failureRatio: number;
      readonly minimumCalls: number;
    };

/** @throws GatewayError `CIRCUIT_BREAKER_INVALID_OPTIONS` */
export function samplingSettings(sampling: BreakerSampling | undefined, defaults: SamplingSettings): SamplingSettings {
  if (sampling === undefined) return defaults;
  switch (sampling?.kind) {
    case 'consecutive':
      return { kind: sampling.kind };
    case 'count-window': {
      const size = required('sampling.size', sampling.size, limit);
      if (size > MAX_WINDOW_SIZE) throw invalid('sampling.size', `at most ${MAX_WINDOW_SIZE}`);
      const minimumCalls = limit('sampling.minimumCalls', sampling.minimumCalls, size);
      if (minimumCalls > size) throw invalid('sampling.minimumCalls', `at most size, which is ${size}`);
      const failureRatio = required('sampling.failureRatio', sampling.failureRatio, ratio);
      return { kind: sampling.kind, size, failureRatio, minimumCalls };
    }
    case 'time-window': {
      const windowMs = required('sampling.windowMs', sampling.windowMs, duration);
      const failureRatio = required('sampling.failureRatio', sampling.failureRatio, ratio);
      const minimumCalls = limit('sampling.minimumCalls', sampling.minimumCalls, MINIMUM_CALLS);
      return { kind: sampling.kind, windowMs, failureRatio, minimumCalls };
    }
    default:
      throw invalid('sampling.kind', 'consecutive, count-window or time-window');
  }
}

function required(name: string, value: number, check: typeof limit): number {
  // There is no default: what is missing is as wrong as what is no number.
  return check(name, value ?? Number.NaN, Number.NaN);
}
