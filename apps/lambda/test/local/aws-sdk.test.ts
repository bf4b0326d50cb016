import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { localLambdaOf } from './fixture-function.ts';

const source = `
  let calls = 0;
  export const handler = (event, context) => {
    calls += 1;
    console.log('call ' + calls);
    if (event.fail) throw new RangeError('asked to fail');
    return { calls, echo: event, client: context.clientContext ?? null };
  };`;

async function client(): Promise<LambdaClient> {
  const { url } = await localLambdaOf(source);
  const lambda = new LambdaClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'example', secretAccessKey: 'example' },
    maxAttempts: 1,
  });
  onTestFinished(() => lambda.destroy());
  return lambda;
}

describe("AWS's own SDK", () => {
  it('invokes the function and reads answer, version and log', async () => {
    const lambda = await client();
    const output = await lambda.send(
      new InvokeCommand({ FunctionName: 'function', Payload: Buffer.from('{"a":"ä"}'), LogType: 'Tail' }),
    );
    expect(output).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(output.FunctionError).toBeUndefined();
    expect(JSON.parse(output.Payload?.transformToString() ?? '')).toEqual({ calls: 1, echo: { a: 'ä' }, client: null });
    expect(Buffer.from(output.LogResult ?? '', 'base64').toString()).toContain('\ncall 1\n');
  });

  it('reads an error of the function with its log, and the next call finds the function warm', async () => {
    const lambda = await client();
    const failed = await lambda.send(
      new InvokeCommand({ FunctionName: 'function', Payload: Buffer.from('{"fail":true}'), LogType: 'Tail' }),
    );
    expect(failed).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(JSON.parse(failed.Payload?.transformToString() ?? '')).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'asked to fail',
    });
    expect(Buffer.from(failed.LogResult ?? '', 'base64').toString()).toContain('asked to fail');
    const next = await lambda.send(new InvokeCommand({ FunctionName: 'function' }));
    expect(JSON.parse(next.Payload?.transformToString() ?? '')).toMatchObject({ calls: 2, echo: {} });
  });

  it('sends asynchronous events, dry runs and a client context', async () => {
    const lambda = await client();
    const invoke = (input: Partial<InvokeCommand['input']>) =>
      lambda.send(new InvokeCommand({ FunctionName: 'function', Payload: Buffer.from('{}'), ...input }));
    expect((await invoke({ InvocationType: 'Event' })).StatusCode).toBe(202);
    expect((await invoke({ InvocationType: 'DryRun' })).StatusCode).toBe(204);
    const ClientContext = Buffer.from('{"custom":{"a":1}}').toString('base64');
    const output = await invoke({ ClientContext });
    expect(JSON.parse(output.Payload?.transformToString() ?? '')).toMatchObject({ client: { custom: { a: 1 } } });
  });

  it('recognises refusals as the exceptions that Lambda throws', async () => {
    const lambda = await client();
    const invoke = (Payload: Uint8Array) => lambda.send(new InvokeCommand({ FunctionName: 'function', Payload }));
    await expect(invoke(Buffer.from('{'))).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
      Type: 'User',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(invoke(Buffer.alloc(6 * 1024 * 1024 + 1, '1'))).rejects.toMatchObject({
      name: 'RequestEntityTooLargeException',
      $metadata: { httpStatusCode: 413 },
    });
  });
});
