import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { createEnvironment, Invocation } from '@hearthgate/kernel';
import { createRecorder } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createClient, rejection } from './client.ts';
import { closedPort, serve } from './loopback.ts';

const MEGABYTE = 1_048_576;

describe('openStream', () => {
  it('answers with the headers while the body is still to come', async () => {
    let finish = () => {};
    const { origin } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('first ');
      finish = () => response.end('last');
    });
    const stream = await createClient().operations.openStream({ method: 'GET', url: origin });
    expect(stream).toMatchObject({ status: 200, headers: { 'content-type': 'text/event-stream' } });
    finish();
    expect(await text(stream.body)).toBe('first last');
  });

  it.each([
    ['plain', (bytes: Buffer) => bytes, undefined],
    ['gzip', gzipSync, 'gzip'],
    ['zstd', zstdCompressSync, 'zstd'],
  ])(
    'brings bytes unharmed, however slowly they are read, and then the connection is free: %s',
    async (_name, encode, coding) => {
      const bytes = Buffer.concat([randomBytes(MEGABYTE), Buffer.alloc(3 * MEGABYTE, 'warm')]);
      const { origin, connections } = await serve((_request, response) => {
        response.writeHead(200, coding === undefined ? {} : { 'content-encoding': coding }).end(encode(bytes));
      });
      const { operations } = createClient();
      for (let count = 0; count < 2; count += 1) {
        const { body } = await operations.openStream({ method: 'GET', url: origin });
        const chunks: Uint8Array[] = [];
        for await (const chunk of body) {
          if (chunks.push(chunk) % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
        }
        expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(connections()).toBe(1);
    },
  );

  it('makes the server wait for a reader that does not read, which is no silence of the server', async () => {
    let sent = 0;
    const { origin } = await serve((_request, response) => {
      Readable.from(
        (async function* () {
          for (let count = 0; count < 256; count += 1) {
            sent += 65_536;
            yield Buffer.alloc(65_536);
          }
        })(),
      ).pipe(response);
    });
    const { operations } = createClient({ timeouts: { bodyMs: 300 } });
    const { body } = await operations.openStream({ method: 'GET', url: origin });
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(sent).toBeLessThan(16 * MEGABYTE);
    expect((await buffer(body)).length).toBe(16 * MEGABYTE);
  });

  it('has no limit of size unless one is given', async () => {
    const { origin } = await serve((_request, response) => response.end(Buffer.alloc(2 * MEGABYTE)));
    const { operations } = createClient({ maxResponseBytes: MEGABYTE });
    const { body } = await operations.openStream({ method: 'GET', url: origin });
    expect((await buffer(body)).length).toBe(2 * MEGABYTE);
    const limited = await operations.openStream({ method: 'GET', url: origin, maxResponseBytes: 1_000 });
    expect(await rejection(buffer(limited.body))).toMatchObject({ code: 'HTTP_RESPONSE_TOO_LARGE' });
  });

  it('ends the body with an error when the rest does not come, and counts that as a failure', async () => {
    const logging = createRecorder({ warning(_params: { readonly message: string }): void {} });
    const { origin } = await serve((request, response) => {
      response.writeHead(200).write('half');
      if (request.url === '/reset') setTimeout(() => response.socket?.resetAndDestroy(), 30);
    });
    const { operations } = createClient({ timeouts: { bodyMs: 1_000 } }, { peers: { logging: logging.operations } });
    for (const [path, code] of [
      ['/reset', 'HTTP_CONNECTION_LOST'],
      ['/stall', 'HTTP_BODY_TIMEOUT'],
    ] as const) {
      const { body } = await operations.openStream({ method: 'GET', url: origin + path });
      expect(await rejection(buffer(body))).toMatchObject({ code });
    }
    const slow = await operations.openStream({ method: 'GET', url: origin, timeouts: { bodyMs: 5_000, totalMs: 500 } });
    expect(await rejection(buffer(slow.body))).toMatchObject({ code: 'HTTP_DEADLINE_EXCEEDED' });
    expect(operations.getStatus().failures).toBe(3);
    expect(logging.calls).toHaveLength(3);
  });

  it('tells of what goes wrong in the invocation that asked, also when another one waits at the same time', async () => {
    const environment = createEnvironment();
    const told: string[] = [];
    const logging = {
      warning: () => void told.push(`${environment.invocations.current()?.correlationId}`),
    };
    const { origin } = await serve((request, response) => {
      if (request.url === '/stalls') response.writeHead(200).write('begins');
    });
    const { operations } = createClient({}, { environment, peers: { logging } });
    const within = <Result>(correlationId: string, work: () => Promise<Result>) =>
      environment.invocations.run(new Invocation({ correlationId }, environment.clock), work);
    const first = within('first', async () => {
      const timeouts = { headersMs: 150 };
      return rejection(operations.makeRequest({ method: 'GET', url: `${origin}/silent`, timeouts }));
    });
    const second = within('second', async () => {
      const { body } = await operations.openStream({
        method: 'GET',
        url: `${origin}/stalls`,
        timeouts: { bodyMs: 50 },
      });
      return rejection(text(body));
    });
    expect(await second).toMatchObject({ code: 'HTTP_BODY_TIMEOUT' });
    expect(await first).toMatchObject({ code: 'HTTP_HEADERS_TIMEOUT' });
    expect(told).toEqual(['second', 'first']);
  });

  it('ends the connection when it is cancelled or the reader leaves', async () => {
    const closed: string[] = [];
    const { origin } = await serve((request, response) => {
      response.on('close', () => closed.push(String(request.url)));
      response.writeHead(200).write('x');
    });
    const logging = createRecorder({ warning(_params: { readonly message: string }): void {} });
    const { operations } = createClient({}, { peers: { logging: logging.operations } });
    const stream = await operations.openStream({ method: 'GET', url: `${origin}/cancelled` });
    stream.cancel();
    const { body } = await operations.openStream({ method: 'GET', url: `${origin}/left` });
    for await (const _chunk of body) break;
    await expect.poll(() => closed.toSorted()).toEqual(['/cancelled', '/left']);
    // Who has read enough has not failed.
    expect(operations.getStatus()).toMatchObject({ state: 'healthy', failures: 0, connections: { open: 0 } });
    expect(logging.calls).toEqual([]);
  });

  it('follows redirects and retries until there are headers', async () => {
    let asked = 0;
    const { origin } = await serve((request, response) => {
      asked += 1;
      if (request.url === '/') response.writeHead(302, { location: '/there' }).end();
      else if (asked === 2) response.writeHead(503).end('busy');
      else response.end('there');
    });
    const { operations } = createClient({ retries: 1, maxRedirects: 1, retryDelayMs: 1 });
    const stream = await operations.openStream({ method: 'GET', url: origin });
    expect(stream).toMatchObject({ status: 200, redirectedTo: `${origin}/there` });
    expect(await text(stream.body)).toBe('there');
    expect(operations.getStatus()).toMatchObject({ failures: 0, retries: 1 });
  });
});

describe('a body that comes from a stream', () => {
  it('is sent as it comes', async () => {
    const bytes = randomBytes(MEGABYTE);
    const { origin, requests } = await serve((request, response) => request.pipe(response));
    const { operations } = createClient({ maxResponseBytes: 2 * MEGABYTE });
    const body = Readable.from([bytes.subarray(0, 1_000), bytes.subarray(1_000)]);
    const response = await operations.makeRequest({ method: 'POST', url: origin, body, responseType: 'bytes' });
    expect(response.body).toBe('');
    expect(Buffer.from(response.bytes ?? []).equals(bytes)).toBe(true);
    expect(requests[0]?.headers).toMatchObject({ 'transfer-encoding': 'chunked' });
  });

  it('is destroyed when the request fails, also before anything was read of it', async () => {
    const url = `http://127.0.0.1:${await closedPort()}/`;
    const { operations } = createClient({ allowedHosts: ['127.0.0.1'] });
    for (const params of [{ url }, { url: 'http://elsewhere.test/' }, { url: 'no URL' }]) {
      const body = new Readable({ read() {} });
      await rejection(operations.makeRequest({ method: 'POST', body, ...params }));
      expect(body.destroyed).toBe(true);
      const other = new Readable({ read() {} });
      await rejection(operations.openStream({ method: 'POST', body: other, ...params }));
      expect(other.destroyed).toBe(true);
    }
  });

  it('that fails, fails the request', async () => {
    const { origin } = await serve((request, response) => request.resume().on('end', () => response.end()));
    const body = (async function* () {
      yield 'half';
      throw new Error('the source is gone');
    })();
    const error = await rejection(createClient().operations.makeRequest({ method: 'POST', url: origin, body }));
    expect(error).toMatchObject({ code: 'HTTP_ABORTED', data: { reason: 'body-stream' } });
  });
});
