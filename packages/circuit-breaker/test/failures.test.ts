import { describe, expect, it } from 'vitest';
import { createApi, Failure } from './api.ts';

/** What the guarded thing answers when it works and the caller is wrong. */
class Refusal extends Error {}
const isFailure = (error: unknown) => !(error instanceof Refusal);
const refuse = () => Promise.reject(new Refusal('401'));

describe('an error that is no failure', () => {
  it('reaches the caller, does not count, and does not make earlier failures forgotten', async () => {
    const { call, fail, state, operations } = createApi({ failureThreshold: 2 });
    for (let count = 0; count < 5; count += 1)
      await expect(call(refuse, { isFailure })).rejects.toBeInstanceOf(Refusal);
    await fail({ isFailure });
    await expect(call(refuse, { isFailure })).rejects.toBeInstanceOf(Refusal);
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ state: 'closed', calls: 7, failures: 1 });
    await fail({ isFailure });
    expect(state()).toBe('open');
  });

  it('closes a half-open breaker, because something answered', async () => {
    const { call, failTimes, clock, state } = createApi({ failureThreshold: 1, openMs: 1_000 });
    await failTimes(1);
    await clock.advance(1_000);
    await expect(call(refuse, { isFailure })).rejects.toBeInstanceOf(Refusal);
    expect(state()).toBe('closed');
  });

  it('is not made by a filter that breaks', async () => {
    const { fail, state } = createApi({ failureThreshold: 1 });
    const broken = () => {
      throw new TypeError('filter');
    };
    expect(await fail({ isFailure: broken })).toBeInstanceOf(Failure);
    expect(state()).toBe('open');
  });
});

describe('a call with a timeout', () => {
  it('fails when its time is over, with an aborted signal, and counts as failed whatever the filter says', async () => {
    const { call, clock, state } = createApi({ failureThreshold: 1, timeoutMs: 500 });
    let signal: AbortSignal | undefined;
    const result = call(
      (context) => {
        signal = context.signal;
        return new Promise<never>(() => {});
      },
      { isFailure: () => false },
    ).catch((error: unknown) => error);
    await clock.advance(499);
    expect([signal?.aborted, state()]).toEqual([false, 'closed']);
    await clock.advance(1);
    const error = await result;
    expect(error).toMatchObject({
      code: 'CIRCUIT_BREAKER_TIMEOUT',
      retryable: true,
      data: { name: 'api', timeoutMs: 500 },
    });
    expect(signal?.reason).toBe(error);
    expect(state()).toBe('open');
  });

  it('is over for the breaker although what it guards ends later', async () => {
    const { call, clock, operations } = createApi({ failureThreshold: 2, timeoutMs: 500 });
    for (const end of ['resolve', 'reject'] as const) {
      const late = Promise.withResolvers<string>();
      const result = call(() => late.promise).catch((error: unknown) => error);
      await clock.advance(500);
      late[end]('late');
      expect(await result).toMatchObject({ code: 'CIRCUIT_BREAKER_TIMEOUT' });
    }
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ state: 'open', failures: 2 });
  });

  it('leaves no timer behind when it ends in time, and has no signal without a timeout', async () => {
    const { call, clock, fail } = createApi({ timeoutMs: 500 });
    expect(await call(({ signal }) => signal?.aborted)).toBe(false);
    expect(await fail()).toBeInstanceOf(Failure);
    await clock.advance(0);
    expect(clock.pendingTimers).toBe(0);
    expect(await createApi().call(({ signal }) => signal)).toBeUndefined();
  });

  it('passes an error on that an inner breaker timed out with', async () => {
    const outer = createApi({ timeoutMs: 10_000 });
    const inner = createApi({ timeoutMs: 10 });
    const result = outer.call(() => inner.call(() => new Promise(() => {})), { isFailure: () => false });
    const settled = result.catch((error: unknown) => error);
    await outer.clock.advance(0);
    await inner.clock.advance(10);
    expect(await settled).toMatchObject({ code: 'CIRCUIT_BREAKER_TIMEOUT', data: { timeoutMs: 10 } });
    expect(outer.operations.getBreaker({ name: 'api' })?.failures).toBe(0);
  });
});
