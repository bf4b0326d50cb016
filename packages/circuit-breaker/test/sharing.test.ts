import { describe, expect, it, vi } from 'vitest';
import { Failure } from './api.ts';
import { createEnvironments, KEY } from './shared-cache.ts';

const OPEN = { code: 'CIRCUIT_BREAKER_OPEN' };

describe('an environment that starts while a breaker is open elsewhere', () => {
  it('refuses from its first call on, until it may be tried', async () => {
    const { cache, clock, start } = createEnvironments();
    await start().failTimes(1);
    expect(cache.paramsOf('set')).toEqual([expect.objectContaining({ key: KEY, scope: 'shared', ttlMs: 20_000 })]);
    const two = start();
    await clock.advance(4_000);
    const refused = await Promise.all([two.fail(), two.fail()]);
    for (const error of refused) expect(error).toMatchObject({ ...OPEN, data: { retryAfterMs: 6_000 } });
    await clock.advance(6_000);
    expect(await two.succeed()).toBe('up');
    expect([two.state(), cache.entries.size]).toEqual(['closed', 0]);
  });

  it('tries a little later than the one that opened it, each at a moment of its own', async () => {
    const { clock, start } = createEnvironments({}, () => 0.5);
    await start().failTimes(1);
    const two = start();
    expect(await two.fail()).toMatchObject({ ...OPEN, data: { retryAfterMs: 12_500 } });
    await clock.advance(12_500);
    expect(await two.succeed()).toBe('up');
  });

  it('goes on with the rests that grew elsewhere', async () => {
    const { clock, start } = createEnvironments({ maxOpenMs: 60_000 });
    const one = start();
    await one.failTimes(1);
    await clock.advance(10_000);
    await one.failTimes(1);
    const two = start();
    expect(await two.fail()).toMatchObject({ data: { retryAfterMs: 20_000 } });
    await clock.advance(20_000);
    await two.fail();
    expect(two.operations.getBreaker({ name: 'api' })?.retryAfterMs).toBe(40_000);
  });
});

describe('an environment whose breaker is closed', () => {
  it('waits for others before its first call only, however many begin at once', async () => {
    const { cache, start } = createEnvironments();
    const one = start();
    await Promise.all([one.succeed(), one.succeed(), one.succeed()]);
    await one.succeed();
    expect(cache.calls).toEqual([{ operation: 'get', params: { key: KEY, scope: 'shared' } }]);
  });

  it('asks again beside its calls while it is busy, and refuses once it knows', async () => {
    const { cache, clock, start } = createEnvironments();
    const [one, two] = [start(), start()];
    await two.succeed();
    await clock.advance(4_999);
    await two.succeed();
    expect(cache.paramsOf('get')).toHaveLength(1);
    await one.failTimes(1);
    await clock.advance(1);
    // This call does not wait for the answer; the next one has it.
    expect(await two.succeed()).toBe('up');
    expect(await two.fail()).toMatchObject(OPEN);
    expect(cache.paramsOf('get')).toHaveLength(3);
  });

  it('waits for others again when it was idle', async () => {
    const { clock, start } = createEnvironments();
    const [one, two] = [start(), start()];
    await two.succeed();
    await clock.advance(10_000);
    await one.failTimes(1);
    expect(await two.fail()).toMatchObject(OPEN);
  });

  it('lets what it saw itself meanwhile prevail', async () => {
    const { cache, clock, start } = createEnvironments({ sharing: { refreshMs: 1_000 } });
    const two = start();
    await two.succeed();
    await clock.advance(1_500);
    const answer = Promise.withResolvers<undefined>();
    const slow = vi.spyOn(cache.operations, 'get').mockReturnValueOnce(answer.promise);
    await two.succeed();
    expect(slow).toHaveBeenCalled();
    two.operations.forceOpen({ name: 'api' });
    two.operations.reset({ name: 'api' });
    answer.resolve({ key: KEY, value: { openedAtMs: clock.now(), openMs: 10_000, attempt: 1 } } as never);
    await clock.advance(0);
    expect(two.state()).toBe('closed');
  });
});

describe('an environment that has closed its breaker', () => {
  it('does not open it for an opening that is older', async () => {
    const { cache, clock, start } = createEnvironments();
    const one = start();
    await one.failTimes(1);
    const stale = cache.entries.get(KEY);
    await clock.advance(10_000);
    await one.succeed();
    // As another leaves it that read before and writes now.
    cache.entries.set(KEY, { ...(stale as object), probeAtMs: clock.now() });
    await clock.advance(5_000);
    expect(await one.succeed()).toBe('up');
    expect(await one.succeed()).toBe('up');
  });

  it('is not disturbed by one that tries later', async () => {
    const { cache, clock, start } = createEnvironments();
    const [one, two] = [start(), start({ sharing: { refreshMs: 2_000 } })];
    await one.failTimes(1);
    await two.fail();
    await clock.advance(10_000);
    await one.succeed();
    const probe = Promise.withResolvers<string>();
    const second = two.call(() => probe.promise);
    await clock.advance(0);
    expect(two.state()).toBe('half-open');
    expect(cache.entries.size).toBe(0);
    probe.resolve('up');
    await second;
    expect(await one.succeed()).toBe('up');
  });
});

describe('a failure', () => {
  it('makes an environment ask others at once, but not again and again', async () => {
    const { cache, clock, start } = createEnvironments();
    const [one, two] = [start(), start({ failureThreshold: 9 })];
    await two.succeed();
    await clock.advance(500);
    await one.failTimes(1);
    expect(await two.fail()).toBeInstanceOf(Failure);
    expect(await two.fail()).toMatchObject(OPEN);
    expect(cache.paramsOf('get')).toHaveLength(3);

    const three = createEnvironments();
    const busy = three.start({ failureThreshold: 99 });
    await busy.failTimes(10);
    expect(three.cache.paramsOf('get')).toHaveLength(1);
  });
});

describe('when the rest is over', () => {
  it('one environment tries, and the others keep out until it knows', async () => {
    const { clock, start } = createEnvironments();
    const all = Array.from({ length: 20 }, () => start());
    await all[0]?.failTimes(1);
    for (const one of all.slice(1)) expect(await one.fail()).toMatchObject(OPEN);
    await clock.advance(10_000);
    const probe = Promise.withResolvers<string>();
    const first = all[0]?.call(() => probe.promise);
    await clock.advance(0);
    const run = vi.fn(() => 'up');
    for (const one of all.slice(1)) await expect(one.call(run)).rejects.toMatchObject(OPEN);
    expect(run).not.toHaveBeenCalled();
    probe.resolve('up');
    await first;
    await clock.advance(5_000);
    for (const one of all) expect(await one.call(run)).toBe('up');
  });

  it('the others rest again when the try failed', async () => {
    const { clock, start } = createEnvironments();
    const [one, two] = [start(), start()];
    await one.failTimes(1);
    await two.fail();
    await clock.advance(10_000);
    await one.failTimes(1);
    await clock.advance(1_000);
    expect(await two.fail()).toMatchObject({ ...OPEN, data: { retryAfterMs: 9_000 } });
  });

  it('another tries when the one that tried is never heard of again', async () => {
    const { clock, start } = createEnvironments();
    const [one, two] = [start(), start()];
    await one.failTimes(1);
    await two.fail();
    await clock.advance(10_000);
    void one.call(() => new Promise(() => {}));
    await clock.advance(0);
    await expect(two.succeed()).rejects.toMatchObject(OPEN);
    await clock.advance(10_000);
    expect(await two.succeed()).toBe('up');
  });
});

describe('a reset', () => {
  it('is told to others, and an opening by hand is not', async () => {
    const { cache, clock, start } = createEnvironments();
    const one = start();
    await one.failTimes(1);
    one.operations.forceOpen({ name: 'api' });
    expect(cache.entries.size).toBe(1);
    one.operations.resetAll();
    await clock.advance(0);
    expect(cache.entries.size).toBe(0);
  });
});

describe('what an environment tells others', () => {
  it('reaches the cache in the order in which it happened', async () => {
    const { cache, clock, start } = createEnvironments({ sharing: { waitMs: 10 } });
    const storing = Promise.withResolvers<void>();
    vi.spyOn(cache.operations, 'set').mockReturnValueOnce(storing.promise);
    const one = start();
    const failing = one.fail();
    await clock.advance(10);
    await failing;
    one.operations.reset({ name: 'api' });
    await clock.advance(0);
    expect(cache.paramsOf('delete')).toEqual([]);
    storing.resolve();
    await clock.advance(0);
    expect(cache.paramsOf('delete')).toEqual([{ key: KEY, scope: 'shared' }]);
  });
});

describe('a breaker that shares nothing', () => {
  it('asks the cache nothing and tells it nothing', async () => {
    const { cache, start } = createEnvironments({ sharing: false });
    const one = start();
    await one.failTimes(1);
    one.operations.reset({ name: 'api' });
    await one.succeed();
    expect(cache.calls).toEqual([]);
  });
});
