import {
  createEnvironment,
  type Environment,
  Invocation,
  type InvocationOptions,
  type Variables,
} from '@hearthgate/kernel';
import { createManualClock, type ManualClock } from './manual-clock.ts';

export interface TestEnvironmentOptions {
  readonly startAtMs?: number | undefined;
  /** Default: none at all, not those of the process. */
  readonly variables?: Variables | undefined;
  /** Default: a fixed sequence that is the same in every run. */
  readonly random?: (() => number) | undefined;
}

/** An environment whose time is moved by hand and whose randomness repeats. */
export function createTestEnvironment(
  options: TestEnvironmentOptions = {},
): Environment & { readonly clock: ManualClock } {
  const clock = createManualClock(options.startAtMs);
  const environment = createEnvironment({
    clock,
    random: options.random ?? repeatableRandom(),
    variables: options.variables ?? {},
  });
  return { ...environment, clock };
}

/** Runs a function inside an invocation of the environment. */
export function runInInvocation<Result>(
  environment: Environment,
  options: Partial<InvocationOptions>,
  run: (invocation: Invocation) => Result,
): Result {
  const invocation = new Invocation({ correlationId: 'test-invocation', ...options }, environment.clock);
  return environment.invocations.run(invocation, () => run(invocation));
}

/** Mulberry32 from a fixed seed: small, well distributed, the same everywhere. */
function repeatableRandom(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
