import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type DispatchOptions, type RuntimeApi, startRuntimeApi } from '../../src/local/runtime/runtime-api.ts';

const event: DispatchOptions = {
  requestId: 'request-1',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:function',
  traceId: 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0',
  timeoutMs: 60_000,
  initTimeoutMs: 60_000,
};

async function start(): Promise<{ api: RuntimeApi; call: (path: string, init?: RequestInit) => Promise<Response> }> {
  const api = await startRuntimeApi({ host: '127.0.0.1', port: 0, clock: { now: () => 1_700_000_000_000 } });
  onTestFinished(() => api.close());
  return { api, call: (path, init) => fetch(`http://${api.address}/2018-06-01/runtime${path}`, init) };
}

const post = (body: string): RequestInit => ({ method: 'POST', body });

describe('the Runtime API', () => {
  it('hands out an event with the documented headers and takes the answer', async () => {
    const { api, call } = await start();
    const outcome = api.invoke('{"a":1}', { ...event, clientContext: '{"client":{}}' });
    const next = await call('/invocation/next');
    expect(Object.fromEntries(next.headers)).toMatchObject({
      'lambda-runtime-aws-request-id': 'request-1',
      'lambda-runtime-deadline-ms': '1700000060000',
      'lambda-runtime-invoked-function-arn': event.invokedFunctionArn,
      'lambda-runtime-trace-id': event.traceId,
      'lambda-runtime-client-context': '{"client":{}}',
    });
    expect(await next.text()).toBe('{"a":1}');
    expect((await call('/invocation/request-1/response', post('"done"'))).status).toBe(202);
    expect(await outcome).toEqual({ kind: 'response', payload: '"done"' });
  });

  it('lets a runtime wait for an event that is yet to come', async () => {
    const { api, call } = await start();
    const next = call('/invocation/next');
    await delay(50);
    const outcome = api.invoke('1', event);
    expect(await (await next).text()).toBe('1');
    await call('/invocation/request-1/response', post('2'));
    expect(await outcome).toEqual({ kind: 'response', payload: '2' });
  });

  it.each([
    [
      'as documented',
      '{"errorType":"E","errorMessage":"m","trace":["t"]}',
      { errorType: 'E', errorMessage: 'm', trace: ['t'] },
    ],
    ['as text', 'broken', { errorType: 'FromHeader', errorMessage: 'broken', trace: [] }],
    ['as other JSON', '[1]', { errorType: 'FromHeader', errorMessage: '[1]', trace: [] }],
  ])('takes an error %s', async (_, body, expected) => {
    const { api, call } = await start();
    const outcome = api.invoke('1', event);
    await call('/invocation/next');
    const headers = { 'Lambda-Runtime-Function-Error-Type': 'FromHeader' };
    expect((await call('/invocation/request-1/error', { ...post(body), headers })).status).toBe(202);
    expect(await outcome).toEqual({ kind: 'function-error', ...expected });
  });

  it('takes an error of the start in place of an answer', async () => {
    const { api, call } = await start();
    const outcome = api.invoke('1', event);
    expect((await call('/init/error', post('{"errorType":"E","errorMessage":"m"}'))).status).toBe(202);
    expect(await outcome).toEqual({ kind: 'init-error', errorType: 'E', errorMessage: 'm', trace: [] });
  });

  it('refuses an answer to what was not asked, or was answered before', async () => {
    const { api, call } = await start();
    expect((await call('/invocation/request-1/response', post('1'))).status).toBe(400);
    const outcome = api.invoke('1', event);
    expect((await call('/invocation/request-1/response', post('"too early"'))).status).toBe(400);
    await call('/invocation/next');
    const wrong = await call('/invocation/other/response', post('1'));
    expect([wrong.status, await wrong.json()]).toEqual([
      400,
      { errorType: 'InvalidRequestID', errorMessage: 'Invalid request ID' },
    ]);
    await call('/invocation/request-1/response', post('"first"'));
    expect((await call('/invocation/request-1/response', post('"second"'))).status).toBe(400);
    expect(await outcome).toEqual({ kind: 'response', payload: '"first"' });
  });

  it('answers 404 to anything else', async () => {
    const { call } = await start();
    expect((await call('/invocation/next', post(''))).status).toBe(404);
    expect((await call('/elsewhere')).status).toBe(404);
  });

  it('gives up an event when its time has passed, and refuses the late answer', async () => {
    const { api, call } = await start();
    const outcome = api.invoke('1', { ...event, timeoutMs: 50 });
    await call('/invocation/next');
    expect(await outcome).toEqual({ kind: 'timed-out', timeoutMs: 50 });
    expect((await call('/invocation/request-1/response', post('1'))).status).toBe(400);
  });

  it('ends an event whose runtime is gone', async () => {
    const { api, call } = await start();
    const outcome = api.invoke('1', event);
    await call('/invocation/next');
    api.runtimeExited('fell over');
    expect(await outcome).toEqual({ kind: 'runtime-exited', reason: 'fell over' });
  });

  it('does not take a second event while one is under way', async () => {
    const { api } = await start();
    const outcome = api.invoke('1', event);
    expect(() => api.invoke('2', event)).toThrow('one event at a time');
    api.runtimeExited('done');
    await outcome;
  });
});
