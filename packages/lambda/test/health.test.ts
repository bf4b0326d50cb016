import { describe, expect, it } from 'vitest';
import { createLambdaGateway } from '../src/index.ts';
import { setUp } from './set-up.ts';

const failing = { hearthgate: 'diagnostics', fail: true };
const working = { hearthgate: 'diagnostics' };

function listening(...parameters: Parameters<typeof setUp>) {
  const context = setUp(...parameters);
  context.registerRoute({
    kind: 'diagnostics',
    handler: (event, { noteCause }) => {
      if (event === failing) noteCause('planted');
      return {};
    },
  });
  const ask = async (event: unknown, times: number) => {
    for (let time = 0; time < times; time += 1) await context.eventHandler({ event });
  };
  return { ...context, ask };
}

describe('health', () => {
  it('is not made worse by nonsense that strangers send', async () => {
    const { healthCheck, getStatus, ask } = listening();
    await ask({ nonsense: true }, 6);
    expect(getStatus()).toMatchObject({ invocations: 6, failures: 0 });
    const { checks } = await healthCheck();
    expect(checks.find(({ name }) => name === 'failure-rate')?.state).toBe('healthy');
  });

  it('follows the failure rate of the last invocations', async () => {
    const { healthCheck, getStatus, ask } = listening();
    const stateOf = async () => (await healthCheck()).checks.find(({ name }) => name === 'failure-rate')?.state;
    await ask(failing, 4);
    expect(await stateOf()).toBe('healthy');
    await ask(failing, 1);
    expect(await stateOf()).toBe('unhealthy');
    expect(getStatus()).toMatchObject({
      state: 'unhealthy',
      reasons: ['failure-rate: 5 of the last 5 invocations failed.'],
      failures: 5,
    });
    await ask(failing, 5);
    await ask(working, 15);
    expect(await stateOf()).toBe('degraded');
    await ask(working, 35);
    expect(await stateOf()).toBe('healthy');
  });

  it('includes what initialization says, and is as bad as the worst', async () => {
    const check = { name: 'memory', state: 'unhealthy' as const, detail: '99 %' };
    const initialization = {
      lambdaInit: async () => ({ state: 'ready' as const, durationMs: 0, stages: [], initializationType: 'on-demand' }),
      healthCheck: async () => ({ state: 'unhealthy' as const, checks: [check] }),
      memoryStatus: () => ({ residentBytes: 99, heapUsedBytes: 9, limitBytes: 100, usedRatio: 0.99 }),
    };
    const report = await listening({}, { initialization }).healthCheck();
    expect(report.state).toBe('unhealthy');
    expect(report.checks.map(({ name }) => name)).toEqual(['memory', 'routes', 'failure-rate']);
  });
});

describe('options', () => {
  it.each([{ marginMs: -1 }, { alexaTimeoutMs: Number.NaN }])('refuse %o', (options) => {
    expect(() => createLambdaGateway(options)).toThrow(expect.objectContaining({ code: 'KERNEL_INVALID_PARAMS' }));
  });
});
