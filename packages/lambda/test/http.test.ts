import { describe, expect, it } from 'vitest';
import type { HttpEvent } from '../src/index.ts';
import { directive, httpEvent, setUp } from './set-up.ts';

function listening() {
  const context = setUp();
  const seen: HttpEvent[] = [];
  const handler = (request: HttpEvent) => {
    seen.push(request);
    return { body: { ok: true } };
  };
  context.registerRoute({ kind: 'http', method: 'GET', path: '/health', handler });
  context.registerRoute({ kind: 'http', method: 'POST', path: '/alexa', handler });
  return { ...context, seen, ask: (event: unknown) => context.gatewayHandler({ event }) };
}

describe('an HTTP event', () => {
  it('reaches its handler with lower-case headers, query, cookies and a decoded body', async () => {
    const { ask, seen } = listening();
    await ask(
      httpEvent('POST', '/alexa', {
        headers: { 'Content-Type': 'application/json', 'X-Number': 7 },
        cookies: ['a=1', 'b=2'],
        queryStringParameters: { verbose: 'yes' },
        body: Buffer.from('{"text":"Grüße"}').toString('base64'),
        isBase64Encoded: true,
      }),
    );
    expect(seen).toEqual([
      {
        source: 'api-gateway-v2',
        method: 'POST',
        path: '/alexa',
        params: {},
        headers: { 'content-type': 'application/json', cookie: 'a=1; b=2' },
        query: { verbose: 'yes' },
        queryValues: { verbose: ['yes'] },
        cookies: { a: '1', b: '2' },
        body: '{"text":"Grüße"}',
        bytes: expect.any(Function),
      },
    ]);
  });

  it.each([
    ['prod', '/prod/health', '/health'],
    ['$default', '/health', '/health'],
    ['health', '/health', '/'],
    ['prod', '/production', '/production'],
  ])('has a path without its stage: %s %s', async (stage, rawPath, path) => {
    const { gatewayHandler, registerRoute } = setUp();
    registerRoute({ kind: 'http', method: 'GET', path, handler: (request) => ({ body: request.path }) });
    const event = httpEvent('GET', rawPath, { requestContext: { http: { method: 'GET', path: rawPath }, stage } });
    expect(await gatewayHandler({ event })).toMatchObject({ statusCode: 200, body: path });
  });

  it('is answered as JSON that nobody keeps or guesses the type of', async () => {
    const { ask } = listening();
    const event = httpEvent('GET', '/health');
    expect(await ask({ ...event, headers: { 'x-correlation-id': 'c-1' } })).toEqual({
      statusCode: 200,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'x-correlation-id': 'c-1',
      },
      body: '{"ok":true}',
      isBase64Encoded: false,
    });
  });

  it('is answered like GET without a body when it is HEAD', async () => {
    const { ask, seen } = listening();
    expect(await ask(httpEvent('HEAD', '/health'))).toMatchObject({ statusCode: 200, body: '' });
    expect(seen[0]?.method).toBe('HEAD');
    expect(await ask(httpEvent('HEAD', '/nowhere'))).toMatchObject({ statusCode: 404, body: '' });
  });

  it('is told the methods of a path', async () => {
    const { ask } = listening();
    expect(await ask(httpEvent('OPTIONS', '/health'))).toMatchObject({
      statusCode: 204,
      headers: { allow: 'GET, HEAD, OPTIONS' },
      body: '',
    });
    expect(await ask(httpEvent('delete', '/alexa'))).toMatchObject({
      statusCode: 405,
      headers: { allow: 'POST, OPTIONS' },
      body: expect.stringContaining('LAMBDA_NO_ROUTE'),
    });
    expect(await ask(httpEvent('OPTIONS', '/nowhere'))).toMatchObject({ statusCode: 404 });
    expect(await ask(httpEvent('GET', '/__proto__'))).toMatchObject({ statusCode: 404 });
  });

  it('does not count as a failure when it asks for what is not there', async () => {
    const { ask, metrics, logging } = listening();
    await ask(httpEvent('GET', '/nowhere'));
    expect(metrics.paramsOf('countInvocation')).toMatchObject([{ failed: false }]);
    expect(logging.paramsOf('recordRequest')).toMatchObject([{ request: 'GET /nowhere', outcome: '404' }]);
  });

  it('has to be one', async () => {
    const answer = await listening().ask(directive());
    expect(answer).toMatchObject({ statusCode: 400, body: expect.stringContaining('LAMBDA_UNKNOWN_EVENT') });
  });
});

describe('createHttpResponse', () => {
  const { createHttpResponse } = setUp();

  it('sends text as text, anything else as JSON, and lets headers say otherwise', () => {
    expect(createHttpResponse({ body: 'plain' })).toMatchObject({
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: 'plain',
    });
    expect(createHttpResponse({ body: null }).body).toBe('null');
    expect(createHttpResponse({ body: '<p>', headers: { 'Content-Type': 'text/html' } }).headers).toMatchObject({
      'content-type': 'text/html',
    });
    const { headers, body } = createHttpResponse();
    expect(body).toBe('');
    expect(headers).not.toHaveProperty('content-type');
  });

  it.each([
    ['status', { status: 99 }],
    ['status', { status: 200.5 }],
    ['statusCode', { statusCode: 200 }],
    ['header', { headers: { 'a b': 'c' } }],
    ['x-a', { headers: { 'x-a': 'b\r\nset-cookie: c' } }],
    ['body', { body: 7n }],
    ['body', { body: () => {} }],
  ])('says what is wrong with its %s', (what, params) => {
    expect(() => createHttpResponse(params as never)).toThrow(
      expect.objectContaining({ code: 'LAMBDA_INVALID_RESPONSE', message: expect.stringContaining(what) }),
    );
  });
});
