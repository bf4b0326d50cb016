import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSingletonGateway } from '../src/index.ts';

function bench() {
  const environment = createTestEnvironment();
  const { operations } = createSingletonGateway({}, { environment });
  return { ...operations, clock: environment.clock };
}

describe('a health check', () => {
  it('of nothing is healthy, and makes nothing', async () => {
    const { register, healthCheck, has } = bench();
    register({ key: 'pool', create: () => 1, check: () => false });
    expect(await healthCheck()).toEqual({ state: 'healthy', checks: [] });
    expect(has({ key: 'pool' })).toBe(false);
  });

  it('runs the checks of instances with the instance, and believes those without one', async () => {
    const { get, healthCheck } = bench();
    const pool = { pings: 0 };
    const check = async (instance: { pings: number }) => void instance.pings++;
    await get({ key: 'pool', create: () => pool, check });
    await get({ key: 'plain', create: () => 1 });
    expect(await healthCheck()).toEqual({
      state: 'healthy',
      checks: [
        { name: 'pool', state: 'healthy' },
        { name: 'plain', state: 'healthy' },
      ],
    });
    expect(pool.pings).toBe(1);
  });

  it('is unhealthy when a check answers false, throws or takes too long, and says why without secrets', async () => {
    const { get, healthCheck, clock } = bench();
    const checks: Record<string, () => unknown> = {
      no: () => false,
      thrown: () => {
        throw new Error('refused with Bearer abcdefgh12345678');
      },
      never: () => new Promise(() => {}),
      fine: () => true,
    };
    for (const [key, check] of Object.entries(checks)) await get({ key, create: () => key, check });
    const checking = healthCheck({ timeoutMs: 50 });
    await clock.advance(50);
    expect(await checking).toEqual({
      state: 'unhealthy',
      checks: [
        { name: 'no', state: 'unhealthy', detail: 'its check answered false' },
        { name: 'thrown', state: 'unhealthy', detail: 'refused with Bearer [redacted]' },
        { name: 'never', state: 'unhealthy', detail: 'its check took longer than 50 ms' },
        { name: 'fine', state: 'healthy' },
      ],
    });
    expect(clock.pendingTimers).toBe(0);
  });

  it('is degraded while the last creation of a key failed', async () => {
    const { get, healthCheck } = bench();
    await get({ key: 'pool', create: () => Promise.reject(new Error('no network')) }).catch(() => {});
    const checks = [{ name: 'pool', state: 'degraded', detail: 'could not be made: no network' }];
    expect(await healthCheck()).toEqual({ state: 'degraded', checks });
    await get({ key: 'pool', create: () => 1 });
    expect(await healthCheck()).toMatchObject({ state: 'healthy' });
  });

  it('refuses a timeout that is none', async () => {
    await expect(bench().healthCheck({ timeoutMs: 0 })).rejects.toMatchObject({ code: 'SINGLETON_INVALID_OPTIONS' });
  });
});
