import {
  CircuitState,
  ConsecutiveBreaker as CockatielConsecutive,
  CountBreaker,
  circuitBreaker,
  handleAll,
} from 'cockatiel';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApi, Failure } from './api.ts';

const STATES = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'isolated',
} as const;

const ratio = fc.constantFrom(0.1, 0.25, 0.5, 0.75, 0.9);
/** What a call does, or how many milliseconds go by before the next. */
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('up' as const, 'down' as const) },
    { weight: 1, arbitrary: fc.nat({ max: 250 }) },
  ),
  { maxLength: 80, size: 'max' },
);

beforeEach(() => {
  // Cockatiel reads the time from the global Date.
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Plays the same steps to both, and says how often they were seen open. */
async function compare(
  sequence: readonly (number | 'up' | 'down')[],
  api: ReturnType<typeof createApi>,
  theirs: ReturnType<typeof circuitBreaker>,
): Promise<number> {
  vi.setSystemTime(api.clock.now());
  let open = 0;
  for (const step of sequence) {
    if (typeof step === 'number') {
      await api.clock.advance(step);
      vi.setSystemTime(api.clock.now());
      continue;
    }
    const run = () => {
      if (step === 'down') throw new Failure();
    };
    await api.call(run).catch(() => undefined);
    await theirs.execute(run).catch(() => undefined);
    expect(api.state()).toBe(STATES[theirs.state]);
    if (api.state() === 'open') open += 1;
  }
  return open;
}

describe('a window of calls', () => {
  it('opens and closes a breaker when that of cockatiel does', async () => {
    let open = 0;
    const window = fc.record({ size: fc.integer({ min: 1, max: 12 }), failureRatio: ratio, share: ratio });
    await fc.assert(
      fc.asyncProperty(steps, window, async (sequence, { size, failureRatio, share }) => {
        const minimumCalls = Math.max(1, Math.floor(size * share));
        const api = createApi({ openMs: 100, sampling: { kind: 'count-window', size, failureRatio, minimumCalls } });
        const breaker = new CountBreaker({ threshold: failureRatio, size, minimumNumberOfCalls: minimumCalls });
        open += await compare(sequence, api, circuitBreaker(handleAll, { halfOpenAfter: 100, breaker }));
      }),
      { numRuns: 300 },
    );
    expect(open).toBeGreaterThan(100);
  });
});

describe('several probes', () => {
  it('decide as those of cockatiel do', async () => {
    let open = 0;
    const sampling = fc.record({ calls: fc.integer({ min: 1, max: 6 }), threshold: fc.constantFrom(0, 0.2, 0.5, 0.8) });
    await fc.assert(
      fc.asyncProperty(steps, sampling, async (sequence, halfOpenSampling) => {
        const { calls: halfOpenCalls, threshold: halfOpenFailureRatio } = halfOpenSampling;
        const api = createApi({ openMs: 100, failureThreshold: 2, halfOpenCalls, halfOpenFailureRatio });
        const breaker = new CockatielConsecutive(2);
        open += await compare(
          sequence,
          api,
          circuitBreaker(handleAll, { halfOpenAfter: 100, breaker, halfOpenSampling }),
        );
      }),
      { numRuns: 300 },
    );
    expect(open).toBeGreaterThan(100);
  });
});

describe('a window of time', () => {
  it('judges exactly the calls of its last ten slices', async () => {
    let opened = 0;
    const window = fc.record({ minimumCalls: fc.integer({ min: 1, max: 6 }), failureRatio: ratio });
    await fc.assert(
      fc.asyncProperty(steps, window, async (sequence, { minimumCalls, failureRatio }) => {
        const windowMs = 500;
        const api = createApi({ sampling: { kind: 'time-window', windowMs, failureRatio, minimumCalls } });
        const seen: { slice: number; failed: boolean }[] = [];
        for (const step of sequence) {
          if (typeof step === 'number') {
            await api.clock.advance(step);
            continue;
          }
          const slice = Math.floor(api.clock.now() / 50);
          seen.push({ slice, failed: step === 'down' });
          const last = seen.filter((one) => one.slice > slice - 10);
          const failures = last.filter(({ failed }) => failed).length;
          const opens = step === 'down' && last.length >= minimumCalls && failures > failureRatio * last.length;
          await (step === 'up' ? api.succeed() : api.fail());
          expect(api.state()).toBe(opens ? 'open' : 'closed');
          if (!opens) continue;
          opened += 1;
          api.operations.reset({ name: 'api' });
          seen.length = 0;
        }
      }),
      { numRuns: 300 },
    );
    expect(opened).toBeGreaterThan(100);
  });

  it('knows nothing of calls that are still to come after the clock was set back', async () => {
    const api = createApi({ sampling: { kind: 'time-window', windowMs: 1_000, failureRatio: 0, minimumCalls: 3 } });
    await api.failTimes(2);
    await api.clock.advance(-1_550);
    await api.failTimes(2);
    expect(api.state()).toBe('closed');
    await api.failTimes(1);
    expect(api.state()).toBe('open');
  });
});
