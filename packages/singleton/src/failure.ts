import { GatewayError } from '@hearthgate/kernel';
import type { Ending } from './slot.ts';
import { WaitCycle } from './work-graph.ts';

/** A circle of waits becomes the gateway's own error; anything else belongs to the caller and stays as it is. */
export function withCycleCode(error: unknown): unknown {
  if (!(error instanceof WaitCycle)) return error;
  const path = error.path.join(' > ');
  const message = `These wait for each other and would never be done: ${path}. Break the circle.`;
  return new GatewayError('SINGLETON_CYCLE', message, { cause: error, data: { path: error.path } });
}

/** The error of an instance that was not made or ended in its time. */
export function tooLate(key: string, what: 'made' | 'ended', timeoutMs: number): GatewayError {
  const cause = what === 'made' ? 'create' : 'dispose';
  const message = `Singleton ${key} was not ${what} within ${timeoutMs} ms and is not waited for; make ${cause} faster or raise timeoutMs.`;
  return new GatewayError('SINGLETON_TIMEOUT', message, { data: { key, timeoutMs } });
}

/**
 * How many instances ended.
 *
 * @throws GatewayError `SINGLETON_DISPOSE_FAILED` when one failed to end. Its cause is an `AggregateError` with an
 * error for each, whose message names the key and whose cause is what its disposal threw.
 */
export function endedCount(endings: readonly (Ending & { readonly key: string })[]): number {
  const ended = endings.filter((ending) => ending.ended).length;
  const failed = endings.filter(({ failure }) => failure !== undefined);
  if (failed.length === 0) return ended;
  const keys = failed.map(({ key }) => key);
  const errors = failed.map(
    ({ key, failure }) => new Error(`Singleton ${key} failed to end.`, { cause: withCycleCode(failure?.error) }),
  );
  const advice = 'All others were ended. See the causes and mend their dispose functions.';
  throw new GatewayError('SINGLETON_DISPOSE_FAILED', `Failed to end: ${keys.join(', ')}. ${advice}`, {
    cause: new AggregateError(errors, `${failed.length} of ${endings.length} failed to end.`),
    data: { keys, ended },
  });
}
