import { Invocation } from '@hearthgate/kernel';
import { describe, expect, it } from 'vitest';
import type { RouteContext } from '../src/index.ts';
import { directive, done, httpEvent, setUp } from './set-up.ts';

/** A gateway whose handlers keep the context they were given. */
function listening() {
  const context = setUp();
  const seen: RouteContext[] = [];
  const see = (routeContext: RouteContext) => {
    seen.push(routeContext);
    return done;
  };
  context.registerRoute({ kind: 'alexa-smart-home', handler: (_, routeContext) => see(routeContext) });
  context.registerRoute({
    kind: 'http',
    method: 'GET',
    path: '/x',
    handler: (_, routeContext) => ({ body: see(routeContext) }),
  });
  return { ...context, seen };
}

describe('the correlation id', () => {
  const withId = (id: string) => httpEvent('GET', '/x', { headers: { 'X-Correlation-Id': id } });

  it('is the one the HTTP request brings, if it is a sane one', async () => {
    const { eventHandler, seen } = listening();
    const answer = await eventHandler({ event: withId('abc-1.2_3'), context: { awsRequestId: 'aws-1' } });
    expect(seen[0]?.correlationId).toBe('abc-1.2_3');
    expect(answer).toMatchObject({ headers: { 'x-correlation-id': 'abc-1.2_3' } });
  });

  it.each(['', 'with space', 'line\nend', 'x'.repeat(129), 'ümlaut'])('is not %j', async (id) => {
    const { eventHandler, seen } = listening();
    await eventHandler({ event: withId(id), context: { awsRequestId: 'aws-1' } });
    expect(seen[0]?.correlationId).toBe('aws-1');
  });

  it('is made by the utility peer when neither is there', async () => {
    const { eventHandler, registerRoute } = setUp(
      {},
      {
        utility: {
          generateCorrelationId: () => 'made',
          createErrorResponse: () => expect.fail('not asked here'),
          hash: () => expect.fail('not asked here'),
          getTimestamp: () => expect.fail('not asked here'),
        },
      },
    );
    registerRoute({ kind: 'diagnostics', handler: (_, { correlationId }) => correlationId });
    expect(await eventHandler({ event: { hearthgate: 'diagnostics' } })).toBe('made');
  });
});

describe('an invocation', () => {
  it('is cold once', async () => {
    const { eventHandler, seen, getStatus, metrics } = listening();
    expect(getStatus()).toMatchObject({ cold: true, invocations: 0 });
    await eventHandler({ event: directive() });
    await eventHandler({ event: directive() });
    expect(seen.map(({ coldStart }) => coldStart)).toEqual([true, false]);
    expect(metrics.paramsOf('countInvocation')).toMatchObject([{ coldStart: true }, { coldStart: false }]);
    expect(getStatus()).toMatchObject({ cold: false, invocations: 2, failures: 0 });
  });

  it('tells handlers the time that is left', async () => {
    const { eventHandler, seen, clock } = listening();
    await eventHandler({ event: directive(), context: { getRemainingTimeInMillis: () => 9_000 } });
    await clock.advance(1_000);
    expect(seen[0]?.remainingMs()).toBe(8_000);
    await eventHandler({ event: directive() });
    expect(seen[1]?.remainingMs()).toBe(Infinity);
  });

  it('is carried through handlers, with lambda among its gateways', async () => {
    const { eventHandler, registerRoute, environment } = setUp();
    registerRoute({
      kind: 'diagnostics',
      handler: async () => {
        await Promise.resolve();
        return environment.invocations.current()?.gateways;
      },
    });
    expect(await eventHandler({ event: { hearthgate: 'diagnostics' } })).toEqual(['lambda']);
    expect(environment.invocations.current()).toBeUndefined();
  });

  it('is the current one where there is one', async () => {
    const { eventHandler, seen, environment, clock, metrics } = listening();
    const invocation = new Invocation({ correlationId: 'outer', coldStart: true }, clock);
    await environment.invocations.run(invocation, () => eventHandler({ event: directive() }));
    expect(seen[0]).toMatchObject({ correlationId: 'outer', coldStart: true });
    expect(metrics.paramsOf('publish')).toHaveLength(1);
  });

  it.each(['eventHandler', 'alexaHandler'] as const)(
    'ends with one line and one document from %s',
    async (operation) => {
      const context = listening();
      await context[operation]({ event: directive() });
      expect(context.logging.calls.map((call) => call.operation)).toEqual(['recordRequest', 'flush']);
      expect(context.logging.paramsOf('recordRequest')).toEqual([
        { request: 'PowerController.TurnOn light#kitchen', outcome: 'Response', cause: undefined, durationMs: 0 },
      ]);
      expect(context.metrics.calls.map((call) => call.operation)).toEqual(['countInvocation', 'publish']);
    },
  );

  it('is not ended twice when a handler hands an event on', async () => {
    const context = listening();
    context.registerRoute({
      kind: 'http',
      method: 'POST',
      path: '/alexa',
      handler: async ({ body }) => ({ body: await context.alexaHandler({ event: JSON.parse(body) }) }),
    });
    const post = (body: unknown) => httpEvent('POST', '/alexa', { body: JSON.stringify(body) });
    const answer = await context.gatewayHandler({ event: post(directive()) });
    expect(JSON.parse(answer.body)).toEqual(done);
    expect(context.logging.paramsOf('recordRequest')).toMatchObject([{ request: 'POST /alexa', outcome: '200' }]);
    expect(context.metrics.paramsOf('publish')).toHaveLength(1);
    const refused = await context.gatewayHandler({ event: post({ neither: 'nor' }) });
    expect(JSON.parse(refused.body)).toMatchObject({ event: { payload: { type: 'INVALID_DIRECTIVE' } } });
    expect(context.logging.paramsOf('recordRequest')[1]).toMatchObject({ cause: expect.stringContaining('no kind') });
  });

  it('drops what an event within another notes after it was answered for', async () => {
    const { registerRoute, gatewayHandler, alexaHandler, logging, clock } = setUp();
    const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
    registerRoute({
      kind: 'alexa-smart-home',
      handler: async (_, { noteCause }) => {
        await wait(8_000);
        noteCause('too late');
        return done;
      },
    });
    const handler = async () => {
      const body = await alexaHandler({ event: directive() });
      await wait(2_000);
      return { body };
    };
    registerRoute({ kind: 'http', method: 'POST', path: '/alexa', handler });
    const answer = gatewayHandler({ event: httpEvent('POST', '/alexa') });
    await clock.advance(10_000);
    expect(JSON.parse((await answer).body)).toMatchObject({ event: { payload: { type: 'BRIDGE_UNREACHABLE' } } });
    expect(logging.paramsOf('recordRequest')).toMatchObject([
      { cause: 'No answer within 7500 ms: the handler was still running.' },
    ]);
  });

  it('may serve events one after the other, each with causes of its own', async () => {
    const { eventHandler, registerRoute, environment, clock, logging } = setUp();
    const handler = (event: unknown, { noteCause }: RouteContext) => noteCause(String((event as { id: number }).id));
    registerRoute({ kind: 'diagnostics', handler });
    const invocation = new Invocation({ correlationId: 'outer' }, clock);
    await environment.invocations.run(invocation, async () => {
      for (const id of [1, 2]) await eventHandler({ event: { hearthgate: 'diagnostics', id } });
    });
    expect(logging.paramsOf('recordRequest')).toMatchObject([{ cause: '1' }, { cause: '2' }]);
  });

  it('keeps causes apart when two run at the same time', async () => {
    const { eventHandler, registerRoute, logging } = setUp();
    registerRoute({
      kind: 'diagnostics',
      handler: async (event, { noteCause }) => {
        await new Promise((resolve) => setImmediate(resolve));
        const { cause } = event as { cause?: string };
        if (cause !== undefined) noteCause(cause);
        return {};
      },
    });
    const ask = (cause?: string) => eventHandler({ event: { hearthgate: 'diagnostics', cause } });
    await Promise.all([ask('first'), ask(), ask('third')]);
    const causes = logging.paramsOf('recordRequest').map((params) => (params as { cause?: string }).cause);
    expect(causes).toEqual(['first', undefined, 'third']);
  });

  it('counts as failed when its handler notes a cause, each of which is told once', async () => {
    const { eventHandler, registerRoute, logging, metrics, getStatus } = setUp();
    registerRoute({
      kind: 'alexa-smart-home',
      handler: (_, { noteCause }) => {
        for (const cause of ['refused', 'refused', ' ', 'not retried', 7 as never]) noteCause(cause);
        return done;
      },
    });
    expect(await eventHandler({ event: directive() })).toBe(done);
    expect(logging.paramsOf('recordRequest')).toMatchObject([{ cause: 'refused; not retried', outcome: 'Response' }]);
    expect(metrics.paramsOf('countInvocation')).toMatchObject([{ failed: true }]);
    expect(getStatus()).toMatchObject({ invocations: 1, failures: 1 });
  });

  it('is answered also when logging and metrics fail, or never flush', async () => {
    const fail = () => {
      throw new Error('no disk');
    };
    const { eventHandler, registerRoute, clock } = setUp(
      {},
      {
        logging: { recordRequest: fail, recordError: fail, flush: () => new Promise(() => {}) },
        metrics: { countInvocation: fail, publish: fail, monitorCost: fail, getHealthMetrics: fail },
      },
    );
    registerRoute({ kind: 'alexa-smart-home', handler: () => done });
    const answer = eventHandler({ event: directive() });
    await clock.advance(100);
    expect(await answer).toBe(done);
  });
});
