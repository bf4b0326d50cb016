import { describe, expect, it } from 'vitest';
import type { HttpEvent } from '../src/index.ts';
import { albEvent, functionUrlEvent, httpApiEvent, restApiEvent } from './samples.ts';
import { setUp } from './set-up.ts';

function listening() {
  const context = setUp();
  const seen: HttpEvent[] = [];
  context.registerRoute({
    kind: 'http',
    method: 'POST',
    path: '/lights/:id/colour',
    handler: (request) => {
      seen.push(request);
      return { status: 201, cookies: ['a=1; HttpOnly', 'b=2'], body: { ok: true } };
    },
  });
  return { ...context, seen, ask: (event: unknown) => context.eventHandler({ event }) };
}

describe('an answer that is too long for its front door', () => {
  it('is not sent: a load balancer takes 1 MB, all others what Lambda sends', async () => {
    const { registerRoute, eventHandler } = setUp();
    let length = 0;
    registerRoute({ kind: 'http', method: 'GET', path: '/log', handler: () => ({ body: 'x'.repeat(length) }) });
    const statusOf = async (event: object) => ((await eventHandler({ event })) as { statusCode: number }).statusCode;
    const through = () => Promise.all([albEvent('GET', '/log', true), httpApiEvent('GET', '/log')].map(statusOf));
    length = 1_000_000;
    expect(await through()).toEqual([200, 200]);
    const sent = await eventHandler({ event: albEvent('GET', '/log', true) });
    expect(Buffer.byteLength(JSON.stringify(sent))).toBeLessThanOrEqual(1_048_576);
    length = 1_048_576;
    expect(await through()).toEqual([500, 200]);
  });
});

const PATH = '/lights/desk%20lamp/colour';

describe.each([
  ['api-gateway-v1', restApiEvent('POST', PATH), { colour: 'blue', page: '2' }, 'one, two'],
  ['api-gateway-v2', httpApiEvent('POST', PATH), { colour: 'red,blue', page: '2' }, 'one,two'],
  ['function-url', functionUrlEvent('POST', PATH), { colour: 'red,blue', page: '2' }, 'one,two'],
  ['alb', albEvent('POST', PATH, true), { colour: 'dark blue', page: '2' }, 'one, two'],
])('a request through %s', (source, event, query, tag) => {
  it('is the same request', async () => {
    const { ask, seen } = listening();
    const body = Buffer.from('{"hue":1}').toString('base64');
    await ask({ ...event, body, isBase64Encoded: true });
    expect(seen).toMatchObject([
      {
        source,
        method: 'POST',
        path: PATH,
        params: { id: 'desk lamp' },
        headers: { accept: 'application/json', 'x-tag': tag, cookie: 'theme=dark' },
        query,
        queryValues: { page: ['2'], colour: ['red', source === 'alb' ? 'dark blue' : 'blue'] },
        cookies: { theme: 'dark' },
        body: '{"hue":1}',
      },
    ]);
    expect(Buffer.from(seen[0]?.bytes() ?? []).toString()).toBe('{"hue":1}');
  });

  it('is answered in its form when nothing is there', async () => {
    const { ask } = listening();
    const nowhere = { ...event, path: '/x', rawPath: '/x', httpMethod: 'POST' };
    expect(await ask(nowhere)).toMatchObject({ statusCode: 404, body: expect.stringContaining('LAMBDA_NO_ROUTE') });
  });
});

describe('cookies of an answer', () => {
  const cookies = ['a=1; HttpOnly', 'b=2'];

  it('are a list of their own in payload 2.0', async () => {
    for (const event of [httpApiEvent('POST', PATH), functionUrlEvent('POST', PATH)]) {
      const answer = (await listening().ask(event)) as Record<string, unknown>;
      expect(answer).toMatchObject({ statusCode: 201, cookies });
      expect(answer).not.toHaveProperty('multiValueHeaders');
    }
  });

  it('are a header of several values in payload 1.0', async () => {
    const answer = (await listening().ask(restApiEvent('POST', PATH))) as Record<string, unknown>;
    expect(answer).toMatchObject({ multiValueHeaders: { 'set-cookie': cookies } });
    expect(answer).not.toHaveProperty('cookies');
  });

  it('follow the form of headers that a load balancer sent', async () => {
    expect(await listening().ask(albEvent('POST', PATH, true))).toMatchObject({
      statusDescription: '201 Created',
      multiValueHeaders: { 'set-cookie': cookies, 'content-type': ['application/json; charset=utf-8'] },
    });
    const one = (await listening().ask(albEvent('POST', PATH))) as Record<string, unknown>;
    expect(one).toMatchObject({ statusDescription: '201 Created', headers: { 'set-cookie': cookies[0] } });
    expect(one).not.toHaveProperty('multiValueHeaders');
  });

  it.each([[['no value']], [['a=1\r\nb: c']], ['a=1'], [[7]]])('are refused when they are %j', (wrong) => {
    expect(() => setUp().createHttpResponse({ cookies: wrong as never })).toThrow(
      expect.objectContaining({ code: 'LAMBDA_INVALID_RESPONSE', message: expect.stringContaining('cookies') }),
    );
  });
});

describe('bodies', () => {
  it('may be bytes, both ways', async () => {
    const { registerRoute, gatewayHandler } = setUp();
    const handler = (request: HttpEvent) => ({ body: request.bytes().toReversed() });
    registerRoute({ kind: 'http', method: 'PUT', path: '/bytes', handler });
    const body = Buffer.from([0, 255, 128, 1]).toString('base64');
    const answer = await gatewayHandler({ event: httpApiEvent('PUT', '/bytes', { body, isBase64Encoded: true }) });
    expect(answer).toMatchObject({
      isBase64Encoded: true,
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from([1, 128, 255, 0]).toString('base64'),
    });
  });

  it('that come in parts are put together where nothing streams', async () => {
    const { registerRoute, gatewayHandler } = setUp();
    async function* parts() {
      yield 'Grü';
      yield 'ße';
    }
    async function* mixed() {
      yield 'a';
      yield Uint8Array.of(0);
    }
    async function* endless() {
      for (;;) yield 'x'.repeat(1_048_576);
    }
    for (const [path, body] of [
      ['/text', parts],
      ['/mixed', mixed],
      ['/endless', endless],
    ] as const) {
      registerRoute({ kind: 'http', method: 'GET', path, handler: () => ({ body: body() }) });
    }
    const get = (path: string) => gatewayHandler({ event: httpApiEvent('GET', path) });
    expect(await get('/text')).toMatchObject({ body: 'Grüße', isBase64Encoded: false });
    expect(await get('/mixed')).toMatchObject({ body: 'YQA=', isBase64Encoded: true });
    expect(await get('/endless')).toMatchObject({ statusCode: 500 });
  });
});

describe('paths with names', () => {
  function routed(...paths: readonly string[]) {
    const context = setUp();
    for (const path of paths) {
      const handler = ({ params }: HttpEvent) => ({ body: { path, params } });
      context.registerRoute({ kind: 'http', method: 'GET', path, handler });
    }
    const get = async (path: string) => {
      const { statusCode, body } = await context.gatewayHandler({ event: httpApiEvent('GET', path) });
      return statusCode === 200 ? (JSON.parse(body) as unknown) : statusCode;
    };
    return { ...context, get };
  }

  it('match one segment each, and yield to paths without names', async () => {
    const { get } = routed('/lights/:id', '/lights/all', '/:a/x/:b');
    expect(await get('/lights/7')).toEqual({ path: '/lights/:id', params: { id: '7' } });
    expect(await get('/lights/all')).toEqual({ path: '/lights/all', params: {} });
    expect(await get('/1/x/%2F')).toEqual({ path: '/:a/x/:b', params: { a: '1', b: '/' } });
    for (const path of ['/lights/', '/lights', '/lights/7/8', '/lights/%ff']) expect(await get(path)).toBe(404);
  });

  it('may use any name, and show nothing of a prototype', async () => {
    const { get } = routed('/a/:__proto__/:constructor');
    const answer = (await get('/a/b/c')) as { params: object };
    expect(Object.keys(answer.params)).toEqual(['__proto__', 'constructor']);
  });

  it('tell their methods together with those of the same path', async () => {
    const { registerRoute, gatewayHandler } = routed('/lights/:id');
    registerRoute({
      kind: 'http',
      method: 'DELETE',
      path: '/lights/:name',
      handler: ({ params }) => ({ body: params }),
    });
    const ask = (method: string) => gatewayHandler({ event: httpApiEvent(method, '/lights/7') });
    expect(await ask('DELETE')).toMatchObject({ body: '{"name":"7"}' });
    expect(await ask('GET')).toMatchObject({ body: expect.stringContaining('"id":"7"') });
    expect(await ask('PUT')).toMatchObject({ statusCode: 405, headers: { allow: 'GET, HEAD, DELETE, OPTIONS' } });
  });

  it('are taken when another path matches the same', () => {
    const { registerRoute } = routed('/lights/:id');
    const handler = () => ({});
    expect(() => registerRoute({ kind: 'http', method: 'GET', path: '/lights/:name', handler })).toThrow(
      expect.objectContaining({ code: 'LAMBDA_ROUTE_EXISTS' }),
    );
    for (const path of ['/:a/:a', '/:', '/:a-b']) {
      expect(() => registerRoute({ kind: 'http', method: 'GET', path, handler })).toThrow(
        expect.objectContaining({ code: 'LAMBDA_INVALID_ROUTE', message: expect.stringContaining('path') }),
      );
    }
  });
});
