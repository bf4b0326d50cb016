import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { createApi } from './api.ts';

const reason = new Error('the caller left');

describe('a call with a signal of its caller', () => {
  it('is not made when the signal has aborted before', async () => {
    const { call, operations } = createApi();
    const run = vi.fn();
    await expect(call(run, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(run).not.toHaveBeenCalled();
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ calls: 0, rejected: 0 });
  });

  it('ends at once with the reason, aborts what it guards, and counts neither way', async () => {
    const { call, fail, state, operations } = createApi({ failureThreshold: 2 });
    await fail();
    const controller = new AbortController();
    let inner: AbortSignal | undefined;
    const calling = call(
      ({ signal }) => {
        inner = signal;
        return new Promise<never>(() => {});
      },
      { signal: controller.signal, fallback: () => 'stale' as never },
    );
    await vi.waitFor(() => expect(inner?.aborted).toBe(false));
    controller.abort(reason);
    await expect(calling).rejects.toBe(reason);
    expect(inner?.reason).toBe(reason);
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ state: 'closed', failures: 1, fallbacks: 0 });
    await fail();
    expect(state()).toBe('open');
  });

  it('leaves the line when it waits for a place', async () => {
    const { call, operations } = createApi({ maxConcurrent: 1, maxQueue: 1 });
    const slow = Promise.withResolvers<string>();
    const first = call(() => slow.promise);
    const controller = new AbortController();
    const run = vi.fn();
    const waiting = call(run, { signal: controller.signal });
    await vi.waitFor(() => expect(operations.getBreaker({ name: 'api' })?.waiting).toBe(1));
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    slow.resolve('up');
    await first;
    expect(run).not.toHaveBeenCalled();
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ running: 0, waiting: 0 });
  });

  it('is not made when the signal aborts in the moment when there is a place', async () => {
    const { call, operations } = createApi({ maxConcurrent: 1, maxQueue: 1 });
    const slow = Promise.withResolvers<string>();
    const first = call(() => slow.promise);
    const controller = new AbortController();
    const run = vi.fn();
    const waiting = call(run, { signal: controller.signal });
    await vi.waitFor(() => expect(operations.getBreaker({ name: 'api' })?.waiting).toBe(1));
    operations.configure({ name: 'api', options: { maxConcurrent: 2 } });
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(run).not.toHaveBeenCalled();
    slow.resolve('up');
    await first;
    expect(operations.getBreaker({ name: 'api' })?.running).toBe(0);
  });

  it('gives the place of a probe back, so that another call decides', async () => {
    const { call, failTimes, succeed, clock, state } = createApi({ failureThreshold: 1, openMs: 1_000 });
    await failTimes(1);
    await clock.advance(1_000);
    const controller = new AbortController();
    const probe = call(() => new Promise(() => {}), { signal: controller.signal });
    await vi.waitFor(() => expect(state()).toBe('half-open'));
    controller.abort(reason);
    await expect(probe).rejects.toBe(reason);
    expect(state()).toBe('half-open');
    expect(await succeed()).toBe('up');
    expect(state()).toBe('closed');
  });

  it('has a timeout all the same, which is a failure', async () => {
    const { call, clock, operations } = createApi({ timeoutMs: 100 });
    const { signal } = new AbortController();
    const late = call(() => new Promise(() => {}), { signal }).catch((error: unknown) => error);
    await clock.advance(100);
    expect(await late).toMatchObject({ code: 'CIRCUIT_BREAKER_TIMEOUT' });
    expect(signal.aborted).toBe(false);
    expect(operations.getBreaker({ name: 'api' })).toMatchObject({ failures: 1, timeouts: 1 });
  });

  it('leaves nothing on a signal that outlives it', async () => {
    const { call, fail, clock } = createApi({ timeoutMs: 100 });
    const { signal } = new AbortController();
    await call(() => 'up', { signal });
    await fail({ signal });
    await clock.advance(0);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });
});
