import { readFileSync } from 'node:fs';
import type {
  BreakerSummary,
  CostProtection,
  GatewayStatus,
  HealthCheckItem,
  HealthState,
} from '@hearthgate/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoring } from '../src/health/score.ts';
import { createLambdaGateway, type LambdaPorts } from '../src/index.ts';
import { quietMetrics, type SetUp, setUp } from './set-up.ts';

interface State {
  memory?: number;
  startup?: 'ready' | 'degraded' | 'failed';
  breakers?: readonly BreakerSummary[];
  statuses?: readonly GatewayStatus[];
  failures?: number;
  /** How long each invocation takes. */
  tookMs?: number;
  protection?: CostProtection;
  /** What metrics know of other gateways. */
  impaired?: readonly GatewayStatus[];
  checks?: readonly HealthCheckItem[];
  hasRoutes?: boolean;
}

const status = (gateway: string, state: HealthState): GatewayStatus => ({ gateway, state, reasons: ['planted.'] });

/** The report of a function in a certain state, after ten invocations of which some failed. */
async function reportOf({
  memory,
  startup = 'ready',
  breakers = [],
  statuses = [],
  failures = 0,
  tookMs = 0,
  protection = 'none',
  impaired = [],
  checks = [],
  hasRoutes = true,
}: State) {
  const initialization: LambdaPorts['initialization'] = {
    lambdaInit: async () => ({ state: startup, durationMs: 7, stages: [], initializationType: 'on-demand' }),
    healthCheck: async () => ({ state: 'healthy', checks: [] }),
    memoryStatus: () => ({ residentBytes: 1, heapUsedBytes: 1, usedRatio: memory }),
  };
  const health = { breakers: () => breakers, statuses: () => statuses, checks: async () => checks };
  const metrics: LambdaPorts['metrics'] = {
    ...quietMetrics,
    countInvocation() {},
    publish: () => 0,
    getHealthMetrics: () => ({ ...quietMetrics.getHealthMetrics(), protection, impaired }),
  };
  const context: SetUp = setUp({ health }, { initialization, metrics });
  if (hasRoutes) {
    context.registerRoute({
      kind: 'diagnostics',
      handler: async (event, { noteCause }) => {
        await context.clock.advance(tookMs);
        if ((event as { fails: boolean }).fails) noteCause('planted');
      },
    });
  }
  for (let time = 0; hasRoutes && time < 10; time += 1) {
    await context.eventHandler({ event: { hearthgate: 'diagnostics', fails: time < failures } });
  }
  return context.healthCheck();
}

describe('the score', () => {
  it('is 100 when nothing is wrong', async () => {
    expect(await reportOf({})).toMatchObject({
      state: 'healthy',
      score: 100,
      deductions: [],
      errorRate: 0,
      averageMs: 0,
      p95Ms: 0,
      cacheHitRate: 0.75,
      utilization: { observed: 0, declared: 56 },
      breakers: [],
      protection: 'none',
      startup: { state: 'ready', durationMs: 7 },
    });
  });

  it.each<[string, State, number, RegExp]>([
    ['a degraded tier', { statuses: [status('cache', 'degraded')] }, 90, /cache is degraded/],
    ['an unhealthy gateway', { statuses: [status('logging', 'unhealthy')] }, 75, /logging is unhealthy/],
    ['an open breaker', { breakers: [{ name: 'home', state: 'open' }] }, 90, /"home" is open/],
    ['a half-open breaker', { breakers: [{ name: 'home', state: 'half-open' }] }, 95, /"home" is half-open/],
    ['memory at 90 %', { memory: 0.9 }, 85, /90 %/],
    ['memory at the limit', { memory: 1 }, 70, /100 %/],
    ['an error rate of 20 %', { failures: 2 }, 84, /20 %/],
    ['an error rate of 100 %', { failures: 10 }, 60, /100 %/],
    ['a slow twentieth of the answers', { tookMs: 5_000 }, 90, /5000 ms/],
    ['answers slower than Alexa waits', { tookMs: 9_000 }, 80, /9000 ms/],
    ['a free tier that is nearly used', { protection: 'reduce' }, 95, /reduce/],
    ['a free tier that is used', { protection: 'stop' }, 90, /stop/],
    ['a tier that metrics know to be degraded', { impaired: [status('cache', 'degraded')] }, 90, /cache is degraded/],
    ['a degraded start-up', { startup: 'degraded' }, 85, /Start-up is degraded/],
    ['a failed start-up and all that fails by it', { startup: 'failed' }, 10, /Start-up is failed/],
    ['a check of its own', { checks: [{ name: 'home', state: 'unhealthy' }] }, 75, /home is unhealthy/],
    ['no route', { hasRoutes: false }, 90, /No handler/],
  ])('falls for %s', async (_, state, score, reason) => {
    const report = await reportOf(state);
    expect(report.score).toBe(score);
    expect(report.deductions[0]?.reason).toMatch(reason);
  });

  it('counts nothing twice', async () => {
    const breakers = [{ name: 'home', state: 'open' }] as const;
    const statuses = ['circuit-breaker', 'initialization', 'lambda'].map((name) => status(name, 'degraded'));
    const { score, checks } = await reportOf({ breakers, statuses });
    expect(score).toBe(90);
    expect(checks.map(({ name }) => name)).toEqual(['routes', 'failure-rate', 'breaker home']);
  });

  it('counts a gateway once of which the composition root and metrics tell', async () => {
    const cache = status('cache', 'degraded');
    const { score, checks } = await reportOf({ statuses: [cache], impaired: [cache, status('logging', 'degraded')] });
    expect(score).toBe(80);
    expect(checks.map(({ name }) => name)).toEqual(['routes', 'failure-rate', 'cache', 'logging']);
  });

  it('is as bad as its worst check says in words', async () => {
    const report = await reportOf({ statuses: [status('cache', 'unhealthy')] });
    expect(report).toMatchObject({ state: 'unhealthy' });
    expect(report.checks).toContainEqual({ name: 'cache', state: 'unhealthy', detail: 'planted.' });
    expect((await reportOf({ breakers: [{ name: 'a', state: 'isolated' }] })).state).toBe('degraded');
  });

  it('is 100 less its deductions, never below 0, and falls with whatever gets worse', async () => {
    const state = fc.record({
      memory: fc.double({ min: 0, max: 1, noNaN: true }),
      failures: fc.integer({ min: 0, max: 10 }),
      startup: fc.constantFrom('ready' as const, 'degraded' as const, 'failed' as const),
      breakers: fc.array(fc.record({ name: fc.string(), state: fc.constantFrom('open' as const, 'closed' as const) })),
      statuses: fc.array(fc.constantFrom(status('cache', 'healthy'), status('x', 'unhealthy'))),
    });
    await fc.assert(
      fc.asyncProperty(state, async (one) => {
        const { score, deductions } = await reportOf(one);
        const sum = deductions.reduce((total, { points }) => total + points, 0);
        expect(score).toBe(Math.max(0, 100 - sum));
        expect(deductions.every(({ points }) => Number.isInteger(points) && points > 0)).toBe(true);
        const worse = await reportOf({ ...one, statuses: [...one.statuses, status('cache', 'unhealthy')] });
        expect(worse.score).toBeLessThanOrEqual(score);
      }),
      { numRuns: 100 },
    );
  });

  it('is there also when those who are asked fail', async () => {
    const fail = () => {
      throw new Error('gone');
    };
    const { operations } = createLambdaGateway({ health: { breakers: fail, statuses: fail } });
    expect(await operations.healthCheck()).toMatchObject({ score: 90, breakers: [] });
    const failing = createLambdaGateway({ health: { checks: async () => fail() } }).operations;
    expect(await failing.healthCheck()).toMatchObject({ score: 65, state: 'unhealthy' });
  });

  it('is there also when initialization fails, and says so', async () => {
    const initialization: LambdaPorts['initialization'] = {
      lambdaInit: () => Promise.reject(new Error('gone')),
      healthCheck: () => Promise.reject(new Error('gone')),
      memoryStatus: () => {
        throw new Error('gone');
      },
    };
    const { checks, memory } = await setUp({}, { initialization }).healthCheck();
    expect(checks).toContainEqual(expect.objectContaining({ name: 'initialization', state: 'degraded' }));
    expect(memory.residentBytes).toBeGreaterThan(0);
  });

  it('is made as the README says', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const rows = [
      ['Start-up degraded', scoring.startup.degraded],
      ['Start-up failed', scoring.startup.failed],
      [`Memory above ${scoring.memory.from * 100} %`, scoring.memory.most],
      ['Error rate', scoring.errorRate.most],
      ['95th percentile from 2 to 8 s', scoring.slowness.most],
      ['Protection `reduce`', scoring.protection.reduce],
      ['Protection `stop`', scoring.protection.stop],
      ['Breaker open or isolated', scoring.breaker.open],
      ['Breaker half-open', scoring.breaker['half-open']],
      ['Gateway degraded', scoring.gateway.degraded],
      ['Gateway unhealthy', scoring.gateway.unhealthy],
      ['Check degraded', scoring.check.degraded],
      ['Check unhealthy', scoring.check.unhealthy],
      ['No route', scoring.noRoutes],
    ] as const;
    for (const [name, points] of rows)
      expect(readme).toMatch(new RegExp(`^\\| ${name}[^|]*\\|[^|]*\\b${points}\\b`, 'm'));
  });
});

describe('utilization', () => {
  it('counts each cell of the matrix that was used once, and no cell of others', async () => {
    const { environment, healthCheck } = setUp();
    const use = (caller: string, callee: string, operation: string) => {
      environment.statistics.cell(caller, callee, operation).calls += 1;
    };
    use('cache', 'logging', 'warning');
    use('cache', 'logging', 'debug');
    use('lambda', 'metrics', 'publish');
    use('door', 'logging', 'info');
    use('http-client', 'lambda', 'eventHandler');
    environment.statistics.cell('cache', 'metrics', 'recordMetric');
    expect((await healthCheck()).utilization).toEqual({ observed: 2, declared: 56 });
  });
});

describe('durations', () => {
  it('are the average and the 95th percentile of the last 200 invocations', async () => {
    const { registerRoute, eventHandler, healthCheck, clock } = setUp();
    registerRoute({
      kind: 'diagnostics',
      handler: (event) => new Promise<void>((done) => void clock.after((event as { ms: number }).ms, done)),
    });
    for (let ms = 1; ms <= 220; ms += 1) {
      const answer = eventHandler({ event: { hearthgate: 'diagnostics', ms } });
      await clock.advance(ms);
      await answer;
    }
    // 21 to 220.
    expect(await healthCheck()).toMatchObject({ averageMs: 120.5, p95Ms: 210 });
  });
});
