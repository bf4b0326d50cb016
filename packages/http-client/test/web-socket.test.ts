import { createHash, randomBytes } from 'node:crypto';
import { createRecorder } from '@hearthgate/testing';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { HttpWebSocketParams } from '../src/index.ts';
import { createCertificate } from './certificate.ts';
import { createClient, rejection } from './client.ts';
import { closedPort, serve, serveTcp } from './loopback.ts';
import { serveConnectProxy, serveSocksProxy } from './proxy-servers.ts';
import { serveWebSockets } from './web-socket-server.ts';

const echo = (socket: WebSocket) => void socket.on('message', (data, binary) => socket.send(data, { binary }));
const certificate = createCertificate();

/** Sends what is given, and answers as much of what comes. */
async function say(params: HttpWebSocketParams, ...said: readonly (string | Uint8Array)[]) {
  const socket = await createClient().operations.openWebSocket(params);
  for (const message of said) socket.send(message);
  const heard: (string | Uint8Array)[] = [];
  for await (const message of socket.messages) if (heard.push(message) === said.length) break;
  return heard;
}

/** Reads to the end. */
async function readAll(messages: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for await (const message of messages) all.push(message);
  return all;
}

describe('openWebSocket', () => {
  it('carries text and bytes both ways, in order, and sends the headers that it is given', async () => {
    const { origin, requests } = await serveWebSockets(echo);
    const bytes = new Uint8Array(randomBytes(70_000));
    const headers = { 'cf-access-client-id': 'id' };
    expect(await say({ url: `${origin}/api?x=1`, headers }, 'grüße', bytes, '')).toEqual(['grüße', bytes, '']);
    expect(requests[0]).toMatchObject({ url: '/api?x=1', headers: { ...headers, 'user-agent': 'hearthgate' } });
  });

  it('hears what comes in one piece with the answer', async () => {
    const { origin } = await serveWebSockets((socket) => socket.send('first'));
    for (let count = 0; count < 20; count += 1) {
      const { messages } = await createClient().operations.openWebSocket({ url: origin });
      for await (const message of messages) {
        expect(message).toBe('first');
        break;
      }
    }
  });

  it('takes compressed messages, and pieces of one', async () => {
    const long = 'hearth '.repeat(50_000);
    const { origin, requests } = await serveWebSockets(
      (socket) => {
        for (let at = 0; at < long.length; at += 10_000) {
          socket.send(long.slice(at, at + 10_000), { fin: at + 10_000 >= long.length });
        }
      },
      { perMessageDeflate: { threshold: 0 } },
    );
    const { messages, close } = await opened(origin);
    for await (const message of messages) {
      expect(message === long).toBe(true);
      break;
    }
    await close();
    expect(requests[0]?.headers['sec-websocket-extensions']).toMatch(/permessage-deflate/);
  });

  it.each(['close', 'leave the loop'])('leaves no connection when it is over: %s', async (way) => {
    const server = await serveWebSockets((socket) => socket.send('hello'));
    const { operations } = createClient();
    const socket = await operations.openWebSocket({ url: server.origin });
    expect(server.open()).toBe(1);
    if (way === 'close') await socket.close();
    else for await (const _message of socket.messages) break;
    await expect.poll(server.open).toBe(0);
    expect(operations.getStatus()).toMatchObject({ failures: 0, connections: { open: 0 } });
    await socket.close();
  });

  it('ends the connection of a server that does not say goodbye', async () => {
    let isOver = false;
    const { origin } = await serveTcp((socket) => {
      socket.on('close', () => {
        isOver = true;
      });
      socket.once('data', (request) => {
        const key = /sec-websocket-key: (.+)\r/i.exec(String(request))?.[1];
        // RFC 6455, 1.3.
        const digest = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
        socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n');
        socket.write(`sec-websocket-accept: ${digest}\r\n\r\n`);
      });
    });
    const socket = await createClient().operations.openWebSocket({ url: origin });
    await socket.close();
    await expect.poll(() => isOver).toBe(true);
  });

  it('ends the messages when the server says goodbye', async () => {
    const { origin } = await serveWebSockets((socket) => {
      socket.send('last');
      socket.close(1000, 'enough');
    });
    const { messages } = await createClient().operations.openWebSocket({ url: origin });
    expect(await readAll(messages)).toEqual(['last']);
  });

  it('is opened over a connection that a request has left, and over a new one when that is dead', async () => {
    const server = await serveWebSockets(echo);
    const { operations } = createClient();
    await operations.makeRequest({ method: 'GET', url: server.origin });
    const socket = await operations.openWebSocket({ url: server.origin });
    expect(server.connections()).toBe(1);
    expect((await operations.makeRequest({ method: 'GET', url: server.origin })).body).toBe('GET');
    expect(server.connections()).toBe(2);
    await socket.close();
  });
});

async function opened(url: string, params: Partial<HttpWebSocketParams> = {}) {
  const socket = await createClient().operations.openWebSocket({ url, ...params });
  return { messages: socket.messages, send: socket.send.bind(socket), close: () => socket.close() };
}

describe('a WebSocket that is not opened', () => {
  it.each([[200], [302], [400], [401], [404], [503]])('says with which status it was refused: %i', async (status) => {
    const logging = createRecorder({ warning(_params: { readonly message: string }): void {} });
    const { origin, port } = await serve((_request, response) => response.writeHead(status).end('page'));
    const { operations } = createClient({}, { peers: { logging: logging.operations } });
    const error = await rejection(operations.openWebSocket({ url: `${origin}/secret-path` }));
    expect(error).toMatchObject({ code: 'HTTP_UPGRADE_REFUSED', retryable: false, data: { port, status } });
    expect(JSON.stringify(logging.calls) + error.message).not.toContain('secret-path');
    expect(logging.calls).toHaveLength(1);
    expect(operations.getStatus()).toMatchObject({ failures: 1, connections: { open: 0 } });
  });

  it('is refused when the server answers another key', async () => {
    const { origin } = await serveTcp((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n');
        socket.write('sec-websocket-accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n');
      });
    });
    const error = await rejection(createClient().operations.openWebSocket({ url: origin }));
    expect(error).toMatchObject({ code: 'HTTP_UPGRADE_REFUSED', data: { status: 101 } });
  });

  it.each<[string, () => Promise<HttpWebSocketParams>, string]>([
    ['nothing listens', async () => ({ url: `http://127.0.0.1:${await closedPort()}` }), 'HTTP_CONNECT_REFUSED'],
    ['the server hangs', async () => ({ url: (await serveTcp(() => {})).origin }), 'HTTP_HEADERS_TIMEOUT'],
    ['the time is over', async () => ({ url: 'http://127.0.0.1:1', deadlineAtMs: 1 }), 'HTTP_DEADLINE_EXCEEDED'],
    [
      'the server leaves',
      async () => ({ url: (await serveTcp((one) => one.destroy())).origin }),
      'HTTP_CONNECTION_LOST',
    ],
    [
      'the caller does not want it',
      async () => ({ url: 'http://127.0.0.1:1', signal: AbortSignal.abort() }),
      'HTTP_ABORTED',
    ],
    ['the URL is none', async () => ({ url: 'wss:' }), 'HTTP_INVALID_REQUEST'],
    [
      'the host is not allowed',
      async () => ({ url: 'http://127.0.0.1:1', allowedHosts: ['a.test'] }),
      'HTTP_URL_REFUSED',
    ],
  ])('fails as a request does when %s', async (_what, params, code) => {
    const { operations } = createClient({ timeouts: { headersMs: 200 } });
    expect(await rejection(operations.openWebSocket(await params()))).toMatchObject({ code });
  });
});

describe('an open WebSocket', () => {
  it.each<[string, (socket: WebSocket) => void, Partial<HttpWebSocketParams>, string]>([
    ['is lost', (socket) => socket.terminate(), {}, 'HTTP_CONNECTION_LOST'],
    ['lasts beyond its deadline', () => {}, { timeouts: { totalMs: 200 } }, 'HTTP_DEADLINE_EXCEEDED'],
    ['brings too long a message', (socket) => socket.send('x'.repeat(2_000)), {}, 'HTTP_RESPONSE_TOO_LARGE'],
    [
      'brings a message that unpacks to too much',
      (one) => one.send('x'.repeat(9_000_000)),
      {},
      'HTTP_RESPONSE_TOO_LARGE',
    ],
    [
      'brings more than is read',
      (socket) => {
        for (let count = 0; count < 30; count += 1) socket.send('x'.repeat(100));
      },
      {},
      'HTTP_RESPONSE_TOO_LARGE',
    ],
    [
      'brings text that is none',
      (socket) => socket.send(Buffer.of(0xff), { binary: false }),
      {},
      'HTTP_RESPONSE_TOO_LARGE',
    ],
  ])('that %s ends its messages with an error, and leaves no connection', async (_what, behave, params, code) => {
    const server = await serveWebSockets((socket) => void setTimeout(() => behave(socket), 20), {
      perMessageDeflate: { threshold: 10_000 },
    });
    const { operations } = createClient({ maxResponseBytes: 1_000 });
    const { messages } = await operations.openWebSocket({ url: server.origin, ...params });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await rejection(readAll(messages))).toMatchObject({ code });
    expect(operations.getStatus().failures).toBe(1);
    await expect.poll(server.open).toBe(0);
  });

  it('ends with the signal of the caller', async () => {
    const server = await serveWebSockets(() => {});
    const controller = new AbortController();
    const { messages } = await createClient().operations.openWebSocket({
      url: server.origin,
      signal: controller.signal,
    });
    controller.abort();
    expect(await rejection(readAll(messages))).toMatchObject({ code: 'HTTP_ABORTED' });
    await expect.poll(server.open).toBe(0);
  });
});

describe('the way of a WebSocket is that of a request', () => {
  const tls = { cert: certificate.cert, key: certificate.key };

  it('over TLS, by the authority or by the fingerprint, and not without', async () => {
    const { origin: url, requests } = await serveWebSockets(echo, {}, tls);
    expect(await say({ url, ca: certificate.cert }, 'a')).toEqual(['a']);
    expect(await say({ url, pinnedFingerprint: certificate.fingerprint, trustPinned: true }, 'b')).toEqual(['b']);
    const error = await rejection(createClient().operations.openWebSocket({ url }));
    expect(error).toMatchObject({ code: 'HTTP_TLS_FAILED', data: { reason: 'self-signed' } });
    expect(requests).toHaveLength(2);
  });

  it('with a certificate of its own', async () => {
    const authority = createCertificate({ subject: 'authority', authority: true });
    const client = createCertificate({ subject: 'the function', issuer: authority });
    const picky = { ...tls, ca: authority.cert, requestCert: true, rejectUnauthorized: true };
    const { origin: url } = await serveWebSockets(echo, {}, picky);
    const { cert, key } = client;
    expect(await say({ url, ca: certificate.cert, clientCertificate: { cert, key } }, 'a')).toEqual(['a']);
  });

  it('through proxies, which look up the name', async () => {
    const { port } = await serveWebSockets(echo);
    const names = { 'home.test': port };
    const http = await serveConnectProxy({ names });
    const socks = await serveSocksProxy({ names });
    const url = 'http://home.test:8123/';
    expect(await say({ url, proxy: `http://127.0.0.1:${http.port}` }, 'a')).toEqual(['a']);
    expect(await say({ url, proxy: `socks5h://127.0.0.1:${socks.port}` }, 'b')).toEqual(['b']);
    expect([...http.targets, ...socks.targets]).toEqual(['home.test:8123', 'home.test:8123']);
  });

  it('only to addresses of the family', async () => {
    const { port } = await serveWebSockets(echo);
    const url = `http://localhost:${port}`;
    expect(await say({ url, family: 4 }, 'a')).toEqual(['a']);
    expect(await rejection(createClient().operations.openWebSocket({ url, family: 6 }))).toMatchObject({
      code: expect.stringMatching(/HTTP_(CONNECT_REFUSED|DNS_FAILED)/),
    });
  });

  it('after redirects that may be followed', async () => {
    const there = await serveWebSockets(echo);
    const { origin } = await serve((_request, response) =>
      response.writeHead(302, { location: `${there.origin}/socket` }).end(),
    );
    expect(await say({ url: origin, maxRedirects: 1 }, 'a')).toEqual(['a']);
    expect(there.requests[0]?.url).toBe('/socket');
  });
});
