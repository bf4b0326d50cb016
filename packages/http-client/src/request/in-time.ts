import { type Clock, GatewayError } from '@hearthgate/kernel';
import type { Phase } from '../failure/exchange-failure.ts';
import { type Limits, remainingMs } from './limits.ts';
import type { PreparedRequest } from './prepared-request.ts';

/**
 * What a request waits for besides its exchange: no longer than the request may take, nor after its caller has ended it.
 *
 * @param what as in "was over while ..."
 * @throws GatewayError `HTTP_DEADLINE_EXCEEDED`, `HTTP_ABORTED`
 */
export async function inTime<Value>(
  work: Promise<Value>,
  what: string,
  phase: Phase,
  { host, port, signal }: PreparedRequest,
  limits: Limits,
  clock: Clock,
): Promise<Value> {
  let cancel = () => {};
  let abort = () => {};
  const fail = (code: 'HTTP_DEADLINE_EXCEEDED' | 'HTTP_ABORTED', message: string): GatewayError =>
    new GatewayError(code, message, {
      data: { host, port, phase, ms: Math.round(clock.elapsed() - limits.startedAt) },
    });
  const late = new Promise<never>((_resolve, reject) => {
    abort = () => reject(fail('HTTP_ABORTED', `The request to ${host}:${port} was ended by the caller.`));
    const end = () =>
      reject(fail('HTTP_DEADLINE_EXCEEDED', `The time for the request to ${host}:${port} was over while ${what}.`));
    const leftMs = remainingMs(limits, clock);
    if (signal?.aborted) abort();
    else if (leftMs <= 0) end();
    else {
      signal?.addEventListener('abort', abort);
      cancel = clock.after(leftMs, end);
    }
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
    signal?.removeEventListener('abort', abort);
  }
}

/** As long as `inTime`, for work on which no answer depends: that it failed or was late is nobody's business. */
export async function inTimeOrNot(
  work: Promise<unknown>,
  request: PreparedRequest,
  limits: Limits,
  clock: Clock,
): Promise<void> {
  await inTime(work, 'its answer was kept', 'body', request, limits, clock).catch(() => undefined);
}
