import type { CacheCreateContext } from '@hearthgate/contracts';
import { type Clock, GatewayError, SignalOnRead, withinTime } from '@hearthgate/kernel';

/**
 * Runs `create`, which is told by its signal when its time is over. It is then left alone: one that never ended would
 * keep its key from ever being made again.
 *
 * @throws GatewayError `CACHE_CREATE_TIMEOUT`, or what `create` threw
 */
export function runCreate(
  create: (context: CacheCreateContext) => unknown,
  timeoutMs: number,
  clock: Clock,
): Promise<unknown> {
  if (timeoutMs === Number.POSITIVE_INFINITY) return start(create, { signal: undefined });
  const context = new SignalOnRead();
  return withinTime(timeoutMs, start(create, context), clock, () => {
    const message = `create took longer than ${timeoutMs} ms and is not waited for; make it faster or raise createTimeoutMs.`;
    const error = new GatewayError('CACHE_CREATE_TIMEOUT', message, { data: { timeoutMs } });
    SignalOnRead.abort(context, error);
    throw error;
  });
}

/** Asynchronous, so that what it throws at once is a rejection too. */
async function start(create: (context: CacheCreateContext) => unknown, context: CacheCreateContext): Promise<unknown> {
  return create(context);
}
