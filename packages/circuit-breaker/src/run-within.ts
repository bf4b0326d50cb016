import type { BreakerCallParams } from '@hearthgate/contracts';
import { type Clock, GatewayError } from '@hearthgate/kernel';

type Run<Result> = BreakerCallParams<Result>['run'];

export interface RunLimits {
  /** `Infinity` for none. */
  readonly timeoutMs: number;
  /** The caller's. */
  readonly signal: AbortSignal | undefined;
}

/** A guarded function that does not outlast its limits. */
export interface LimitedRun<Result> {
  readonly result: Promise<Result>;
  /** What ended it before its time, if anything did. */
  readonly endedBy: () => 'timeout' | 'caller' | undefined;
}

/**
 * Runs a function with a signal that aborts when its time is over or its caller gives up. The result rejects then,
 * whatever the function does with the signal; what it answers later is dropped.
 */
export function runWithin<Result>(
  run: Run<Result>,
  name: string,
  { timeoutMs, signal }: RunLimits,
  clock: Clock,
): LimitedRun<Result> {
  const controller = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  let endedBy: 'timeout' | 'caller' | undefined;
  const end = (by: 'timeout' | 'caller', reason: unknown): void => {
    endedBy ??= by;
    reject(reason);
    controller.abort(reason);
  };
  const giveUp = () => end('caller', signal?.reason);
  const cancel =
    timeoutMs === Infinity ? () => {} : clock.after(timeoutMs, () => end('timeout', timeoutOf(name, timeoutMs)));
  signal?.addEventListener('abort', giveUp, { once: true });
  const settled = () => {
    cancel();
    signal?.removeEventListener('abort', giveUp);
  };
  const own = start(run, controller.signal);
  own.then(resolve, reject);
  promise.then(settled, settled);
  return { result: promise, endedBy: () => endedBy };
}

function timeoutOf(name: string, timeoutMs: number): GatewayError {
  const message = `The call guarded by the breaker ${JSON.stringify(name)} took longer than ${timeoutMs} ms.`;
  return new GatewayError('CIRCUIT_BREAKER_TIMEOUT', message, { data: { name, timeoutMs } });
}

/** Asynchronous, so that what the function throws at once is a rejection too. */
async function start<Result>(run: Run<Result>, signal: AbortSignal): Promise<Result> {
  return run({ signal });
}
