import { describe, expect, it } from 'vitest';
import { createLambdaGateway, type LambdaPorts } from '../src/index.ts';
import { directive, done, httpEvent, setUp, skillRequest } from './set-up.ts';

type Context = ReturnType<typeof setUp>;

const remaining = (ms: number) => ({ getRemainingTimeInMillis: () => ms });

function hang({ registerRoute }: Context) {
  const handler = () => new Promise<never>(() => {});
  registerRoute({ kind: 'alexa-smart-home', handler });
  registerRoute({ kind: 'alexa-skill', handler });
  registerRoute({ kind: 'diagnostics', handler });
  registerRoute({ kind: 'http', method: 'GET', path: '/x', handler });
}

/** When an event was answered, in milliseconds from its arrival, and how. */
async function answered(context: Context, event: unknown, remainingMs: number) {
  const startedAt = context.clock.elapsed();
  let at: number | undefined;
  const answer = context.eventHandler({ event, context: remaining(remainingMs) }).then((value) => {
    at = context.clock.elapsed() - startedAt;
    return value;
  });
  for (let step = 0; step < 400 && at === undefined; step += 1) await context.clock.advance(50);
  return { at, answer: at === undefined ? undefined : await answer };
}

describe('a handler that outlives the deadline', () => {
  it.each([
    ['a directive', directive(), { event: { payload: { type: 'BRIDGE_UNREACHABLE' } } }],
    ['a skill request', skillRequest(), { response: { outputSpeech: { text: expect.stringContaining('too long') } } }],
    ['an HTTP request', httpEvent('GET', '/x'), { statusCode: 504 }],
    ['diagnostics', { hearthgate: 'diagnostics' }, { error: { code: 'LAMBDA_DEADLINE_EXCEEDED', retryable: true } }],
  ])('is answered for, with a margin, when the event is %s', async (_, event, expected) => {
    const context = setUp();
    hang(context);
    const { at, answer } = await answered(context, event, 3_000);
    expect(at).toBe(2_500);
    expect(answer).toMatchObject(expected);
    expect(context.logging.paramsOf('recordRequest')).toMatchObject([
      { cause: 'No answer within 2500 ms: the handler was still running.', durationMs: 2_500 },
    ]);
  });

  it('is answered for before Alexa gives up, however long Lambda would wait', async () => {
    const context = setUp();
    hang(context);
    expect((await answered(context, directive(), 60_000)).at).toBe(7_500);
    expect((await answered(context, skillRequest(), 60_000)).at).toBe(7_500);
    const generous = setUp({ alexaTimeoutMs: 5_000, marginMs: 1_000 });
    hang(generous);
    expect((await answered(generous, directive(), 60_000)).at).toBe(4_000);
    expect((await answered(generous, httpEvent('GET', '/x'), 9_000)).at).toBe(8_000);
  });

  it('has half of a time that is shorter than two margins', async () => {
    const context = setUp();
    hang(context);
    expect((await answered(context, httpEvent('GET', '/x'), 600)).at).toBe(300);
  });

  it('is waited for when nothing limits it', async () => {
    const context = setUp();
    let finish: (value: unknown) => void = () => {};
    context.registerRoute({ kind: 'diagnostics', handler: () => new Promise((resolve) => (finish = resolve)) });
    const answer = context.eventHandler({ event: { hearthgate: 'diagnostics' } });
    await context.clock.advance(3_600_000);
    finish({ ok: true });
    expect(await answer).toEqual({ ok: true });
  });

  it('is waited for when Lambda gives more time than a timer can count', async () => {
    const { operations } = createLambdaGateway();
    const handler = () => new Promise((resolve) => setTimeout(resolve, 20, 'done'));
    operations.registerRoute({ kind: 'diagnostics', handler });
    const context = remaining(Number.MAX_SAFE_INTEGER);
    expect(await operations.eventHandler({ event: { hearthgate: 'diagnostics' }, context })).toBe('done');
  });

  it('can say nothing more: what it notes or throws afterwards is dropped', async () => {
    const context = setUp();
    context.registerRoute({
      kind: 'alexa-smart-home',
      handler: async (_, { noteCause }) => {
        await new Promise<void>((resolve) => void context.clock.after(5_000, resolve));
        noteCause('too late');
        throw new Error('much too late');
      },
    });
    const answer = context.eventHandler({ event: directive(), context: remaining(3_000) });
    await context.clock.advance(10_000);
    expect(await answer).toMatchObject({ event: { payload: { type: 'BRIDGE_UNREACHABLE' } } });
    expect(context.logging.paramsOf('recordError')).toEqual([]);
    expect(context.logging.paramsOf('recordRequest')).toMatchObject([{ cause: expect.not.stringContaining('late') }]);
  });

  it('is told by its signal, and only then', async () => {
    const context = setUp();
    const signals: AbortSignal[] = [];
    let isLate = false;
    context.registerRoute({
      kind: 'diagnostics',
      handler: async (_, { signal }) => {
        signals.push(signal);
        if (isLate) await new Promise(() => {});
        return {};
      },
    });
    const ask = () => context.eventHandler({ event: { hearthgate: 'diagnostics' }, context: remaining(3_000) });
    await ask();
    isLate = true;
    const late = ask();
    await context.clock.advance(2_499);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
    await context.clock.advance(1);
    await late;
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
  });

  it('leaves no timer behind when it is in time', async () => {
    const context = setUp();
    context.registerRoute({ kind: 'alexa-smart-home', handler: () => done });
    expect(await context.eventHandler({ event: directive(), context: remaining(3_000) })).toBe(done);
    expect(context.clock.pendingTimers).toBe(0);
  });
});

describe('start-up', () => {
  const initialization = (lambdaInit: LambdaPorts['initialization']['lambdaInit']) => ({
    initialization: {
      lambdaInit,
      healthCheck: async () => ({ state: 'healthy' as const, checks: [] }),
      memoryStatus: () => ({ residentBytes: 1, heapUsedBytes: 1 }),
    },
  });
  const failed = async () => ({
    state: 'failed' as const,
    durationMs: 1,
    initializationType: 'on-demand',
    stages: [
      { name: 'connect', state: 'failed' as const, reason: 'no route' },
      { name: 'load', state: 'skipped' as const },
    ],
  });

  it('is waited for before anything is answered', async () => {
    const order: string[] = [];
    const context = setUp(
      {},
      initialization(async () => {
        await Promise.resolve();
        order.push('start-up');
        return { state: 'degraded', durationMs: 1, stages: [], initializationType: 'on-demand' };
      }),
    );
    context.registerRoute({
      kind: 'alexa-smart-home',
      handler: () => {
        order.push('handler');
        return done;
      },
    });
    expect(await context.eventHandler({ event: directive() })).toBe(done);
    expect(order).toEqual(['start-up', 'handler']);
  });

  it.each([
    ['fails', failed, 'Start-up failed, stage "connect": no route'],
    ['throws', () => Promise.reject(new Error('broken')), 'Start-up failed: broken'],
  ])('is answered for in the form of each kind when it %s', async (_, lambdaInit, cause) => {
    const context = setUp({}, initialization(lambdaInit));
    hang(context);
    const ask = (event: unknown) => context.eventHandler({ event });
    expect(await ask(directive())).toMatchObject({ event: { payload: { type: 'INTERNAL_ERROR' } } });
    expect(await ask(skillRequest())).toMatchObject({ response: { outputSpeech: { type: 'PlainText' } } });
    expect(await ask(httpEvent('GET', '/x'))).toMatchObject({ statusCode: 503 });
    expect(await ask({ hearthgate: 'diagnostics' })).toMatchObject({ error: { code: 'LAMBDA_START_FAILED' } });
    expect(context.logging.paramsOf('recordRequest')).toMatchObject(Array(4).fill({ cause }));
  });

  it('is answered for when it takes longer than the invocation has', async () => {
    const context = setUp(
      {},
      initialization(() => new Promise(() => {})),
    );
    const { at, answer } = await answered(context, directive(), 2_000);
    expect(at).toBe(1_500);
    expect(answer).toMatchObject({ event: { payload: { type: 'BRIDGE_UNREACHABLE' } } });
    expect(context.logging.paramsOf('recordRequest')).toMatchObject([
      { cause: 'No answer within 1500 ms: start-up was still running.' },
    ]);
  });
});
