import type { CostProtection } from '@hearthgate/contracts';
import { describe, expect, it } from 'vitest';
import type { LambdaPorts, RouteImportance } from '../src/index.ts';
import { httpApiEvent, sqsEvent } from './samples.ts';
import { costReport, directive, done, setUp, skillRequest } from './set-up.ts';

function protecting(protection: () => CostProtection) {
  const metrics: LambdaPorts['metrics'] = {
    countInvocation() {},
    publish: () => 0,
    monitorCost: () => costReport(protection()),
    getHealthMetrics: () => expect.fail('not asked here'),
  };
  const context = setUp({}, { metrics });
  for (const importance of ['required', 'normal', 'optional', undefined] as const) {
    const path = `/${importance ?? 'unsaid'}`;
    context.registerRoute({ kind: 'http', method: 'GET', path, importance, handler: () => ({}) });
  }
  const get = (path: RouteImportance | 'unsaid') =>
    context.gatewayHandler({ event: httpApiEvent('GET', `/${path}`) }).then(({ statusCode }) => statusCode);
  return { ...context, get };
}

describe('the protection of the free tier', () => {
  it.each([
    ['none', 200, 200, 200],
    ['reduce', 200, 200, 503],
    ['stop', 200, 503, 503],
  ] as const)(
    'at %s serves required routes with %i, normal ones with %i, optional ones with %i',
    async (level, required, normal, optional) => {
      const { get } = protecting(() => level);
      expect([await get('required'), await get('normal'), await get('unsaid'), await get('optional')]).toEqual([
        required,
        normal,
        normal,
        optional,
      ]);
    },
  );

  it('is answered in the form of each kind, with the reason in the log; diagnostics are always served', async () => {
    const context = protecting(() => 'stop');
    const handler = () => expect.fail('reached the handler');
    context.registerRoute({ kind: 'alexa-smart-home', handler });
    context.registerRoute({ kind: 'alexa-skill', handler });
    context.registerRoute({ kind: 'sqs', handler });
    context.registerRoute({ kind: 'diagnostics', handler: () => 'served' });
    const ask = (event: unknown) => context.eventHandler({ event });
    expect(await ask(directive())).toMatchObject({ event: { payload: { type: 'RATE_LIMIT_EXCEEDED' } } });
    expect(await ask(skillRequest())).toMatchObject({
      response: { outputSpeech: { text: expect.stringContaining('save costs') } },
    });
    await expect(ask(sqsEvent('q', [{ id: 'a' }]))).rejects.toMatchObject({ data: { code: 'LAMBDA_PROTECTED' } });
    expect(await ask({ hearthgate: 'diagnostics' })).toBe('served');
    expect(context.logging.paramsOf('recordRequest')[0]).toMatchObject({
      cause: 'Not served to protect the free tier (stop). planted reason',
    });
  });

  it('goes by a report that is at most a second old', async () => {
    let level: CostProtection = 'none';
    const { get, clock } = protecting(() => level);
    expect(await get('normal')).toBe(200);
    level = 'stop';
    await clock.advance(999);
    expect(await get('normal')).toBe(200);
    await clock.advance(1);
    expect(await get('normal')).toBe(503);
  });

  it('costs no answer when the report cannot be had', async () => {
    const { get } = protecting(() => {
      throw new Error('no figures');
    });
    expect(await get('optional')).toBe(200);
  });
});

describe('what a route prepares', () => {
  it('is done once, before its first event, and through the singleton peer', async () => {
    const keys: string[] = [];
    const once = new Map<string, Promise<unknown>>();
    const singleton: LambdaPorts['singleton'] = {
      executeOnce: async <Result>({ key, run }: { key: string; run: () => Result | Promise<Result> }) => {
        keys.push(key);
        if (!once.has(key)) once.set(key, Promise.resolve(run()));
        return once.get(key) as Promise<Result>;
      },
    };
    const order: string[] = [];
    const { registerRoute, eventHandler } = setUp({}, { singleton });
    registerRoute({
      kind: 'alexa-smart-home',
      prepare: async () => {
        await Promise.resolve();
        order.push('prepared');
      },
      handler: () => {
        order.push('handled');
        return done;
      },
    });
    await Promise.all([eventHandler({ event: directive() }), eventHandler({ event: directive() })]);
    expect(order).toEqual(['prepared', 'handled', 'handled']);
    expect(new Set(keys)).toEqual(new Set(['lambda:prepare:alexa-smart-home']));
  });

  it('is tried again after a failure, also without a singleton peer', async () => {
    const { registerRoute, eventHandler } = setUp();
    let times = 0;
    registerRoute({
      kind: 'alexa-smart-home',
      prepare: () => {
        times += 1;
        if (times === 1) throw new Error('not yet');
      },
      handler: () => done,
    });
    expect(await eventHandler({ event: directive() })).toMatchObject({
      event: { payload: { type: 'INTERNAL_ERROR' } },
    });
    expect(await eventHandler({ event: directive() })).toBe(done);
    expect(await eventHandler({ event: directive() })).toBe(done);
    expect(times).toBe(2);
  });
});
