import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Invocation } from '../../src/local/invocation.ts';
import { INVOKE_PATH } from '../../src/local/invoke-api/invoke-instructions.ts';
import { localLambdaOf } from './fixture-function.ts';

const echo = 'export const handler = (event, context) => ({ event, client: context.clientContext ?? null });';

function invoke(url: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url + INVOKE_PATH, { method: 'POST', headers, body });
}

describe('the Invoke API', () => {
  it('answers with what the function answers', async () => {
    const { url } = await localLambdaOf(echo);
    const response = await invoke(url, '{"a":1}');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-amz-executed-version')).toBe('$LATEST');
    expect(response.headers.has('x-amz-function-error')).toBe(false);
    expect(response.headers.has('x-amz-log-result')).toBe(false);
    expect(await response.json()).toEqual({ event: { a: 1 }, client: null });
  });

  it('serves the function under any name, and an empty body as an empty event', async () => {
    const { url } = await localLambdaOf(echo);
    const path =
      '/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:my-bridge/invocations?Qualifier=1';
    const response = await fetch(url + path, { method: 'POST' });
    expect(await response.json()).toEqual({ event: {}, client: null });
  });

  it('marks an error of the function and still answers 200', async () => {
    const { url } = await localLambdaOf('export const handler = () => { throw new TypeError("no"); };');
    const response = await invoke(url, '{}');
    expect(response.status).toBe(200);
    expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(await response.json()).toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'no',
      trace: expect.any(Array),
    });
  });

  it.each([
    [
      'timeout',
      'export const handler = () => new Promise((r) => setTimeout(r, 600_000));',
      'Sandbox.Timedout',
      /^RequestId: \S+ Error: Task timed out after 0\.50 seconds$/,
    ],
    [
      'crash',
      'export const handler = () => process.exit(1);',
      'Runtime.ExitError',
      /^RequestId: \S+ Error: Runtime exited with error: exit status 1$/,
    ],
    ['failed start', 'throw new Error("no config");', 'Error', /^no config$/],
  ])('words a %s as Lambda does', async (_, source, errorType, errorMessage) => {
    const { url } = await localLambdaOf(source, { timeoutMs: 500 });
    const response = await invoke(url, '{}');
    expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(await response.json()).toMatchObject({ errorType, errorMessage: expect.stringMatching(errorMessage) });
  });

  it('returns the tail of the log when it is asked for', async () => {
    const { url } = await localLambdaOf('export const handler = () => console.log("hello from inside");');
    const response = await invoke(url, '{}', { 'X-Amz-Log-Type': 'Tail' });
    const log = Buffer.from(response.headers.get('x-amz-log-result') ?? '', 'base64').toString();
    expect(log).toMatch(/^START RequestId: \S+ Version: \$LATEST\nhello from inside\nEND RequestId: /);
  });

  it('accepts an asynchronous event at once and runs it', async () => {
    const seen: Invocation[] = [];
    const { url } = await localLambdaOf(echo, { onInvocation: (invocation) => seen.push(invocation) });
    const response = await invoke(url, '{"later":true}', { 'X-Amz-Invocation-Type': 'Event' });
    expect([response.status, await response.text()]).toEqual([202, '']);
    await vi.waitFor(() => expect(seen.map(({ payload }) => payload)).toEqual(['{"later":true}']), 10_000);
  });

  it('checks a dry run without calling the function', async () => {
    const seen: Invocation[] = [];
    const { url } = await localLambdaOf(echo, { onInvocation: (invocation) => seen.push(invocation) });
    const dryRun = { 'X-Amz-Invocation-Type': 'DryRun' };
    expect((await invoke(url, '{}', dryRun)).status).toBe(204);
    expect((await invoke(url, '{', dryRun)).status).toBe(400);
    expect(seen).toEqual([]);
  });

  it('passes the client context on, whatever letters it is written in', async () => {
    const { url } = await localLambdaOf(echo);
    const client = { custom: { home: 'Küche 厨房' } };
    const header = Buffer.from(JSON.stringify(client)).toString('base64');
    expect(await (await invoke(url, '{}', { 'X-Amz-Client-Context': header })).json()).toEqual({ event: {}, client });
  });

  it('passes the trace of the caller on', async () => {
    const { url } = await localLambdaOf('export const handler = () => process.env._X_AMZN_TRACE_ID;');
    expect(await (await invoke(url, '{}', { 'X-Amzn-Trace-Id': 'Root=1-2-3' })).json()).toBe('Root=1-2-3');
  });

  it('tells how to use it', async () => {
    const { url } = await localLambdaOf(echo);
    const response = await fetch(url);
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(await response.text()).toContain(`curl ${url}${INVOKE_PATH}`);
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  });

  it('says that a port is in use, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    await expect(localLambdaOf(echo, { port })).rejects.toMatchObject({
      name: 'CommandError',
      exitCode: 1,
      message: `Port ${port} on 127.0.0.1 is in use. Choose another with --port N or PORT=N.`,
    });
  });

  it('says that an address is not one of this machine', async () => {
    await expect(localLambdaOf(echo, { host: '192.0.2.1' })).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('192.0.2.1 is not an address of this machine'),
    });
  });

  it('lets an answer leave when it is stopped in the middle', async () => {
    const local = await localLambdaOf('export const handler = () => new Promise((r) => setTimeout(r, 600_000));');
    const answer = invoke(local.url, '{}');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await local.stop();
    expect(await (await answer).json()).toMatchObject({ errorType: 'Runtime.ExitError' });
  });
});
