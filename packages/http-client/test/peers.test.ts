import type {
  CheckUrlParams,
  LogMessageParams,
  RecordMetricParams,
  SingletonGetParams,
  SingletonKeyParams,
  UrlCheck,
} from '@hearthgate/contracts';
import { createRecorder } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createClient, rejection } from './client.ts';
import { closedPort, serve } from './loopback.ts';

describe('the peers', () => {
  it('singleton keeps one pool for each origin, and resetPool goes through it', async () => {
    const kept = new Map<string, { instance: unknown; dispose: () => unknown }>();
    const singleton = createRecorder({
      async get<Instance>({ key, create, dispose }: SingletonGetParams<Instance>): Promise<Instance> {
        const known = kept.get(key);
        if (known !== undefined) return known.instance as Instance;
        const instance = (await create?.()) as Instance;
        kept.set(key, { instance, dispose: () => dispose?.(instance) });
        return instance;
      },
      async reset({ key }: SingletonKeyParams): Promise<boolean> {
        await kept.get(key)?.dispose();
        return kept.delete(key);
      },
    });
    const one = await serve((_request, response) => response.end());
    const two = await serve((_request, response) => response.end());
    const { operations } = createClient({}, { peers: { singleton: singleton.operations } });
    for (const { origin } of [one, one, two]) await operations.makeRequest({ method: 'GET', url: `${origin}/a?b=c` });
    expect([...kept.keys()]).toEqual([`http-pool:${one.origin}`, `http-pool:${two.origin}`]);
    expect(one.connections()).toBe(1);
    expect(await operations.resetPool({ origin: one.origin })).toBe(1);
    expect([...kept.keys()]).toEqual([`http-pool:${two.origin}`]);
    // Somebody else ends everything, as at the end of the execution environment.
    await singleton.operations.reset({ key: `http-pool:${two.origin}` });
    expect(operations.getStatus().origins).toEqual([]);
  });

  it('security decides on the URL before anything is sent', async () => {
    const { origin, connections } = await serve((_request, response) => response.end());
    const security = createRecorder({
      checkUrl: async (_params: CheckUrlParams): Promise<UrlCheck> => ({ allowed: false, reason: 'it is not ours.' }),
    });
    const { operations } = createClient({ allowedHosts: ['a.test'] }, { peers: { security: security.operations } });
    const error = await rejection(operations.makeRequest({ method: 'GET', url: `${origin}/x`, allowPrivate: false }));
    expect(error).toMatchObject({ code: 'HTTP_URL_REFUSED', message: '127.0.0.1 may not be called: it is not ours.' });
    expect(security.paramsOf('checkUrl')).toEqual([
      { url: `${origin}/x`, allowedHosts: ['a.test'], allowPrivate: false, allowHttp: true, resolve: true },
    ]);
    expect(connections()).toBe(0);
  });

  it('logging gets one warning for a failure, with code, host and cause, and none for an answer', async () => {
    const logging = createRecorder({ warning(_params: LogMessageParams): void {} });
    const { origin } = await serve((_request, response) => response.writeHead(500).end());
    const port = await closedPort();
    const { operations } = createClient({}, { peers: { logging: logging.operations } });
    await operations.makeRequest({ method: 'GET', url: origin });
    expect(logging.calls).toEqual([]);
    await rejection(operations.makeRequest({ method: 'PUT', url: `http://127.0.0.1:${port}/path?query` }));
    expect(logging.paramsOf('warning')).toEqual([
      {
        message: expect.stringMatching(new RegExp(`^PUT to 127\\.0\\.0\\.1:${port} failed: Nothing listens`)),
        data: expect.objectContaining({
          code: 'HTTP_CONNECT_REFUSED',
          host: '127.0.0.1',
          port,
          reason: 'ECONNREFUSED',
        }),
      },
    ]);
  });

  it('metrics gets the duration of every request and a count of the failed ones', async () => {
    const metrics = createRecorder({ recordMetric(_params: RecordMetricParams): void {} });
    const { origin } = await serve((_request, response) => response.end());
    const { operations } = createClient({}, { peers: { metrics: metrics.operations } });
    await operations.makeRequest({ method: 'GET', url: origin });
    await rejection(operations.makeRequest({ method: 'GET', url: `http://127.0.0.1:${await closedPort()}/` }));
    const duration = { name: 'HttpDuration', value: expect.any(Number), unit: 'Milliseconds' };
    expect(metrics.paramsOf('recordMetric')).toEqual([duration, { name: 'HttpFailures', value: 1 }, duration]);
  });
});

describe('the status', () => {
  it('counts requests, and is degraded while an origin fails again and again', async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === '/hang') return;
      response.end();
    });
    const { operations } = createClient();
    const ask = (path: string) =>
      operations.makeRequest({ method: 'GET', url: origin + path, timeouts: { headersMs: 30 } });
    for (let count = 0; count < 3; count += 1) await rejection(ask('/hang'));
    expect(operations.getStatus()).toMatchObject({
      state: 'degraded',
      reasons: [`The last 3 requests to ${origin} failed, at last with HTTP_HEADERS_TIMEOUT.`],
      requests: 3,
      failures: 3,
      origins: [origin],
    });
    await ask('/');
    expect(operations.getStatus()).toMatchObject({ state: 'healthy', reasons: [], requests: 4, failures: 3 });
  });
});
