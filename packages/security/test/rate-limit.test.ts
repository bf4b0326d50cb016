import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createSecurityGateway, type RateLimitParams } from '../src/index.ts';
import { createSharedStore } from './shared-store.ts';

const LIMIT: RateLimitParams = { key: 'ada', limit: 5, windowMs: 1_000 };

function createAlone() {
  const environment = createTestEnvironment();
  const { operations, execute } = createSecurityGateway({}, { environment });
  const allowed = async (params: RateLimitParams) => (await execute('enforceRateLimit', params)).success;
  const count = async (params: RateLimitParams, times: number) => {
    let passed = 0;
    for (let time = 0; time < times; time += 1) if (await allowed(params)) passed += 1;
    return passed;
  };
  return { environment, operations, execute, allowed, count };
}

describe('a token bucket', () => {
  it('lets a burst through, then one for each part of the window', async () => {
    const { environment, count } = createAlone();
    expect(await count(LIMIT, 10)).toBe(5);
    await environment.clock.advance(200);
    expect(await count(LIMIT, 3)).toBe(1);
    await environment.clock.advance(10_000);
    expect(await count(LIMIT, 10)).toBe(5);
  });

  it('says what remains and when to come back', async () => {
    const { environment, operations, execute } = createAlone();
    expect(await operations.enforceRateLimit(LIMIT)).toEqual({
      allowed: true,
      remaining: 4,
      retryAfterMs: 0,
      resetAfterMs: 200,
    });
    for (let time = 0; time < 4; time += 1) await operations.enforceRateLimit(LIMIT);
    await environment.clock.advance(50);
    expect(await execute('enforceRateLimit', LIMIT)).toMatchObject({
      success: false,
      error: { code: 'SECURITY_RATE_LIMITED', retryable: true, message: expect.stringContaining('150 ms') },
    });
    await expect(operations.enforceRateLimit(LIMIT)).rejects.toMatchObject({
      data: { limit: 5, remaining: 0, retryAfterMs: 150 },
    });
    await environment.clock.advance(150);
    expect((await operations.enforceRateLimit(LIMIT)).remaining).toBe(0);
    expect(operations.getStatus().rateLimited).toBe(2);
  });

  it('is looked at without being touched', async () => {
    const { operations } = createAlone();
    for (let time = 0; time < 20; time += 1) expect((await operations.checkRateLimit(LIMIT)).remaining).toBe(5);
    for (let time = 0; time < 5; time += 1) await operations.enforceRateLimit(LIMIT);
    expect(await operations.checkRateLimit(LIMIT)).toEqual({
      allowed: false,
      remaining: 0,
      retryAfterMs: 200,
      resetAfterMs: 1_000,
    });
  });

  it('is full again after a reset', async () => {
    const { operations, count } = createAlone();
    await count(LIMIT, 5);
    await operations.resetRateLimit({ key: 'ada' });
    expect(await count(LIMIT, 10)).toBe(5);
  });

  it('is one for each key, takes costs, and may be deeper or shallower than the limit', async () => {
    const { allowed, count } = createAlone();
    expect(await count({ ...LIMIT, key: 'eve', cost: 2 }, 5)).toBe(2);
    expect(await allowed({ ...LIMIT, key: 'eve' })).toBe(true);
    expect(await count({ ...LIMIT, key: 'deep', burst: 20 }, 30)).toBe(20);
    expect(await count({ ...LIMIT, key: 'flat', burst: 1 }, 30)).toBe(1);
    expect(await count(LIMIT, 10)).toBe(5);
  });

  it('counts calls that come at once', async () => {
    const { execute } = createAlone();
    const answers = await Promise.all(Array.from({ length: 20 }, () => execute('enforceRateLimit', LIMIT)));
    expect(answers.filter(({ success }) => success)).toHaveLength(5);
  });

  it.each([
    { limit: 0 },
    { limit: 1.5 },
    { windowMs: 0 },
    { windowMs: Number.NaN },
    { burst: -1 },
    { cost: 0 },
    { cost: 6 },
    { key: '' },
    { key: 7 },
  ])('refuses %j', async (wrong) => {
    const { execute } = createAlone();
    expect(await execute('enforceRateLimit', { ...LIMIT, ...wrong } as never)).toMatchObject({
      error: { code: 'KERNEL_INVALID_PARAMS' },
    });
  });
});

/** Gateways of several execution environments over one store and one clock. */
function createFleet(size: number, turns?: (random: () => number) => number) {
  const environments = Array.from({ length: size }, () => createTestEnvironment());
  const [first] = environments;
  const random = first?.random ?? (() => 0);
  const store = createSharedStore(() => first?.clock.now() ?? 0, turns && (() => turns(random)));
  let reads = 0;
  const cache: typeof store.cache = {
    get: (params) => {
      reads += 1;
      return store.cache.get(params);
    },
    set: store.cache.set,
  };
  const fleet = environments.map((environment) => createSecurityGateway({}, { environment, peers: { cache } }));
  const advance = (ms: number) => Promise.all(environments.map(({ clock }) => clock.advance(ms)));
  const attempts = async (gateways: typeof fleet, params: RateLimitParams) => {
    const answers = await Promise.all(gateways.map(({ execute }) => execute('enforceRateLimit', params)));
    return answers.filter(({ success }) => success).length;
  };
  return { fleet, store, advance, attempts, reads: () => reads };
}

describe('a limit over several execution environments', () => {
  it('holds exactly when they come one after the other', async () => {
    const { fleet, attempts, advance, store } = createFleet(4);
    let passed = 0;
    for (let turn = 0; turn < 40; turn += 1)
      passed += await attempts(fleet.slice(turn % 4, (turn % 4) + 1), { ...LIMIT, limit: 10 });
    expect(passed).toBe(10);
    await advance(500);
    for (let turn = 0; turn < 40; turn += 1)
      passed += await attempts(fleet.slice(turn % 4, (turn % 4) + 1), { ...LIMIT, limit: 10 });
    expect(passed).toBe(15);
    expect([...store.entries.values()].every(({ scope }) => scope === 'shared')).toBe(true);
    expect([...store.entries.keys()].join()).not.toContain('ada');
  });

  it.each([
    { environments: 2, most: 210 },
    { environments: 5, most: 260 },
    { environments: 20, most: 450 },
  ])(
    'is not left behind when $environments keep colliding, as lost writes are made good',
    async ({ environments, most }) => {
      const { fleet, attempts } = createFleet(environments, (random) => 1 + Math.floor(3 * random()));
      const rule = { key: 'ada', limit: 200, windowMs: 3_600_000 };
      let passed = 0;
      // Counting by the store's last write alone, 20 colliding environments would let 4,000 through.
      for (let round = 0; round < 200; round += 1) passed += await attempts(fleet, rule);
      expect(passed).toBeGreaterThanOrEqual(200);
      expect(passed).toBeLessThanOrEqual(most);
    },
  );

  it('holds within each when the store fails, which the health check tells', async () => {
    const failing = async () => Promise.reject(new Error('down'));
    const environment = createTestEnvironment();
    const { execute, operations } = createSecurityGateway(
      {},
      { environment, peers: { cache: { get: failing, set: failing } } },
    );
    const answers = [];
    for (let time = 0; time < 10; time += 1) answers.push((await execute('enforceRateLimit', LIMIT)).success);
    expect(answers.filter(Boolean)).toHaveLength(5);
    expect((await operations.healthCheck()).checks).toContainEqual({
      name: 'rate-limits',
      state: 'degraded',
      detail: expect.stringContaining('within this environment only'),
    });
  });

  it('costs no look into the store while it refuses, and sees a reset elsewhere within a second', async () => {
    const { fleet, attempts, advance, reads } = createFleet(2);
    const rule = { key: 'ada', limit: 5, windowMs: 60_000 };
    const one = fleet.slice(0, 1);
    for (let time = 0; time < 6; time += 1) await attempts(one, rule);
    const before = reads();
    for (let time = 0; time < 50; time += 1) expect(await attempts(one, rule)).toBe(0);
    expect(reads()).toBe(before);
    await fleet[1]?.operations.resetRateLimit({ key: 'ada' });
    await advance(1_000);
    expect(await attempts(one, rule)).toBe(1);
  });

  it('does not open because the store forgot or holds nonsense', async () => {
    const { fleet, attempts, store } = createFleet(1);
    for (let time = 0; time < 5; time += 1) await attempts(fleet, LIMIT);
    const [key = ''] = store.entries.keys();
    store.entries.delete(key);
    expect(await attempts(fleet, LIMIT)).toBe(0);
    for (const value of ['x', null, { spent: -1e9 }, { spent: 0, atMs: 'x', epoch: 0, counts: {} }]) {
      store.entries.set(key, { key, value });
      expect(await attempts(fleet, LIMIT)).toBe(0);
    }
  });

  it('does not stay shut because the clock of one is ahead', async () => {
    const [behind, ahead] = [createTestEnvironment({ startAtMs: 0 }), createTestEnvironment({ startAtMs: 3_600_000 })];
    const { cache } = createSharedStore();
    const [slow, fast] = [behind, ahead].map((environment) => {
      const { execute } = createSecurityGateway({}, { environment, peers: { cache } });
      return async () => (await execute('enforceRateLimit', LIMIT)).success;
    }) as [() => Promise<boolean>, () => Promise<boolean>];
    for (let time = 0; time < 5; time += 1) expect(await fast()).toBe(true);
    expect(await fast()).toBe(false);
    // Each counts by itself then.
    for (let time = 0; time < 5; time += 1) expect(await slow()).toBe(true);
    expect(await slow()).toBe(false);
    await behind.clock.advance(1_000);
    expect(await slow()).toBe(true);
  });

  it('is reset for all of them', async () => {
    const { fleet, attempts, advance } = createFleet(3);
    const rule = { key: 'ada', limit: 5, windowMs: 3_600_000 };
    const inTurn = async () => {
      let passed = 0;
      for (const gateway of [...fleet, ...fleet, ...fleet]) passed += await attempts([gateway], rule);
      return passed;
    };
    expect(await inTurn()).toBe(5);
    await fleet[0]?.operations.resetRateLimit({ key: 'ada' });
    await advance(1_000);
    expect(await inTurn()).toBe(5);
  });
});
