import { createRecorder, createTestEnvironment } from '@hearthgate/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createInitializationGateway, type InitializationOptions } from '../src/index.ts';
import { type StandInServer, startExtensionsApi, startServer } from './extensions-api.ts';

let server: StandInServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A gateway whose process is told by hand that it will end. */
function setUp(address?: string, options: InitializationOptions = {}) {
  const environment = createTestEnvironment({ variables: { AWS_LAMBDA_RUNTIME_API: address } });
  const logging = createRecorder({ log() {} });
  const listeners: (() => void)[] = [];
  const order: string[] = [];
  const { operations } = createInitializationGateway(
    { shutdownHost: { onSigterm: (run) => listeners.push(run), end: () => void order.push('end') }, ...options },
    { environment, peers: { logging: logging.operations } },
  );
  const sigterm = () => {
    for (const listener of listeners) listener();
  };
  return { ...operations, sigterm, listeners, order, logging, clock: environment.clock };
}

describe('watching for the end of the environment', () => {
  it('registers an internal extension without events, and asks for the next event so that start-up can end', async () => {
    server = await startExtensionsApi();
    const { watchShutdown, listeners } = setUp(server.address);
    expect(await watchShutdown()).toEqual({ extension: 'registered' });
    await vi.waitFor(() => expect(server?.seen).toHaveLength(2));
    const [register, next] = server.seen;
    expect(register).toMatchObject({
      call: 'POST /2020-01-01/extension/register',
      headers: { 'lambda-extension-name': 'hearthgate' },
      body: '{"events":[]}',
    });
    expect(next).toMatchObject({
      call: 'GET /2020-01-01/extension/event/next',
      headers: { 'lambda-extension-identifier': 'id-of-this-extension' },
    });
    expect(listeners).toHaveLength(1);
  });

  it('registers once, however often it is asked', async () => {
    server = await startExtensionsApi();
    const { watchShutdown, listeners } = setUp(server.address, { extensionName: 'mine' });
    await Promise.all([watchShutdown(), watchShutdown()]);
    await watchShutdown();
    await vi.waitFor(() => expect(server?.seen).toHaveLength(2));
    expect(server.seen[0]?.headers['lambda-extension-name']).toBe('mine');
    expect(listeners).toHaveLength(1);
  });

  it('listens also where there is no Extensions API', async () => {
    const { watchShutdown, listeners, logging } = setUp();
    expect(await watchShutdown()).toEqual({ extension: 'no-lambda' });
    expect(listeners).toHaveLength(1);
    expect(logging.paramsOf('log')).toEqual([]);
  });

  it.each([
    ['refuses', (response: { writeHead(status: number): { end(): void } }) => response.writeHead(403).end(), /403/],
    ['hangs up', (response: { destroy(): void }) => response.destroy(), /did not answer/],
  ])('breaks nothing when the Extensions API %s', async (_, answer, reason) => {
    server = await startServer((_request, response) => void answer(response));
    const { watchShutdown, lambdaInit, logging } = setUp(server.address);
    expect(await watchShutdown()).toEqual({ extension: 'refused', reason: expect.stringMatching(reason) });
    expect(await lambdaInit()).toMatchObject({ state: 'ready' });
    expect(logging.paramsOf('log')[0]).toMatchObject({ level: 'info', message: expect.stringMatching(reason) });
  });

  it('breaks nothing when the address leads nowhere', async () => {
    for (const address of ['127.0.0.1:1', 'nonsense', '127.0.0.1:99999']) {
      expect(await setUp(address).watchShutdown()).toMatchObject({ extension: 'refused' });
    }
  });
});

describe('SIGTERM', () => {
  it('runs cleanups newest first, then the last step, then ends the process', async () => {
    const { watchShutdown, registerStage, lambdaInit, sigterm, order } = setUp();
    for (const [name, after] of [
      ['first', []],
      ['second', ['first']],
    ] as const) {
      registerStage({ name, after, run() {}, cleanup: () => void order.push(name) });
    }
    await lambdaInit();
    await watchShutdown({ finish: () => void order.push('finish') });
    sigterm();
    await vi.waitFor(() => expect(order).toEqual(['second', 'first', 'finish', 'end']));
  });

  it('gives what hangs no more than the time Lambda leaves', async () => {
    const { watchShutdown, registerStage, lambdaInit, sigterm, order, clock, logging } = setUp(undefined, {
      shutdownMs: 400,
    });
    registerStage({ name: 'hangs', run() {}, cleanup: () => new Promise(() => {}) });
    await lambdaInit();
    await watchShutdown({ finish: () => Promise.reject(new Error('no disk')) });
    sigterm();
    await clock.advance(299);
    expect(order).toEqual([]);
    await clock.advance(1);
    expect(order).toEqual(['end']);
    expect(logging.paramsOf('log').slice(1)).toMatchObject([{ level: 'warning' }, { error: { message: 'no disk' } }]);
  });

  it('ends also an environment whose start-up still runs', async () => {
    const { watchShutdown, registerStage, lambdaInit, sigterm, order, clock } = setUp();
    registerStage({ name: 'slow', run: () => new Promise(() => {}) });
    void lambdaInit();
    await watchShutdown();
    sigterm();
    await clock.advance(400);
    expect(order).toEqual(['end']);
  });

  it('cleans up what start-up has finished, not waiting for the rest of it', async () => {
    const { watchShutdown, registerStage, lambdaInit, sigterm, order, clock } = setUp();
    registerStage({ name: 'quick', run() {}, cleanup: () => void order.push('quick') });
    registerStage({ name: 'slow', run: () => new Promise(() => {}), cleanup: () => void order.push('slow') });
    void lambdaInit();
    await watchShutdown();
    await clock.advance(1);
    sigterm();
    await vi.waitFor(() => expect(order).toEqual(['quick', 'end']));
  });
});

describe('options', () => {
  it.each([
    { shutdownMs: 0 },
    { sourceTimeoutMs: -1 },
    { resumeThresholdMs: Number.NaN },
    { extensionName: 'two\r\nlines' },
    { sources: { store: 'text' as never } },
  ])('refuse %o', (options) => {
    expect(() => createInitializationGateway(options)).toThrow(
      expect.objectContaining({
        code: 'KERNEL_INVALID_PARAMS',
        message: expect.stringContaining(
          Object.keys(options)[0] === 'sources' ? 'source' : String(Object.keys(options)[0]),
        ),
      }),
    );
  });
});
