import type { HttpMethod, HttpRequestParams } from '@hearthgate/contracts';
import { describe, expect, it } from 'vitest';
import { createClient, rejection } from './client.ts';
import { closedPort, serve, serveTcp } from './loopback.ts';

const FAST = { retries: 3, retryDelayMs: 1 };

/** Answers with the given statuses one after the other, and then with 200. */
function serveStatuses(statuses: readonly number[], headers: Readonly<Record<string, string>> = {}) {
  const left = [...statuses];
  return serve((_request, response) => {
    const status = left.shift();
    if (status === undefined) response.end('at last');
    else response.writeHead(status, headers).end('not yet');
  });
}

describe('a request with retries', () => {
  it.each([408, 429, 500, 502, 503, 504])('is sent again after status %i', async (status) => {
    const { origin, requests } = await serveStatuses([status, status]);
    const { operations } = createClient(FAST);
    expect(await operations.makeRequest({ method: 'GET', url: origin })).toMatchObject({
      status: 200,
      body: 'at last',
    });
    expect(requests).toHaveLength(3);
    expect(operations.getStatus()).toMatchObject({ requests: 1, retries: 2, failures: 0 });
  });

  it.each([400, 401, 404, 409, 501])('is not sent again after status %i', async (status) => {
    const { origin, requests } = await serveStatuses([status]);
    expect((await createClient(FAST).operations.makeRequest({ method: 'GET', url: origin })).status).toBe(status);
    expect(requests).toHaveLength(1);
  });

  it('answers what it got when all attempts are used up', async () => {
    const { origin, requests } = await serveStatuses([503, 503, 503, 503, 503]);
    const { operations } = createClient({ retryDelayMs: 1 });
    expect((await operations.makeRequest({ method: 'GET', url: origin, retries: 2 })).status).toBe(503);
    expect(requests).toHaveLength(3);
  });

  it.each<[HttpMethod, Partial<HttpRequestParams>, number]>([
    ['PUT', {}, 2],
    ['DELETE', {}, 2],
    ['POST', {}, 1],
    ['PATCH', {}, 1],
    ['POST', { idempotent: true }, 2],
    ['PUT', { idempotent: false }, 1],
  ])('by %s with %j is sent %i times', async (method, params, times) => {
    const { origin, requests } = await serveStatuses([503]);
    await createClient(FAST).operations.makeRequest({ method, url: origin, ...params });
    expect(requests).toHaveLength(times);
  });

  it('is sent again when it was never sent, whatever the method', async () => {
    const port = await closedPort();
    const { operations } = createClient(FAST);
    const error = await rejection(operations.makeRequest({ method: 'POST', url: `http://127.0.0.1:${port}/` }));
    expect(error).toMatchObject({ code: 'HTTP_CONNECT_REFUSED' });
    expect(operations.getStatus()).toMatchObject({ retries: 3, failures: 1 });
  });

  it('is sent again after silence when it is idempotent, and not when it is not', async () => {
    const ask = async (method: HttpMethod) => {
      const { origin, requests } = await serve(() => undefined);
      const { operations } = createClient({ ...FAST, retries: 1, timeouts: { headersMs: 150 } });
      expect(await rejection(operations.makeRequest({ method, url: origin }))).toMatchObject({
        code: 'HTTP_HEADERS_TIMEOUT',
      });
      return requests.length;
    };
    expect(await ask('GET')).toBe(2);
    expect(await ask('POST')).toBe(1);
  });

  it('is sent again when the connection ended in the middle of the answer', async () => {
    let answers = 0;
    const { origin } = await serveTcp((socket) =>
      socket.on('data', () => {
        answers += 1;
        if (answers === 1) socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf');
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwhole');
      }),
    );
    expect((await createClient(FAST).operations.makeRequest({ method: 'GET', url: origin })).body).toBe('whole');
  });

  it('whose body comes from a stream is sent once', async () => {
    const { origin, requests } = await serveStatuses([503]);
    const body = (async function* () {
      yield 'once';
    })();
    const response = await createClient(FAST).operations.makeRequest({ method: 'PUT', url: origin, body });
    expect(response.status).toBe(503);
    expect(requests).toHaveLength(1);
  });

  it('is not sent again without being asked to', async () => {
    const { origin, requests } = await serveStatuses([503]);
    expect((await createClient().operations.makeRequest({ method: 'GET', url: origin })).status).toBe(503);
    expect(requests).toHaveLength(1);
  });
});

describe('Retry-After', () => {
  it('is waited for', async () => {
    const { origin } = await serveStatuses([429], { 'retry-after': '1' });
    const startedAt = performance.now();
    const { operations } = createClient(FAST);
    expect((await operations.makeRequest({ method: 'GET', url: origin })).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(990);
  });

  it.each(['60', new Date(Date.now() + 60_000).toUTCString()])(
    'of %j is not waited for beyond the deadline',
    async (value) => {
      const { origin, requests } = await serveStatuses([503], { 'retry-after': value });
      const { operations } = createClient(FAST);
      const response = await operations.makeRequest({ method: 'GET', url: origin, deadlineAtMs: Date.now() + 5_000 });
      expect(response.status).toBe(503);
      expect(requests).toHaveLength(1);
    },
  );
});

describe('cookies', () => {
  it('are never sent back', async () => {
    const { origin, requests } = await serve((_request, response) => response.setHeader('set-cookie', 'id=1').end());
    const { operations } = createClient();
    for (let count = 0; count < 2; count += 1) await operations.makeRequest({ method: 'GET', url: origin });
    expect(requests.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
  });
});
