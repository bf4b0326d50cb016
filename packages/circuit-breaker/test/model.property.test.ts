import type { BreakerState } from '@hearthgate/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createApi, Failure } from './api.ts';

const THRESHOLD = 2;
const OPEN_MS = 100;
class Harmless extends Error {}

type Outcome = 'success' | 'failure' | 'harmless';
type Step =
  | { readonly do: 'start' }
  | { readonly do: 'end'; readonly which: number; readonly outcome: Outcome }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'forceOpen' | 'reset' };

/** The rules once more, as plainly as possible and without anything of the source. */
class Model {
  state: BreakerState = 'closed';
  nowMs = 0;
  sinceMs = 0;
  inARow = 0;
  /** Counts changes: a call that began in another era has no say. */
  era = 0;

  enter(state: BreakerState): void {
    this.state = state;
    this.sinceMs = this.nowMs;
    this.inARow = 0;
    this.era += 1;
  }

  /** Whether a call is let through now. */
  start(): boolean {
    const due = this.nowMs - this.sinceMs >= OPEN_MS;
    if ((this.state === 'open' || this.state === 'half-open') && due) this.enter('half-open');
    else if (this.state !== 'closed') return false;
    return true;
  }

  end(era: number, outcome: Outcome): void {
    if (era !== this.era) return;
    if (this.state === 'half-open') this.enter(outcome === 'failure' ? 'open' : 'closed');
    else if (outcome === 'success') this.inARow = 0;
    else if (outcome === 'failure') {
      this.inARow += 1;
      if (this.inARow === THRESHOLD) this.enter('open');
    }
  }
}

const outcomes = fc.constantFrom<Outcome[]>('success', 'failure', 'failure', 'failure', 'harmless');
const steps = fc.array(
  fc.oneof<fc.WeightedArbitrary<Step>[]>(
    { weight: 12, arbitrary: fc.constant({ do: 'start' }) },
    { weight: 12, arbitrary: fc.record({ do: fc.constant('end'), which: fc.nat(), outcome: outcomes }) },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.nat({ max: 2 * OPEN_MS }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('forceOpen', 'reset') }) },
  ),
  { maxLength: 80, size: 'max' },
);

describe('any interleaving of calls, time and hands', () => {
  it('leads through the states of the model', async () => {
    /** Changes that happened in some run; without them the test would show little. */
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const api = createApi({ failureThreshold: THRESHOLD, openMs: OPEN_MS });
        const model = new Model();
        const running: { era: number; end: (outcome: Outcome) => void; result: Promise<unknown> }[] = [];
        let made = 0;
        // The breaker exists from its first call on; the model always.
        await api.succeed();

        for (const step of sequence) {
          const before = model.state;
          if (step.do === 'start') {
            const { promise, resolve, reject } = Promise.withResolvers<string>();
            const madeBefore = made;
            const run = () => {
              made += 1;
              return promise;
            };
            const isFailure = (error: unknown) => error instanceof Failure;
            const result = api.call(run, { isFailure }).catch((error: unknown) => error);
            await api.clock.advance(0);
            const admitted = model.start();
            expect(made - madeBefore, 'calls made').toBe(admitted ? 1 : 0);
            if (admitted) {
              const end = (outcome: Outcome) =>
                outcome === 'success' ? resolve('up') : reject(outcome === 'failure' ? new Failure() : new Harmless());
              running.push({ era: model.era, end, result });
            } else {
              expect(await result).toMatchObject({ code: 'CIRCUIT_BREAKER_OPEN' });
            }
          } else if (step.do === 'end') {
            const [call] = running.splice(step.which % Math.max(1, running.length), 1);
            call?.end(step.outcome);
            await call?.result;
            if (call) model.end(call.era, step.outcome);
          } else if (step.do === 'wait') {
            await api.clock.advance(step.ms);
            model.nowMs += step.ms;
          } else {
            api.operations[step.do]({ name: 'api' });
            model.enter(step.do === 'reset' ? 'closed' : 'isolated');
          }
          expect(api.state()).toBe(model.state);
          seen.add(`${before} > ${model.state}`);
        }
      }),
      { numRuns: 300 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'closed > open',
        'open > half-open',
        'half-open > open',
        'half-open > closed',
        'half-open > isolated',
        'isolated > closed',
        'open > closed',
      ]),
    );
  });
});
