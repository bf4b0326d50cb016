import type { BreakerCallParams } from '@hearthgate/contracts';
import { type Clock, GatewayError } from '@hearthgate/kernel';

type Run<Result> = BreakerCallParams<Result>['run'];

/** A guarded function that may last only so long. */
export interface LimitedRun<Result> {
  readonly result: Promise<Result>;
  /** Whether an error is the one with which the time ran out. */
  readonly isTimeout: (error: unknown) => boolean;
}

/**
 * Runs a function with a signal that aborts when its time is over. The result rejects then, whatever the function
 * does with the signal; what it answers later is dropped.
 */
export function runWithin<Result>(run: Run<Result>, name: string, timeoutMs: number, clock: Clock): LimitedRun<Result> {
  const controller = new AbortController();
  const { signal } = controller;
  const result = new Promise<Result>((resolve, reject) => {
    const cancel = clock.after(timeoutMs, () => {
      const message = `The call guarded by the breaker ${JSON.stringify(name)} took longer than ${timeoutMs} ms.`;
      const timeout = new GatewayError('CIRCUIT_BREAKER_TIMEOUT', message, { data: { name, timeoutMs } });
      reject(timeout);
      controller.abort(timeout);
    });
    start(run, signal).then(resolve, reject).finally(cancel);
  });
  return { result, isTimeout: (error) => signal.aborted && signal.reason === error };
}

/** Asynchronous, so that what the function throws at once is a rejection too. */
async function start<Result>(run: Run<Result>, signal: AbortSignal): Promise<Result> {
  return run({ signal });
}
