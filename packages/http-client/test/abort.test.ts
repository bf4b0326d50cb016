import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createClient, rejection } from './client.ts';
import { serve, serveTcp } from './loopback.ts';

const aborted = { code: 'HTTP_ABORTED', retryable: false };

describe('the signal of the caller', () => {
  it('ends a request that waits for its answer, and the connection with it', async () => {
    let closed = false;
    const controller = new AbortController();
    const { origin } = await serve((request) => {
      request.socket.on('close', () => {
        closed = true;
      });
      controller.abort(new Error('enough'));
    });
    const { operations } = createClient();
    const error = await rejection(operations.makeRequest({ method: 'GET', url: origin, signal: controller.signal }));
    expect(error).toMatchObject({ ...aborted, data: { phase: 'headers' } });
    await expect.poll(() => closed).toBe(true);
    expect(operations.getStatus().state).toBe('healthy');
  });

  it('ends a request that is still connecting', async () => {
    const { port } = await serveTcp(() => undefined);
    const signal = AbortSignal.timeout(200);
    const params = { method: 'GET', url: `https://127.0.0.1:${port}/`, signal } as const;
    expect(await rejection(createClient().operations.makeRequest(params))).toMatchObject({
      ...aborted,
      data: { phase: 'tls' },
    });
  });

  it('ends a request whose name is still being looked up for the check of its URL', async () => {
    const security = { checkUrl: () => new Promise<never>(() => {}) };
    const { operations } = createClient({ allowPrivate: false }, { peers: { security } });
    const signal = AbortSignal.timeout(50);
    expect(await rejection(operations.makeRequest({ method: 'GET', url: 'http://slow.test/', signal }))).toMatchObject({
      ...aborted,
      data: { host: 'slow.test', phase: 'dns' },
    });
  });

  it('and a deadline that came before end a request whose URL is still being checked', async () => {
    const security = { checkUrl: () => new Promise<never>(() => {}) };
    const { operations } = createClient({ allowPrivate: false }, { peers: { security } });
    const ask = (params: object) => operations.makeRequest({ method: 'GET', url: 'http://slow.test/', ...params });
    expect(await rejection(ask({ signal: AbortSignal.abort() }))).toMatchObject(aborted);
    expect(await rejection(ask({ deadlineAtMs: Date.now() - 1 }))).toMatchObject({ code: 'HTTP_DEADLINE_EXCEEDED' });
  });

  it('ends the wait of an AWS client that was throttled', async () => {
    const { origin, requests } = await serve((_request, response) => {
      response.writeHead(400).end('{"__type":"ThrottlingException"}');
    });
    const environment = { ...createTestEnvironment({ startAtMs: Date.now() }), random: () => 0.5 };
    const client = createClient(
      { retryDelayMs: 60_000, maxRetryDelayMs: 120_000, timeouts: { totalMs: 600_000 } },
      { environment },
    );
    const credentials = { accessKeyId: 'KEY', secretAccessKey: 'secret-of-a-test' };
    const ssm = client.operations.getAwsClient({ service: 'ssm', region: 'eu-west-1', endpoint: origin, credentials });
    const controller = new AbortController();
    const asked = rejection(ssm.request({ action: 'GetParameter', body: {}, signal: controller.signal }));
    await expect.poll(() => requests.length).toBe(1);
    setTimeout(() => controller.abort(), 50);
    expect(await asked).toMatchObject(aborted);
  });

  it('keeps a request from being sent when it came before', async () => {
    const { origin, connections } = await serve((_request, response) => response.end());
    const { operations } = createClient();
    const signal = AbortSignal.abort();
    expect(await rejection(operations.makeRequest({ method: 'GET', url: origin, signal }))).toMatchObject(aborted);
    expect(connections()).toBe(0);
  });

  it('ends the wait for a retry', async () => {
    const { origin, requests } = await serve((_request, response) =>
      response.writeHead(503, { 'retry-after': '5' }).end(),
    );
    const { operations } = createClient({ retries: 1 });
    const startedAt = performance.now();
    const signal = AbortSignal.timeout(100);
    expect(await rejection(operations.makeRequest({ method: 'GET', url: origin, signal }))).toMatchObject(aborted);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    expect(requests).toHaveLength(1);
  });

  it('ends the body of a stream', async () => {
    const { origin } = await serve((_request, response) => response.writeHead(200).write('half'));
    const controller = new AbortController();
    const params = { method: 'GET', url: origin, signal: controller.signal } as const;
    const { body } = await createClient().operations.openStream(params);
    const read = (async () => {
      for await (const _chunk of body) controller.abort();
    })();
    expect(await rejection(read)).toMatchObject(aborted);
  });

  it('that is none is refused', async () => {
    const params = { method: 'GET', url: 'http://127.0.0.1/', signal: {} as never } as const;
    expect(await rejection(createClient().operations.makeRequest(params))).toMatchObject({
      code: 'HTTP_INVALID_REQUEST',
    });
  });
});
