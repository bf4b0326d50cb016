import { describe, expect, it, vi } from 'vitest';
import { CircuitBreakerOperation, createCircuitBreakerGateway, genericCircuitBreakerOperation } from '../src/index.ts';
import { createApi, Failure } from './api.ts';

const OPEN = { code: 'CIRCUIT_BREAKER_OPEN', retryable: true };

describe('a closed breaker', () => {
  it('passes the answer and the error of what it guards on, unchanged', async () => {
    const { call, operations } = createApi();
    const answer = { on: true };
    expect(await call(() => answer)).toBe(answer);
    expect(await call(async () => answer)).toBe(answer);
    const error = new Failure('own');
    await expect(call(() => Promise.reject(error))).rejects.toBe(error);
    await expect(
      call(() => {
        throw error;
      }),
    ).rejects.toBe(error);
    expect(operations.getBreaker({ name: 'api' })).toEqual({
      name: 'api',
      state: 'closed',
      calls: 4,
      failures: 2,
      timeouts: 0,
      rejected: 0,
      fallbacks: 0,
      running: 0,
      waiting: 0,
      openedAtMs: undefined,
      retryAfterMs: undefined,
    });
  });

  it('opens after as many failures in a row as the threshold says', async () => {
    const { failTimes, succeed, state } = createApi({ failureThreshold: 3 });
    await failTimes(2);
    await succeed();
    await failTimes(2);
    expect(state()).toBe('closed');
    await failTimes(1);
    expect(state()).toBe('open');
  });

  it('opens after five failures when nothing else is said', async () => {
    const { failTimes, state } = createApi();
    await failTimes(4);
    expect(state()).toBe('closed');
    await failTimes(1);
    expect(state()).toBe('open');
  });
});

describe('an open breaker', () => {
  it('refuses calls without making them, and says when to come back', async () => {
    const { failTimes, call, clock, operations } = createApi({ failureThreshold: 1, openMs: 10_000 });
    await failTimes(1);
    await clock.advance(2_500);
    const run = vi.fn();
    await expect(call(run)).rejects.toMatchObject({
      ...OPEN,
      data: { name: 'api', state: 'open', retryAfterMs: 7_500 },
    });
    expect(run).not.toHaveBeenCalled();
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ calls: 1, failures: 1, rejected: 1 });
    expect(operations.getStatus()).toMatchObject({ state: 'degraded', reasons: ['The breaker "api" is open.'] });
  });

  it('lets a call through after openMs and closes when it succeeds', async () => {
    const { failTimes, succeed, clock, state } = createApi({ failureThreshold: 2, openMs: 10_000 });
    await failTimes(2);
    await clock.advance(9_999);
    await expect(succeed()).rejects.toMatchObject(OPEN);
    await clock.advance(1);
    expect(await succeed()).toBe('up');
    expect(state()).toBe('closed');
    // Failures of before are forgotten.
    await failTimes(1);
    expect(state()).toBe('closed');
  });

  it('stays open for another openMs when the call fails', async () => {
    const { failTimes, fail, succeed, clock, state } = createApi({ failureThreshold: 3, openMs: 10_000 });
    await failTimes(3);
    await clock.advance(10_000);
    expect(await fail()).toBeInstanceOf(Failure);
    expect(state()).toBe('open');
    await clock.advance(9_999);
    await expect(succeed()).rejects.toMatchObject(OPEN);
    await clock.advance(1);
    expect(await succeed()).toBe('up');
  });

  it('tries again at once when the clock was set back, instead of staying open for ages', async () => {
    const { failTimes, succeed, clock } = createApi({ failureThreshold: 1 });
    await failTimes(1);
    const now = vi.spyOn(clock, 'now').mockReturnValue(clock.now() - 3_600_000);
    expect(await succeed()).toBe('up');
    expect(now).toHaveBeenCalled();
  });
});

describe('a breaker that was opened by hand', () => {
  it('refuses every call until it is reset', async () => {
    const { operations, succeed, clock, state } = createApi({ openMs: 10 });
    operations.forceOpen({ name: 'api' });
    await clock.advance(1_000_000);
    const error = await succeed().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ ...OPEN, data: { name: 'api', state: 'isolated' } });
    expect(error).not.toMatchObject({ data: { retryAfterMs: expect.anything() } });
    expect(state()).toBe('isolated');
    expect(operations.reset({ name: 'api' })).toBe(true);
    expect(await succeed()).toBe('up');
  });

  it('takes the options of its first call all the same', async () => {
    const { operations, fail, state } = createApi();
    operations.forceOpen({ name: 'api' });
    await fail({ options: { failureThreshold: 1 } });
    expect(state()).toBe('isolated');
    operations.reset({ name: 'api' });
    await fail();
    expect(state()).toBe('open');
  });
});

describe('breakers by name', () => {
  it('know nothing of each other, and are closed together by resetAll', async () => {
    const { operations, failTimes, state } = createApi({ failureThreshold: 1 });
    await failTimes(1);
    expect(await operations.call({ name: 'other', run: () => 1 })).toBe(1);
    expect(operations.getBreaker({ name: 'never' })).toBeUndefined();
    expect(operations.reset({ name: 'never' })).toBe(false);
    expect(operations.resetAll()).toBe(2);
    expect(state()).toBe('closed');
    expect(operations.getBreaker({ name: 'api' })?.failures).toBe(0);
  });

  it('keep the options of the first call', async () => {
    const { fail, state } = createApi();
    await fail({ options: { failureThreshold: 2 } });
    await fail({ options: { failureThreshold: 100 } });
    expect(state()).toBe('open');
  });

  it('are not more than maxBreakers: the least recently used is forgotten, closed ones first', async () => {
    const { operations } = createCircuitBreakerGateway({ maxBreakers: 3, failureThreshold: 1 });
    const use = (name: string) => operations.call({ name, run: () => name });
    await operations.call({ name: 'broken', run: () => Promise.reject(new Failure()) }).catch(() => undefined);
    operations.forceOpen({ name: 'forced' });
    for (const name of ['a', 'b', 'c']) await use(name);
    expect(operations.getStatus().breakers.map(({ name }) => name)).toEqual(['broken', 'forced', 'c']);
    await use('c');
    operations.forceOpen({ name: 'd' });
    operations.forceOpen({ name: 'e' });
    expect(operations.getStatus().breakers.map(({ name }) => name)).toEqual(['forced', 'd', 'e']);
  });
});

describe('the generic operation', () => {
  it('guards a call and answers with the standard response', async () => {
    const answer = await genericCircuitBreakerOperation(CircuitBreakerOperation.CALL, { name: 'api', run: () => 'ok' });
    expect(answer).toMatchObject({ success: true, data: 'ok' });
  });
});

describe('what is not right', () => {
  it.each([
    [{ failureThreshold: 0 }, 'failureThreshold'],
    [{ failureThreshold: 1.5 }, 'failureThreshold'],
    [{ openMs: 0 }, 'openMs'],
    [{ openMs: Number.POSITIVE_INFINITY }, 'openMs'],
    [{ timeoutMs: -1 }, 'timeoutMs'],
    [{ openMs: 100, maxOpenMs: 99 }, 'maxOpenMs'],
    [{ halfOpenCalls: 0 }, 'halfOpenCalls'],
    [{ halfOpenFailureRatio: 1 }, 'halfOpenFailureRatio'],
    [{ maxConcurrent: 0 }, 'maxConcurrent'],
    [{ maxQueue: -1 }, 'maxQueue'],
    [{ sharing: true as never }, 'sharing'],
    [{ sharing: { refreshMs: 0 } }, 'sharing.refreshMs'],
    [{ sharing: { waitMs: Number.NaN } }, 'sharing.waitMs'],
    [{ sampling: 'count-window' as never }, 'sampling.kind'],
    [{ sampling: null as never }, 'sampling.kind'],
    [{ sampling: { kind: 'count-window', size: 10_001, failureRatio: 0.5 } as const }, 'sampling.size'],
    [{ sampling: { kind: 'count-window', failureRatio: 0.5 } as never }, 'sampling.size'],
    [{ sampling: { kind: 'count-window', size: 10, failureRatio: 1 } as const }, 'sampling.failureRatio'],
    [
      { sampling: { kind: 'count-window', size: 10, failureRatio: 0.5, minimumCalls: 11 } as const },
      'sampling.minimumCalls',
    ],
    [{ sampling: { kind: 'time-window', windowMs: 0, failureRatio: 0.5 } as const }, 'sampling.windowMs'],
    [{ sampling: { kind: 'time-window', windowMs: 100 } as never }, 'sampling.failureRatio'],
  ])('the options %j are refused by name, of the gateway and of a call', async (options, name) => {
    const refusal = { code: 'CIRCUIT_BREAKER_INVALID_OPTIONS', message: expect.stringContaining(name) };
    expect(() => createCircuitBreakerGateway(options)).toThrow(expect.objectContaining(refusal));
    await expect(createApi().call(() => 1, { options })).rejects.toMatchObject(refusal);
  });

  it.each<[object, RegExp]>([
    [{ run: () => 1 }, /^name/],
    [{ name: '', run: () => 1 }, /^name/],
    [{ name: 'x'.repeat(129), run: () => 1 }, /^name/],
    [{ name: 'api' }, /^run/],
    [{ name: 'api', run: () => 1, isFailure: true }, /^isFailure is/],
    [{ name: 'api', run: () => 1, isFailureResult: 500 }, /^isFailureResult/],
    [{ name: 'api', run: () => 1, fallback: 'stale' }, /^fallback/],
    [{ name: 'api', run: () => 1, signal: { aborted: true } }, /^signal/],
  ])('the parameters %j are refused with what is missing', async (params, message) => {
    const { operations } = createCircuitBreakerGateway({ maxBreakers: 1 });
    const error = await operations.call(params as never).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'KERNEL_INVALID_PARAMS', message: expect.stringMatching(message) });
  });

  it('maxBreakers below one is refused', () => {
    expect(() => createCircuitBreakerGateway({ maxBreakers: 0 })).toThrow(
      expect.objectContaining({ code: 'CIRCUIT_BREAKER_INVALID_OPTIONS' }),
    );
  });
});
