import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LocalLambda, LocalLambdaOptions } from '../../src/local/local-lambda.ts';
import { answerOf, outcomeOf, writeFunction } from '../local/fixture-function.ts';
import { startUnderRic } from './start-under-ric.ts';

const source = `
  let calls = 0;
  export const handler = async ({ run, bytes = 2 }, context) => {
    calls += 1;
    console.log('call ' + calls);
    if (run === 'throw') throw new RangeError('asked to fail');
    if (run === 'exit') process.exit(3);
    if (run === 'hang') await new Promise((resolve) => setTimeout(resolve, 600_000));
    if (run === 'big') return 1n;
    if (run === 'fill') return 'x'.repeat(bytes - 2);
    return { calls, id: context.awsRequestId, remaining: context.getRemainingTimeInMillis(), name: process.env.NAME };
  };`;

async function started(text: string = source, options: Partial<LocalLambdaOptions> = {}): Promise<LocalLambda> {
  const local = await startUnderRic(await writeFunction(text), 'index.handler', { NAME: 'under test' }, options);
  onTestFinished(() => local.stop());
  return local;
}

describe("under AWS's own runtime client, a function", () => {
  it('answers its first event cold and the next ones warm', async () => {
    const local = await started();
    const cold = await local.invoke({});
    expect(answerOf(cold)).toMatchObject({ calls: 1, id: cold.requestId, name: 'under test' });
    expect(cold.initDurationMs).toBeGreaterThan(0);
    for (const calls of [2, 3, 4]) {
      const warm = await local.invoke({});
      expect(answerOf(warm)).toMatchObject({ calls, id: warm.requestId });
      expect(warm.initDurationMs).toBeUndefined();
      expect(warm.logLines.join('\n')).toContain(`call ${calls}`);
    }
  });

  it('reports a thrown error and goes on answering in the same process', async () => {
    const local = await started();
    expect(answerOf(await local.invoke({}))).toMatchObject({ calls: 1 });
    expect(outcomeOf(await local.invoke({ run: 'throw' }), 'function-error')).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'asked to fail',
      trace: expect.arrayContaining(['RangeError: asked to fail']),
    });
    expect(answerOf(await local.invoke({}))).toMatchObject({ calls: 3 });
  });

  it('reports an answer without JSON form under the name that our own runtime uses', async () => {
    const local = await started();
    const error = outcomeOf(await local.invoke({ run: 'big' }), 'function-error');
    expect(error.errorType).toBe('Runtime.JSONStringifyError');
  });

  it('is replaced after a crash, a timeout and an answer that is too large', async () => {
    const local = await started(source, { timeoutMs: 2000 });
    expect(outcomeOf(await local.invoke({ run: 'exit' }), 'runtime-exited').reason).toContain('exit status 3');
    expect(answerOf(await local.invoke({}))).toMatchObject({ calls: 1 });
    expect(outcomeOf(await local.invoke({ run: 'hang' }), 'timed-out').timeoutMs).toBe(2000);
    expect(answerOf(await local.invoke({}))).toMatchObject({ calls: 1 });
    const tooLarge = await local.invoke({ run: 'fill', bytes: 6 * 1024 * 1024 + 101 });
    expect(outcomeOf(tooLarge, 'function-error').errorType).toBe('Function.ResponseSizeTooLarge');
    expect(answerOf(await local.invoke({ run: 'fill', bytes: 3 }))).toBe('x');
  });

  it.each([
    ['throws while loading', 'throw new TypeError("no config");', 'TypeError'],
    ['does not parse', 'export const handler = (;', 'Runtime.UserCodeSyntaxError'],
    ['lacks the handler', 'export const other = 1;', 'Runtime.HandlerNotFound'],
    ['takes a callback', 'export const handler = (a, b, c) => c();', 'Runtime.CallbackHandlerDeprecated'],
  ])('that %s is an init error of the same name as under our own runtime', async (_, text, errorType) => {
    const local = await started(text);
    expect(outcomeOf(await local.invoke({}), 'init-error').errorType).toBe(errorType);
  });

  it("is invoked by AWS's own SDK, so that both ends are theirs", async () => {
    const { url } = await started();
    const lambda = new LambdaClient({
      endpoint: url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'example', secretAccessKey: 'example' },
    });
    onTestFinished(() => lambda.destroy());
    const output = await lambda.send(new InvokeCommand({ FunctionName: 'function', LogType: 'Tail' }));
    expect(output).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(JSON.parse(output.Payload?.transformToString() ?? '')).toMatchObject({ calls: 1 });
    expect(Buffer.from(output.LogResult ?? '', 'base64').toString()).toContain('call 1');
  });

  it('ends when the environment is stopped, also in the middle of an event', async () => {
    const local = await started();
    expect(answerOf(await local.invoke({}))).toMatchObject({ calls: 1 });
    const hanging = local.invoke({ run: 'hang' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const stoppedAt = performance.now();
    await local.stop();
    expect(performance.now() - stoppedAt).toBeLessThan(5000);
    expect(outcomeOf(await hanging, 'runtime-exited').reason).toBe('Runtime exited with error: signal: killed');
  });
});
