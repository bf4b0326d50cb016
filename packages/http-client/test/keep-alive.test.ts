import { gzipSync } from 'node:zlib';
import type { HttpMethod } from '@hearthgate/contracts';
import { createTestEnvironment } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import { createClient, rejection } from './client.ts';
import { serve, serveTcp } from './loopback.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

/**
 * Answers the first request on each connection and gives up the connection at the second one. Only the first
 * connections are so short-lived, as many as it is told.
 */
async function serveOncePerConnection(onSecond: 'reset' | 'end', shortLived = Infinity) {
  const received: string[] = [];
  let accepted = 0;
  const server = await serveTcp((socket) => {
    let answered = false;
    accepted += 1;
    const isShortLived = accepted <= shortLived;
    socket.on('data', (data) => {
      received.push(data.toString().split(' ', 1)[0] ?? '');
      if (answered && isShortLived) socket[onSecond === 'reset' ? 'resetAndDestroy' : 'destroy']();
      else socket.write(ANSWER);
      answered = true;
    });
  });
  return { ...server, received };
}

describe('connections', () => {
  it('are kept from call to call', async () => {
    const { origin, connections, requests } = await serve((_request, response) => response.end());
    const { operations } = createClient();
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const)
      await operations.makeRequest({ method, url: origin });
    expect(requests).toHaveLength(4);
    expect(connections()).toBe(1);
  });

  it('serve whoever asks the moment that an answer is complete, so that no second one is opened', async () => {
    const { origin, connections } = await serve((request, response) => {
      if (request.url === '/packed') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed'));
      else response.end('plain');
    });
    const { operations } = createClient({ connections: 4 });
    for (const path of ['/packed', '/plain', '/packed', '/plain']) {
      const { body } = await operations.makeRequest({ method: 'GET', url: `${origin}${path}` });
      expect(body).toBe(path.slice(1));
    }
    expect(connections()).toBe(1);
  });

  it('that the server closes with its answer serve nobody any more', async () => {
    const { origin, connections, requests } = await serve((_request, response) =>
      response.writeHead(200, { connection: 'close' }).end('ok'),
    );
    const { operations } = createClient();
    for (let count = 1; count <= 5; count += 1) {
      expect((await operations.makeRequest({ method: 'POST', url: origin, body: 'x' })).body).toBe('ok');
      expect(connections()).toBe(count);
    }
    expect(requests).toHaveLength(5);
  });

  it('serve those that wait one after the other, each answered with its own', async () => {
    const { origin, connections } = await serve((request, response) => response.end(request.url));
    const { operations } = createClient({ connections: 2 });
    const ask = async (number: number): Promise<string> => {
      const { body } = await operations.makeRequest({ method: 'PUT', url: `${origin}/${number}`, body: 'x' });
      return number < 40 ? `${body}${await ask(number + 10)}` : body;
    };
    const answers = await Promise.all(Array.from({ length: 10 }, (_, number) => ask(number)));
    expect(answers).toEqual(
      answers.map((_, number) => [0, 10, 20, 30, 40].map((more) => `/${number + more}`).join('')),
    );
    expect(connections()).toBe(2);
  });

  it('are opened side by side up to the limit', async () => {
    const { origin, connections } = await serve((_request, response) => setTimeout(() => response.end(), 20));
    const { operations } = createClient({ connections: 3 });
    await Promise.all(Array.from({ length: 9 }, () => operations.makeRequest({ method: 'GET', url: origin })));
    expect(connections()).toBe(3);
  });

  it('are not kept for longer than keepAliveMs, although no timer ran meanwhile', async () => {
    const environment = createTestEnvironment();
    const { origin, connections } = await serve((_request, response) => response.end());
    const { operations } = createClient({ keepAliveMs: 60_000 }, { environment });
    const ask = () => operations.makeRequest({ method: 'POST', url: origin });
    await ask();
    await environment.clock.advance(59_000);
    await ask();
    expect(connections()).toBe(1);
    await environment.clock.advance(61_000);
    await ask();
    expect(connections()).toBe(2);
  });

  it('are not kept for longer than the server says', async () => {
    const environment = createTestEnvironment();
    const { origin, connections } = await serveTcp((socket) =>
      socket.on('data', () => socket.write(ANSWER.replace('\r\n\r\n', '\r\nkeep-alive: timeout=5\r\n\r\n'))),
    );
    const { operations } = createClient({}, { environment });
    const ask = () => operations.makeRequest({ method: 'GET', url: origin });
    await ask();
    await environment.clock.advance(3_000);
    await ask();
    expect(connections()).toBe(1);
    await environment.clock.advance(4_500);
    await ask();
    expect(connections()).toBe(2);
  });

  it('are closed by resetPool, for one origin or for all, and opened anew afterwards', async () => {
    const one = await serve((_request, response) => response.end());
    const two = await serve((_request, response) => response.end());
    const { operations } = createClient();
    for (const { origin } of [one, two]) await operations.makeRequest({ method: 'GET', url: origin });
    expect(operations.getStatus().origins).toEqual([one.origin, two.origin]);
    expect(await operations.resetPool({ origin: `${one.origin}/any/path` })).toBe(1);
    expect(operations.getStatus().origins).toEqual([two.origin]);
    await operations.makeRequest({ method: 'GET', url: one.origin });
    expect(one.connections()).toBe(2);
    expect(await operations.resetPool()).toBe(2);
    expect(await operations.resetPool()).toBe(0);
    expect(await rejection(operations.resetPool({ origin: 'no url' }))).toMatchObject({ code: 'HTTP_INVALID_REQUEST' });
  });

  it('of the least recently used origin are closed when there are too many origins', async () => {
    const servers = await Promise.all([1, 2, 3].map(() => serve((_request, response) => response.end())));
    const { operations } = createClient({ maxOrigins: 2 });
    const [first, second, third] = servers.map(({ origin }) => origin) as [string, string, string];
    for (const url of [first, second, first, third]) await operations.makeRequest({ method: 'GET', url });
    expect(operations.getStatus().origins).toEqual([first, third]);
  });
});

describe('a kept connection that the server has given up', () => {
  it.each<[HttpMethod, 'reset' | 'end']>([
    ['GET', 'reset'],
    ['GET', 'end'],
    ['PUT', 'reset'],
    ['DELETE', 'end'],
    ['HEAD', 'reset'],
  ])('is replaced and a %s is sent again (%s)', async (method, onSecond) => {
    const { origin, connections, received } = await serveOncePerConnection(onSecond);
    const { operations } = createClient();
    await operations.makeRequest({ method: 'POST', url: origin });
    const again = method === 'HEAD' ? { status: 200 } : { status: 200, body: 'ok' };
    expect(await operations.makeRequest({ method, url: origin })).toMatchObject(again);
    expect(received).toEqual(['POST', method, method]);
    expect(connections()).toBe(2);
  });

  it.each<[HttpMethod, 'reset' | 'end']>([
    ['POST', 'reset'],
    ['PATCH', 'end'],
  ])('fails a %s, which the server may have taken, without sending it twice (%s)', async (method, onSecond) => {
    const { origin, received } = await serveOncePerConnection(onSecond);
    const { operations } = createClient();
    await operations.makeRequest({ method, url: origin });
    expect(await rejection(operations.makeRequest({ method, url: origin }))).toMatchObject({
      code: 'HTTP_CONNECTION_LOST',
      data: { phase: 'headers' },
    });
    expect(received).toEqual([method, method]);
  });

  it('is noticed before anything is sent when the server has closed it in the open, also for a POST', async () => {
    const { origin, connections } = await serveTcp((socket) => socket.once('data', () => socket.end(ANSWER)));
    const { operations } = createClient();
    for (let count = 1; count <= 3; count += 1) {
      expect((await operations.makeRequest({ method: 'POST', url: origin, body: 'x' })).status).toBe(200);
      expect(connections()).toBe(count);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it('has the others replaced with it, once, however many requests met one', async () => {
    const { origin, connections } = await serveOncePerConnection('reset', 2);
    const { operations } = createClient({ connections: 2 });
    const pair = () => Promise.all([1, 2].map(() => operations.makeRequest({ method: 'GET', url: origin })));
    await pair();
    expect((await pair()).map(({ status }) => status)).toEqual([200, 200]);
    expect(connections()).toBe(4);
    await pair();
    expect(connections()).toBe(4);
  });
});
