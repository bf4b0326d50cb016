import { createCircuitBreakerGateway } from '@hearthgate/circuit-breaker';
import {
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  SamplingBreaker,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import OpossumBreaker from 'opossum';
import { compare } from '../../measure/compare.ts';
import type { Question } from '../../result.ts';
import { insideInvocation } from '../inside-invocation.ts';
import { createBreakerCore } from './breaker-core.ts';

const OPEN_MS = 10_000;
const WINDOW_MS = 10_000;
const TIMEOUT_MS = 5_000;
const WINDOW = { kind: 'time-window', windowMs: WINDOW_MS, failureRatio: 0.5, minimumCalls: 10 } as const;

/** A closed breaker around an asynchronous function that does nothing. Opossum always counts over a window of time. */
export const question: Question = {
  title: 'The circuit breaker',
  peers: ['cockatiel', 'opossum'],
  ask: (asking) =>
    insideInvocation(async (environment) => {
      const run = async () => 7;
      const consecutive = createCircuitBreakerGateway(
        { failureThreshold: 5, openMs: OPEN_MS },
        { environment },
      ).operations;
      const windowed = createCircuitBreakerGateway({ sampling: WINDOW, openMs: OPEN_MS }, { environment }).operations;
      const timed = createCircuitBreakerGateway(
        {
          failureThreshold: 5,
          openMs: OPEN_MS,
          timeoutMs: TIMEOUT_MS,
        },
        { environment },
      ).operations;
      const core = createBreakerCore(environment, { failureThreshold: 5, openMs: OPEN_MS });
      const cockatielConsecutive = circuitBreaker(handleAll, {
        halfOpenAfter: OPEN_MS,
        breaker: new ConsecutiveBreaker(5),
      });
      const cockatielWindowed = circuitBreaker(handleAll, {
        halfOpenAfter: OPEN_MS,
        breaker: new SamplingBreaker({ threshold: 0.5, duration: WINDOW_MS, minimumRps: 1 }),
      });
      const cockatielTimed = wrap(cockatielConsecutive, timeout(TIMEOUT_MS, TimeoutStrategy.Aggressive));
      const settings = { resetTimeout: OPEN_MS, rollingCountTimeout: WINDOW_MS, errorThresholdPercentage: 50 };
      const opossum = new OpossumBreaker(run, { ...settings, timeout: false });
      const opossumTimed = new OpossumBreaker(run, { ...settings, timeout: TIMEOUT_MS });
      try {
        return {
          tables: [
            await compare(
              {
                id: 'breaker',
                title: 'A call through a closed breaker',
                reference: 'hearthgate',
                tasks: [
                  { name: 'hearthgate', side: 'ours', run: () => consecutive.call({ name: 'bench', run }) },
                  { name: 'hearthgate, time window', side: 'ours', run: () => windowed.call({ name: 'bench', run }) },
                  { name: 'hearthgate, without the pipeline', side: 'ours', run: () => core({ name: 'bench', run }) },
                  { name: 'no breaker', side: 'floor', run },
                  { name: 'cockatiel', side: 'peer', run: () => cockatielConsecutive.execute(run) },
                  { name: 'cockatiel, time window', side: 'peer', run: () => cockatielWindowed.execute(run) },
                  { name: 'opossum', side: 'peer', run: () => opossum.fire() },
                ],
                note: 'Ours goes through the whole pipeline, but for the row that says otherwise; the peers are bare breakers.',
              },
              asking,
            ),
            await compare(
              {
                id: 'breaker-timeout',
                title: 'A call through a closed breaker with a time limit',
                reference: 'hearthgate',
                tasks: [
                  { name: 'hearthgate', side: 'ours', run: () => timed.call({ name: 'bench', run }) },
                  { name: 'cockatiel', side: 'peer', run: () => cockatielTimed.execute(run) },
                  { name: 'opossum', side: 'peer', run: () => opossumTimed.fire() },
                ],
              },
              asking,
            ),
          ],
        };
      } finally {
        opossum.shutdown();
        opossumTimed.shutdown();
      }
    }),
};
