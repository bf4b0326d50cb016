import { createEnvironment } from '@hearthgate/kernel';
import { runInInvocation } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createClient, rejection } from './client.ts';
import { serve, serveTcp } from './loopback.ts';

/** Far beyond any limit in this file, far below what a stuck request would take. */
const SLACK_MS = 5_000;

describe('an answer that does not come', () => {
  it('fails with the limit of the headers', async () => {
    const { origin } = await serve(() => undefined);
    const { operations } = createClient({ timeouts: { headersMs: 100 } });
    const error = await rejection(operations.makeRequest({ method: 'POST', url: origin, body: 'x' }));
    expect(error).toMatchObject({
      code: 'HTTP_HEADERS_TIMEOUT',
      retryable: true,
      data: { phase: 'headers', limit: 100 },
    });
  });

  it('fails with the limit of the body when it stalls in the middle', async () => {
    const { origin } = await serve((_request, response) => response.writeHead(200).write('{"half":'));
    const { operations } = createClient({ timeouts: { bodyMs: 100 } });
    const error = await rejection(operations.makeRequest({ method: 'GET', url: origin }));
    expect(error).toMatchObject({ code: 'HTTP_BODY_TIMEOUT', retryable: true, data: { phase: 'body', limit: 100 } });
  });

  it('may take longer than the limit of the body as long as it is never silent for that long', async () => {
    const { origin } = await serve((_request, response) => {
      let left = 12;
      const timer = setInterval(() => {
        response.write('.');
        left -= 1;
        if (left > 0) return;
        clearInterval(timer);
        response.end();
      }, 50);
    });
    const { operations } = createClient({ timeouts: { bodyMs: 400 } });
    expect((await operations.makeRequest({ method: 'GET', url: origin })).body).toBe('.'.repeat(12));
  });

  it('fails with the limit of the whole when bytes trickle', async () => {
    const { origin } = await serve((_request, response) => {
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const { operations } = createClient({ timeouts: { totalMs: 200 } });
    const error = await rejection(operations.makeRequest({ method: 'GET', url: origin }));
    expect(error).toMatchObject({
      code: 'HTTP_DEADLINE_EXCEEDED',
      retryable: true,
      data: { phase: 'body', limit: 200 },
    });
  });

  it('says that it waited for a free connection when it did', async () => {
    const { origin, connections } = await serve(() => undefined);
    const { operations } = createClient({ connections: 1, timeouts: { connectMs: 50, headersMs: 400 } });
    const first = rejection(operations.makeRequest({ method: 'GET', url: origin }));
    const second = rejection(operations.makeRequest({ method: 'GET', url: origin, timeouts: { totalMs: 200 } }));
    expect(await second).toMatchObject({ code: 'HTTP_DEADLINE_EXCEEDED', data: { phase: 'queue' } });
    expect(await first).toMatchObject({ code: 'HTTP_HEADERS_TIMEOUT' });
    expect(connections()).toBe(1);
  });
});

describe('a deadline', () => {
  it('is that of the invocation, less the margin', async () => {
    const { origin } = await serve(() => undefined);
    const environment = createEnvironment();
    const { operations } = createClient({ deadlineMarginMs: 700 }, { environment });
    const startedAtMs = Date.now();
    const error = await runInInvocation(environment, { deadlineAtMs: startedAtMs + 1_000 }, () =>
      rejection(operations.makeRequest({ method: 'GET', url: origin })),
    );
    expect(error).toMatchObject({ code: 'HTTP_DEADLINE_EXCEEDED', data: { phase: 'headers' } });
    expect(error.data?.limit).toBeLessThanOrEqual(300);
    expect(Date.now() - startedAtMs).toBeLessThan(SLACK_MS);
  });

  it('is the one of the request when that is sooner', async () => {
    const { origin } = await serve(() => undefined);
    const environment = createEnvironment();
    const { operations } = createClient({}, { environment });
    const nowMs = Date.now();
    const error = await runInInvocation(environment, { deadlineAtMs: nowMs + 60_000 }, () =>
      rejection(operations.makeRequest({ method: 'GET', url: origin, deadlineAtMs: nowMs + 150 })),
    );
    expect(error).toMatchObject({ code: 'HTTP_DEADLINE_EXCEEDED' });
    expect(error.data?.limit).toBeLessThanOrEqual(150);
  });

  it('that is over already keeps the request from being sent', async () => {
    const { origin, connections } = await serve((_request, response) => response.end());
    const error = await rejection(
      createClient().operations.makeRequest({ method: 'GET', url: origin, deadlineAtMs: Date.now() - 1 }),
    );
    expect(error).toMatchObject({ code: 'HTTP_DEADLINE_EXCEEDED', data: { phase: 'start' } });
    expect(connections()).toBe(0);
  });
});

describe('a connection that ends in the middle', () => {
  it.each([
    ['before the answer', ''],
    ['within the headers', 'HTTP/1.1 200 OK\r\ncontent-'],
    ['within a body of known length', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'],
    ['within a chunked body', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhalf'],
  ])('fails %s, for the end of the stream and for a reset', async (_where, bytes) => {
    for (const end of ['resetAndDestroy', 'destroy'] as const) {
      const { origin, connections } = await serveTcp((socket) =>
        socket.once('data', () =>
          bytes === '' ? socket[end]() : socket.write(bytes, () => setTimeout(() => socket[end](), 30)),
        ),
      );
      const error = await rejection(createClient().operations.makeRequest({ method: 'GET', url: origin }));
      expect(error).toMatchObject({ code: 'HTTP_CONNECTION_LOST', retryable: true });
      expect(error.data?.reason).not.toBe('not-http');
      // It was a new connection, so nothing suggests that it was merely stale.
      expect(connections()).toBe(1);
    }
  });

  it('is also one on which something else than HTTP is spoken', async () => {
    const { origin } = await serveTcp((socket) => socket.once('data', () => socket.write('SSH-2.0-OpenSSH_9.6\r\n')));
    const error = await rejection(createClient().operations.makeRequest({ method: 'GET', url: origin }));
    expect(error).toMatchObject({ code: 'HTTP_CONNECTION_LOST', data: { reason: 'not-http' } });
    expect(error.message).toContain('not HTTP');
  });
});
