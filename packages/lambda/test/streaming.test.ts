import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type AwsLambdaGlobal, type HttpBodyStream, type ResponseStream, streamingHandler } from '../src/index.ts';
import { functionUrlEvent, sqsEvent } from './samples.ts';
import { directive, done, setUp } from './set-up.ts';

const PRELUDE = 'application/vnd.awslambda.http-integration-response';

/** A response stream as the runtime makes it: a writable with a content type. */
function createResponse(highWaterMark?: number) {
  const stream = new PassThrough({ highWaterMark });
  let contentType: string | undefined;
  const chunks: Buffer[] = [];
  const response: ResponseStream & { isEnded(): boolean } = Object.assign(stream, {
    setContentType: (type: string) => {
      contentType = type;
    },
    isEnded: () => stream.writableEnded,
  });
  const read = async () => {
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    if (contentType !== PRELUDE) return { contentType, body: bytes.toString() };
    const end = bytes.indexOf(Buffer.alloc(8));
    return {
      contentType,
      prelude: JSON.parse(bytes.subarray(0, end).toString()),
      body: bytes.subarray(end + 8).toString(),
    };
  };
  return { response, stream, read };
}

function listening(body: unknown, more: object = {}) {
  const context = setUp();
  context.registerRoute({ kind: 'http', method: 'GET', path: '/x', handler: () => ({ body, ...more }) });
  context.registerRoute({ kind: 'alexa-smart-home', handler: () => done });
  return context;
}

async function* parts(...all: readonly (string | Uint8Array)[]): HttpBodyStream & AsyncGenerator<string | Uint8Array> {
  for (const part of all) {
    await new Promise((resolve) => setImmediate(resolve));
    yield part;
  }
}

describe('a streamed answer', () => {
  it('begins with status, headers and cookies, and goes on in parts', async () => {
    const { streamHandler, logging } = listening(parts('Grü', 'ße', Uint8Array.of(33)), {
      status: 206,
      headers: { 'content-type': 'text/plain' },
      cookies: ['a=1'],
    });
    const { response, read } = createResponse();
    const whole = read();
    await streamHandler({ event: functionUrlEvent('GET', '/x'), context: { awsRequestId: 'r-1' }, stream: response });
    expect(await whole).toEqual({
      contentType: PRELUDE,
      prelude: {
        statusCode: 206,
        headers: expect.objectContaining({ 'content-type': 'text/plain', 'x-correlation-id': 'r-1' }),
        cookies: ['a=1'],
      },
      body: 'Grüße!',
    });
    expect(logging.paramsOf('recordRequest')).toMatchObject([{ request: 'GET /x', outcome: '206', cause: undefined }]);
  });

  it('sends what is whole, and errors, in the same form', async () => {
    const { streamHandler } = listening({ ok: true });
    const ok = createResponse();
    await streamHandler({ event: functionUrlEvent('GET', '/x'), stream: ok.response });
    expect(await ok.read()).toMatchObject({ prelude: { statusCode: 200 }, body: '{"ok":true}' });
    const lost = createResponse();
    await streamHandler({ event: functionUrlEvent('GET', '/nowhere'), stream: lost.response });
    expect(await lost.read()).toMatchObject({
      prelude: { statusCode: 404 },
      body: expect.stringContaining('NO_ROUTE'),
    });
    const bytes = createResponse();
    await listening(Uint8Array.of(65, 66)).streamHandler({
      event: functionUrlEvent('GET', '/x'),
      stream: bytes.response,
    });
    expect(await bytes.read()).toMatchObject({ prelude: { statusCode: 200 }, body: 'AB' });
    const head = createResponse();
    await listening(parts('never sent')).streamHandler({
      event: functionUrlEvent('HEAD', '/x'),
      stream: head.response,
    });
    expect(await head.read()).toMatchObject({ prelude: { statusCode: 200 }, body: '' });
  });

  it('is JSON for events that are not HTTP', async () => {
    const { streamHandler } = listening('');
    const { response, read } = createResponse();
    await streamHandler({ event: directive(), stream: response });
    const { contentType, body } = await read();
    expect(contentType).toBe('application/json');
    expect(JSON.parse(body)).toEqual(done);
  });

  it('waits while nobody takes what was sent', async () => {
    let made = 0;
    async function* endless() {
      for (; made < 50; made += 1) yield 'x'.repeat(1_000);
    }
    const { streamHandler } = listening(endless());
    const { response, read } = createResponse(1_000);
    const sent = streamHandler({ event: functionUrlEvent('GET', '/x'), stream: response });
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(made).toBeLessThan(5);
    const whole = read();
    await sent;
    expect((await whole).body).toHaveLength(50_000);
  });

  it('throws when its body breaks after the beginning, with the cause in the log', async () => {
    async function* broken() {
      yield 'begun';
      throw new Error('source is gone');
    }
    const { streamHandler, logging } = listening(broken());
    const { response, stream } = createResponse();
    const sent = streamHandler({ event: functionUrlEvent('GET', '/x'), stream: response });
    await expect(sent).rejects.toMatchObject({ code: 'LAMBDA_STREAM_BROKEN' });
    expect(stream.writableEnded).toBe(false);
    expect(logging.paramsOf('recordRequest')).toMatchObject([
      { outcome: '200, then LAMBDA_STREAM_BROKEN', cause: expect.stringContaining('source is gone') },
    ]);
  });

  it('throws when its reader went away', async () => {
    const { streamHandler } = listening(parts(...Array(20).fill('x'.repeat(1_000))));
    const { response, stream } = createResponse(1_000);
    stream.on('error', () => {});
    const sent = streamHandler({ event: functionUrlEvent('GET', '/x'), stream: response });
    setImmediate(() => stream.destroy());
    await expect(sent).rejects.toMatchObject({ code: 'LAMBDA_STREAM_BROKEN' });
  });

  it('ends in time: with 504 before the beginning, by throwing after it', async () => {
    const context = { getRemainingTimeInMillis: () => 3_000 };
    const hanging = setUp();
    hanging.registerRoute({ kind: 'http', method: 'GET', path: '/x', handler: () => new Promise(() => {}) });
    const before = createResponse();
    const event = functionUrlEvent('GET', '/x');
    const sent = hanging.streamHandler({ event, context, stream: before.response });
    await hanging.clock.advance(2_500);
    await sent;
    expect(await before.read()).toMatchObject({ prelude: { statusCode: 504 } });
    async function* stuck() {
      yield 'begun';
      await new Promise(() => {});
    }
    const slow = listening(stuck());
    const after = createResponse();
    const broken = slow.streamHandler({ event, context, stream: after.response }).catch((error: unknown) => error);
    await slow.clock.advance(2_500);
    expect(await broken).toMatchObject({ code: 'LAMBDA_STREAM_BROKEN' });
  });

  it('tells whoever makes its parts, by the signal, that nobody takes them any more', async () => {
    const signals: AbortSignal[] = [];
    const streaming = (body: (signal: AbortSignal) => HttpBodyStream) => {
      const context = setUp();
      context.registerRoute({
        kind: 'http',
        method: 'GET',
        path: '/x',
        handler: (_, { signal }) => {
          signals.push(signal);
          return { body: body(signal) };
        },
      });
      return context;
    };
    async function* untilAborted(signal: AbortSignal) {
      yield 'begun';
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    }
    const slow = streaming(untilAborted);
    const event = functionUrlEvent('GET', '/x');
    const late = slow.streamHandler({
      event,
      context: { getRemainingTimeInMillis: () => 3_000 },
      stream: createResponse().response,
    });
    const failed = late.catch((error: unknown) => error);
    await slow.clock.advance(2_000);
    expect(signals[0]?.aborted).toBe(false);
    await slow.clock.advance(500);
    expect(await failed).toMatchObject({ code: 'LAMBDA_STREAM_BROKEN' });
    expect(signals[0]?.aborted).toBe(true);
    const whole = streaming(() => parts('a'));
    await whole.streamHandler({ event, stream: createResponse().response });
    expect(signals[1]?.aborted).toBe(false);
  });

  it('throws what has to be thrown and needs something to write to', async () => {
    const { streamHandler } = setUp();
    const { response } = createResponse();
    const event = sqsEvent('q', [{ id: 'a' }]);
    await expect(streamHandler({ event, stream: response })).rejects.toMatchObject({ code: 'LAMBDA_EVENT_FAILED' });
    await expect(streamHandler({ event } as never)).rejects.toMatchObject({ code: 'KERNEL_INVALID_PARAMS' });
  });
});

describe('the handler to export', () => {
  it('streams where the runtime can', async () => {
    const runtime: AwsLambdaGlobal = {
      // The runtime marks the handler and then calls it with (event, stream, context).
      streamifyResponse: (handler) =>
        Object.assign(handler, { streaming: true }) as unknown as ReturnType<AwsLambdaGlobal['streamifyResponse']>,
    };
    const handler = streamingHandler(listening(parts('a', 'b')), runtime) as unknown as (
      event: unknown,
      stream: ResponseStream,
      context: object,
    ) => Promise<unknown>;
    const { response, read } = createResponse();
    await handler(functionUrlEvent('GET', '/x'), response, {});
    expect(await read()).toMatchObject({ body: 'ab' });
  });

  it('answers as a whole elsewhere', async () => {
    const handler = streamingHandler(listening(parts('a', 'b')));
    expect(await handler(functionUrlEvent('GET', '/x'))).toMatchObject({ statusCode: 200, body: 'ab' });
  });
});
