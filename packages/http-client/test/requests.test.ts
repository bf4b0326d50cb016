import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { genericHttpOperation, HttpOperation } from '../src/index.ts';
import { createClient } from './client.ts';
import { serve, serveTcp } from './loopback.ts';

describe('a request', () => {
  it('brings status, headers and body, also through the generic operation', async () => {
    const { origin } = await serve((_request, response) => {
      response.setHeader('X-Two', ['one', 'two']);
      response.end('grüße');
    });
    const response = await genericHttpOperation(HttpOperation.MAKE_REQUEST, { method: 'GET', url: `${origin}/a` });
    await genericHttpOperation(HttpOperation.RESET_POOL, { origin });
    expect(response).toMatchObject({
      success: true,
      data: { status: 200, body: 'grüße', fromCache: false, headers: { 'x-two': 'one, two' } },
    });
    expect(response.success && response.data.durationMs).toBeGreaterThan(0);
  });

  it('brings every header under its name in lower case, also one that is called __proto__', async () => {
    const { origin } = await serveTcp((socket) => {
      const headers = ['__proto__: one', '__PROTO__: two', 'X-Odd: a', 'x-odd: b', 'Content-Length: 0'].join('\r\n');
      socket.on('data', () => socket.write(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n`));
    });
    const { headers } = await createClient().operations.makeRequest({ method: 'GET', url: origin });
    expect(Object.entries(headers)).toEqual([
      ['__proto__', 'one, two'],
      ['x-odd', 'a, b'],
      ['content-length', '0'],
    ]);
    expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
  });

  it.each([
    ['a text as it is', 'plain ü', 'plain ü', undefined],
    ['bytes as they are', Buffer.from([0x68, 0x69]), 'hi', undefined],
    ['an object as JSON', { on: true }, '{"on":true}', 'application/json'],
    ['null as JSON', null, 'null', 'application/json'],
    ['a form', new URLSearchParams({ a: '1 2' }), 'a=1+2', 'application/x-www-form-urlencoded;charset=UTF-8'],
  ])('sends %s', async (_what, body, received, contentType) => {
    const { origin, requests } = await serve(async (request, response) => response.end(await text(request)));
    const { operations } = createClient();
    const response = await operations.makeRequest({ method: 'POST', url: origin, body });
    expect(response.body).toBe(received);
    expect(requests[0]?.headers['content-type']).toBe(contentType);
    expect(requests[0]?.headers['content-length']).toBe(String(Buffer.byteLength(received)));
  });

  it('sends path, query and headers, but no fragment', async () => {
    const { origin, requests } = await serve((_request, response) => response.end());
    const { operations } = createClient({ userAgent: 'house/1' });
    await operations.makeRequest({ method: 'GET', url: `${origin}/a/b?c=d#e`, headers: { 'X-Own': 'yes' } });
    expect(requests[0]?.url).toBe('/a/b?c=d');
    expect(requests[0]?.headers).toMatchObject({ 'x-own': 'yes', 'user-agent': 'house/1' });
  });

  it.each([204, 301, 404, 500, 503])('answers status %i instead of throwing or following', async (status) => {
    const { origin, requests } = await serve((_request, response) => {
      response.writeHead(status, { location: '/elsewhere' }).end();
    });
    const response = await createClient().operations.makeRequest({ method: 'GET', url: origin });
    expect(response).toMatchObject({ status, body: '' });
    expect(requests).toHaveLength(1);
  });

  it('has no body when it was a HEAD', async () => {
    const { origin } = await serve((_request, response) => response.setHeader('content-length', '5').end());
    const response = await createClient().operations.makeRequest({ method: 'HEAD', url: origin });
    expect(response).toMatchObject({ status: 200, body: '', headers: { 'content-length': '5' } });
  });

  it('passes over informational answers', async () => {
    const { origin } = await serve((_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      response.end('final');
    });
    expect(await createClient().operations.makeRequest({ method: 'GET', url: origin })).toMatchObject({
      status: 200,
      body: 'final',
    });
  });

  it('carries no identifier by default, and the correlation id in the header of choice', async () => {
    const { origin, requests } = await serve((_request, response) => response.end());
    await createClient().operations.makeRequest({ method: 'GET', url: origin });
    const gateway = createClient({ correlationHeader: 'X-Correlation-Id' });
    const { correlationId } = await gateway.execute('makeRequest', { method: 'GET', url: origin });
    await gateway.execute('makeRequest', { method: 'GET', url: origin, headers: { 'x-correlation-id': 'own' } });
    const sent = requests.map(({ headers }) => headers['x-correlation-id']);
    expect(sent).toEqual([undefined, correlationId, 'own']);
  });
});
