import type {
  BreakerCallParams,
  BreakerState,
  CircuitBreakerGateway,
  CircuitBreakerOperations,
} from '@hearthgate/contracts';
import type { Wiring } from '@hearthgate/kernel';
import { createTestEnvironment, type ManualClock } from '@hearthgate/testing';
import { type CircuitBreakerOptions, type CircuitBreakerPorts, createCircuitBreakerGateway } from '../src/index.ts';

/** What fails in these tests. */
export class Failure extends Error {}

type More<Result> = Partial<BreakerCallParams<Result>>;

/** A gateway with a clock moved by hand, and short words for what tests do with its breaker `api`. */
export interface Api {
  readonly clock: ManualClock;
  readonly gateway: CircuitBreakerGateway;
  readonly operations: CircuitBreakerOperations;
  call<Result>(run: BreakerCallParams<Result>['run'], more?: More<Result>): Promise<Result>;
  succeed(): Promise<string>;
  /** Answers the error of a call that fails. */
  fail(more?: More<never>): Promise<unknown>;
  failTimes(count: number): Promise<void>;
  state(): BreakerState | undefined;
}

/** The clock of one may be the clock of another, for execution environments that live at the same time. */
export function createApi(
  options?: CircuitBreakerOptions,
  wiring: Wiring<CircuitBreakerPorts> = {},
  { clock, random }: { clock?: ManualClock; random?: () => number } = {},
): Api {
  const own = createTestEnvironment({ random });
  const environment = { ...own, clock: clock ?? own.clock };
  const gateway = createCircuitBreakerGateway(options, { environment, ...wiring });
  const { operations } = gateway;
  const api: Api = {
    clock: environment.clock,
    gateway,
    operations,
    call: (run, more = {}) => operations.call({ name: 'api', run, ...more }),
    succeed: () => api.call(() => 'up'),
    fail: (more) => api.call<never>(() => Promise.reject(new Failure('down')), more).catch((error: unknown) => error),
    async failTimes(count) {
      for (let left = count; left > 0; left -= 1) await api.fail();
    },
    state: () => operations.getBreaker({ name: 'api' })?.state,
  };
  return api;
}
