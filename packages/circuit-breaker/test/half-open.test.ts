import { describe, expect, it, vi } from 'vitest';
import { createApi, Failure } from './api.ts';

const OPEN = { code: 'CIRCUIT_BREAKER_OPEN', retryable: true };

/** A breaker that may try again now. */
async function createDue(options = {}) {
  const api = createApi({ failureThreshold: 1, openMs: 1_000, ...options });
  await api.failTimes(1);
  await api.clock.advance(1_000);
  return api;
}

describe('a half-open breaker', () => {
  it('lets exactly one of many callers through and refuses the others', async () => {
    const { call, state } = await createDue();
    const probe = Promise.withResolvers<string>();
    const run = vi.fn(() => probe.promise);
    const calls = Array.from({ length: 50 }, () => call(run).catch((error: unknown) => error));
    const others = await Promise.all(calls.slice(1));
    expect(run).toHaveBeenCalledTimes(1);
    expect(state()).toBe('half-open');
    for (const error of others)
      expect(error).toMatchObject({ ...OPEN, data: { state: 'half-open', retryAfterMs: 1_000 } });
    probe.resolve('up');
    expect(await calls[0]).toBe('up');
    expect(state()).toBe('closed');
  });

  it('gives a probe up that never ends, so that another call can try', async () => {
    const { call, succeed, clock, state } = await createDue();
    const lost = Promise.withResolvers<string>();
    const first = call(() => lost.promise);
    await clock.advance(999);
    await expect(succeed()).rejects.toMatchObject({ ...OPEN, data: { retryAfterMs: 1 } });
    await clock.advance(1);
    expect(await succeed()).toBe('up');
    expect(state()).toBe('closed');
    // The lost one comes back at last; it has its own answer and no say any more.
    lost.reject(new Failure('late'));
    await expect(first).rejects.toThrow('late');
    expect(state()).toBe('closed');
  });

  it('gives no probe up before its own timeout', async () => {
    const { call, succeed, clock } = await createDue({ timeoutMs: 5_000 });
    const probe = call(() => new Promise(() => {})).catch((error: unknown) => error);
    await clock.advance(4_999);
    await expect(succeed()).rejects.toMatchObject(OPEN);
    await clock.advance(1);
    expect(await probe).toMatchObject({ code: 'CIRCUIT_BREAKER_TIMEOUT' });
    await expect(succeed()).rejects.toMatchObject({ data: { state: 'open', retryAfterMs: 1_000 } });
  });

  it('stays isolated when it is opened by hand while the probe runs', async () => {
    const { call, operations, state } = await createDue();
    const probe = Promise.withResolvers<string>();
    const call1 = call(() => probe.promise);
    await vi.waitFor(() => expect(state()).toBe('half-open'));
    operations.forceOpen({ name: 'api' });
    probe.resolve('up');
    expect(await call1).toBe('up');
    expect(state()).toBe('isolated');
  });
});

describe('a half-open breaker with several probes', () => {
  const options = { halfOpenCalls: 3 };

  it('lets as many through at once, refuses more, and closes when all succeeded', async () => {
    const { call, state } = await createDue(options);
    const ends = Array.from({ length: 3 }, () => Promise.withResolvers<string>());
    const probes = ends.map(({ promise }) => call(() => promise));
    await expect(call(() => 'no')).rejects.toMatchObject({ ...OPEN, data: { state: 'half-open' } });
    for (const [index, { resolve }] of ends.entries()) {
      expect(state()).toBe('half-open');
      resolve('up');
      await probes[index];
    }
    expect(state()).toBe('closed');
  });

  it('opens with the first that fails, and those still running have no say any more', async () => {
    const { call, fail, state } = await createDue(options);
    const slow = Promise.withResolvers<string>();
    const first = call(() => slow.promise);
    await fail();
    expect(state()).toBe('open');
    slow.resolve('up');
    expect(await first).toBe('up');
    expect(state()).toBe('open');
  });

  it('may tolerate a share of failures', async () => {
    const tolerant = await createDue({ ...options, halfOpenFailureRatio: 0.34 });
    await tolerant.fail();
    await tolerant.succeed();
    expect(tolerant.state()).toBe('half-open');
    await tolerant.succeed();
    expect(tolerant.state()).toBe('closed');

    const broken = await createDue({ ...options, halfOpenFailureRatio: 0.34 });
    await broken.failTimes(2);
    expect(broken.state()).toBe('open');
  });
});

describe('a breaker whose probes keep failing', () => {
  it('rests twice as long each time, up to maxOpenMs, and openMs again after it was closed', async () => {
    const { fail, failTimes, succeed, clock, operations } = await createDue({ maxOpenMs: 3_000 });
    const restMs = () => operations.getBreaker({ name: 'api' })?.retryAfterMs;
    for (const expected of [2_000, 3_000, 3_000]) {
      await fail();
      expect(restMs()).toBe(expected);
      await clock.advance(expected);
    }
    await succeed();
    expect(restMs()).toBeUndefined();
    await failTimes(1);
    expect(restMs()).toBe(1_000);
  });
});

describe('calls that began before the breaker changed', () => {
  it('do not close it when they succeed late', async () => {
    const { call, failTimes, state } = createApi({ failureThreshold: 2 });
    const slow = Promise.withResolvers<string>();
    const before = call(() => slow.promise);
    await failTimes(2);
    slow.resolve('up');
    expect(await before).toBe('up');
    expect(state()).toBe('open');
  });

  it('do not open it again when they fail late', async () => {
    const { call, failTimes, succeed, clock, state } = createApi({ failureThreshold: 1, openMs: 1_000 });
    const slow = Promise.withResolvers<string>();
    const before = call(() => slow.promise).catch((error: unknown) => error);
    await failTimes(1);
    await clock.advance(1_000);
    await succeed();
    slow.reject(new Failure('late'));
    expect(await before).toBeInstanceOf(Failure);
    expect(state()).toBe('closed');
  });

  it('count in the order in which they end', async () => {
    const { call, state } = createApi({ failureThreshold: 2 });
    const calls = [
      Promise.withResolvers<string>(),
      Promise.withResolvers<string>(),
      Promise.withResolvers<string>(),
    ] as const;
    const running = calls.map(({ promise }) => call(() => promise).catch(() => undefined));
    await vi.waitFor(() => expect(running).toHaveLength(3));
    calls[2].reject(new Failure());
    await running[2];
    calls[0].resolve('up');
    await running[0];
    calls[1].reject(new Failure());
    await running[1];
    expect(state()).toBe('closed');
  });
});
