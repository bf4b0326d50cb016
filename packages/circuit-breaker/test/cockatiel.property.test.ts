import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApi, Failure } from './api.ts';

class Harmless extends Error {}

/** Cockatiel's words for the states. */
const STATES = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'isolated',
} as const;

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('success', 'failure', 'failure', 'failure', 'harmless') },
    { weight: 1, arbitrary: fc.nat({ max: 250 }) },
  ),
  { maxLength: 60, size: 'max' },
);

/** Cockatiel reads the time from the global Date. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('one call after the other', () => {
  it('ends as with cockatiel: same answers, same refusals, same states', async () => {
    const isFailure = (error: unknown) => error instanceof Failure;
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), async (sequence, failureThreshold) => {
        const api = createApi({ failureThreshold, openMs: 100 });
        const theirs = circuitBreaker(handleWhen(isFailure), {
          halfOpenAfter: 100,
          breaker: new ConsecutiveBreaker(failureThreshold),
        });
        vi.setSystemTime(api.clock.now());
        for (const step of sequence) {
          if (typeof step === 'number') {
            await api.clock.advance(step);
            vi.setSystemTime(api.clock.now());
            continue;
          }
          const run = () => {
            if (step === 'success') return 'up';
            throw step === 'failure' ? new Failure('down') : new Harmless('no');
          };
          const told = (error: unknown) => {
            const isRefusal =
              error instanceof BrokenCircuitError || (error as { code?: string }).code === 'CIRCUIT_BREAKER_OPEN';
            return isRefusal ? 'refused' : String(error);
          };
          const ours = await api.call(run, { isFailure }).catch(told);
          expect(ours).toBe(await theirs.execute(run).catch(told));
          expect(api.state()).toBe(STATES[theirs.state]);
          if (ours === 'refused') refusals += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(refusals).toBeGreaterThan(0);
  });
});
