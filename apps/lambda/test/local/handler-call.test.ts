import { describe, expect, it } from 'vitest';
import { answerOf, environmentOf } from './fixture-function.ts';

describe('the handler', () => {
  it('receives the event and its answer comes back as JSON', async () => {
    const environment = await environmentOf('export const handler = async (event) => ({ doubled: event.n * 2 });');
    expect(answerOf(await environment.invoke('{"n":21}'))).toEqual({ doubled: 42 });
  });

  it('may answer without a promise, and nothing at all becomes null', async () => {
    const environment = await environmentOf('export const handler = (event) => event.answer;');
    expect(answerOf(await environment.invoke('{"answer":"now"}'))).toBe('now');
    expect(answerOf(await environment.invoke('{}'))).toBeNull();
  });

  it('is told who it is and how long it has', async () => {
    const environment = await environmentOf(
      'export const handler = (_, context) => ({ ...context, remaining: context.getRemainingTimeInMillis() });',
      { functionName: 'bridge', memorySizeMb: 256, region: 'eu-west-1', timeoutMs: 60_000 },
    );
    const invocation = await environment.invoke('{}');
    const context = answerOf(invocation) as Record<string, unknown>;
    expect(context).toMatchObject({
      awsRequestId: invocation.requestId,
      functionName: 'bridge',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:bridge',
      memoryLimitInMB: '256',
      logGroupName: '/aws/lambda/bridge',
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      callbackWaitsForEmptyEventLoop: true,
    });
    expect(context.remaining).toBeGreaterThan(30_000);
    expect(context.remaining).toBeLessThanOrEqual(60_000);
  });

  it('sees the variables of Lambda and its own, and none of this machine but PATH', async () => {
    const environment = await environmentOf('export const handler = () => process.env;', {
      env: { GREETING: 'hello', AWS_REGION: 'overridden' },
      region: 'us-west-2',
    });
    const variables = answerOf(await environment.invoke('{}')) as Record<string, string>;
    expect(variables).toMatchObject({
      GREETING: 'hello',
      AWS_REGION: 'us-west-2',
      AWS_DEFAULT_REGION: 'us-west-2',
      AWS_LAMBDA_FUNCTION_NAME: 'function',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      _HANDLER: 'index.handler',
      TZ: ':UTC',
    });
    expect(variables._X_AMZN_TRACE_ID).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
    expect(variables).not.toHaveProperty('HOME');
    expect(variables).not.toHaveProperty('VITEST');
  });

  it('gets a fresh trace with each event, or the one that the caller names', async () => {
    const environment = await environmentOf('export const handler = () => process.env._X_AMZN_TRACE_ID;');
    const first = answerOf(await environment.invoke('{}'));
    expect(answerOf(await environment.invoke('{}'))).not.toBe(first);
    expect(answerOf(await environment.invoke('{}', { traceId: 'Root=1-2-3' }))).toBe('Root=1-2-3');
  });

  it('may be nested in folders and objects', async () => {
    const environment = await environmentOf('export const api = { v1: { run: () => "nested" } };', {
      handler: 'index.api.v1.run',
    });
    expect(answerOf(await environment.invoke('{}'))).toBe('nested');
  });

  it('keeps what a warm module remembers, and says which start was cold', async () => {
    const environment = await environmentOf('let calls = 0; export const handler = () => (calls += 1);');
    const [cold, warm] = [await environment.invoke('{}'), await environment.invoke('{}')];
    expect([answerOf(cold), answerOf(warm)]).toEqual([1, 2]);
    expect(cold.initDurationMs).toBeGreaterThan(0);
    expect(warm.initDurationMs).toBeUndefined();
    expect(warm.memorySizeMb).toBe(128);
  });

  it('is called for one event after the other, in the order of asking', async () => {
    const environment = await environmentOf(`
      let running = 0;
      let order = [];
      export const handler = async ({ n }) => {
        running += 1;
        order.push(n);
        await new Promise((resolve) => setTimeout(resolve, 20));
        const together = running;
        running -= 1;
        return { together, order };
      };`);
    const asked = [1, 2, 3, 4, 5];
    const answers = await Promise.all(asked.map((n) => environment.invoke(JSON.stringify({ n }))));
    expect(answers.map((answer) => (answerOf(answer) as { together: number }).together)).toEqual([1, 1, 1, 1, 1]);
    expect(answerOf(answers[4] as (typeof answers)[0])).toMatchObject({ order: asked });
  });
});
