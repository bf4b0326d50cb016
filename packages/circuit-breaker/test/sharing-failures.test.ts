import { describe, expect, it, vi } from 'vitest';
import { createApi, Failure } from './api.ts';
import { createEnvironments, KEY } from './shared-cache.ts';

const OPEN = { code: 'CIRCUIT_BREAKER_OPEN' };

describe('a cache', () => {
  it('that fails breaks no call', async () => {
    const down = () => Promise.reject(new Error('cache is down'));
    const api = createApi({ failureThreshold: 1 }, { peers: { cache: { get: down, set: down, delete: down } } });
    expect(await api.fail()).toBeInstanceOf(Failure);
    expect(api.state()).toBe('open');
    await api.clock.advance(30_000);
    expect(await api.succeed()).toBe('up');
    api.operations.reset({ name: 'api' });
    expect(await api.succeed()).toBe('up');
  });

  it('that hangs costs one call waitMs, and later calls nothing for ten times refreshMs', async () => {
    const never = () => new Promise<never>(() => {});
    const api = createApi(
      { failureThreshold: 9, sharing: { waitMs: 300, refreshMs: 1_000 } },
      { peers: { cache: { get: never, set: never, delete: never } } },
    );
    const made = () => api.operations.getBreaker({ name: 'api' })?.calls;
    const first = api.succeed();
    await api.clock.advance(299);
    expect(made()).toBe(0);
    await api.clock.advance(1);
    expect(await first).toBe('up');
    for (let seconds = 0; seconds < 9; seconds += 3) {
      await api.clock.advance(3_000);
      expect(await api.succeed()).toBe('up');
    }
    await api.clock.advance(3_000);
    const again = api.succeed();
    await api.clock.advance(299);
    expect(made()).toBe(4);
    await api.clock.advance(1);
    expect(await again).toBe('up');
    expect(api.clock.pendingTimers).toBe(0);
  });

  it('that fails beside a call, as after a freeze, is waited for all the same after the next pause', async () => {
    const { cache, clock, start } = createEnvironments({ openMs: 30_000 });
    const [one, two] = [start(), start()];
    await two.succeed();
    await clock.advance(5_000);
    vi.spyOn(cache.operations, 'get').mockRejectedValueOnce(new Error('socket hang up'));
    await two.succeed();
    await one.failTimes(1);
    await clock.advance(10_000);
    expect(await two.fail()).toMatchObject(OPEN);
  });

  it('that hangs holds an opening up by waitMs at most', async () => {
    const never = () => new Promise<never>(() => {});
    const api = createApi(
      { failureThreshold: 1, sharing: { waitMs: 300 } },
      { peers: { cache: { get: async () => undefined, set: never, delete: never } } },
    );
    const failing = api.fail();
    await api.clock.advance(300);
    expect(await failing).toBeInstanceOf(Failure);
    expect(api.state()).toBe('open');
  });

  it('that never ends a write gets later ones all the same, after ten times waitMs', async () => {
    const { cache, clock, start } = createEnvironments({ sharing: { waitMs: 10 } });
    vi.spyOn(cache.operations, 'set').mockReturnValueOnce(new Promise(() => {}));
    const one = start();
    const failing = one.fail();
    await clock.advance(10);
    await failing;
    one.operations.reset({ name: 'api' });
    await clock.advance(99);
    expect(cache.paramsOf('delete')).toEqual([]);
    await clock.advance(1);
    expect(cache.paramsOf('delete')).toHaveLength(1);
  });

  it('that answers again is listened to again', async () => {
    const { cache, clock, start } = createEnvironments({ sharing: { refreshMs: 1_000, waitMs: 100 } });
    const two = start();
    vi.spyOn(cache.operations, 'get').mockRejectedValueOnce(new Error('down'));
    await two.succeed();
    await start().failTimes(1);
    await clock.advance(2_000);
    expect(await two.succeed()).toBe('up');
    expect(await two.fail()).toMatchObject(OPEN);
  });

  it.each([
    null,
    'open',
    { openedAtMs: 'now' },
    { openedAtMs: Number.NaN, openMs: 1, attempt: 1 },
    { openedAtMs: 1, openMs: -1, attempt: 1 },
  ])('that holds nonsense is not believed: %j', async (value) => {
    const { cache, start } = createEnvironments();
    cache.entries.set(KEY, value);
    expect(await start().succeed()).toBe('up');
  });

  it('with an opening in the future, as another clock has it, keeps a breaker open no longer than openMs', async () => {
    const { cache, clock, start } = createEnvironments();
    const one = start();
    cache.entries.set(KEY, { openedAtMs: clock.now() + 3_600_000, openMs: 1_000, attempt: 1 });
    expect(await one.fail()).toMatchObject({ ...OPEN, data: { retryAfterMs: 1_000 } });
    await clock.advance(1_000);
    cache.entries.clear();
    expect(await one.succeed()).toBe('up');
  });
});
