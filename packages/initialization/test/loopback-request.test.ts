import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { askLoopback } from '../src/execution/loopback-request.ts';

let server: Server | undefined;
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  if (server === undefined) return;
  const closed = once(server, 'close');
  server.close();
  await closed;
  server = undefined;
});

/** A server that does with each connection what it is told, once the whole head of a request is there. */
async function serve(answer: (socket: Socket, request: string) => unknown, host = '127.0.0.1'): Promise<string> {
  server = createServer((socket) => {
    sockets.add(socket);
    let request = '';
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.setEncoding('latin1').on('data', (text: string) => {
      const isFirst = !request.includes('\r\n\r\n');
      request += text;
      if (isFirst && request.includes('\r\n\r\n')) void answer(socket, request);
    });
  });
  await once(server.listen(0, host), 'listening');
  const { port } = server.address() as AddressInfo;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

const get = { method: 'GET', path: '/', headers: {}, timeoutMs: 2_000 } as const;

describe('an exchange with a helper of the environment', () => {
  it('sends its headers and the length of its body, in the one version whose answers end with the connection', async () => {
    let seen = '';
    const address = await serve((socket, request) => {
      seen = request;
      socket.end('HTTP/1.0 200 OK\r\n\r\n');
    });
    await askLoopback({ ...get, address, method: 'POST', path: '/a?b=c', headers: { 'x-name': 'one' }, body: 'ä' });
    expect(seen).toBe(
      `POST /a?b=c HTTP/1.0\r\nhost: ${address}\r\nx-name: one\r\ncontent-length: 2\r\n\r\n${Buffer.from('ä').toString('latin1')}`,
    );
  });

  it('reads status, headers and body, in whatever pieces they come', async () => {
    const body = '{"id":"ä"}';
    const whole = Buffer.from(
      `HTTP/1.1 201 Created\r\nX-Id:  one \r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    const answer = { status: 201, body };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: whole.length - 1 }), { maxLength: 4 }), async (cuts) => {
        const address = await serve(async (socket) => {
          socket.setNoDelay(true);
          let from = 0;
          for (const to of [...cuts.toSorted((one, other) => one - other), whole.length]) {
            socket.write(whole.subarray(from, to));
            from = to;
            await new Promise((resolve) => setImmediate(resolve));
          }
        });
        const { headers, ...read } = await askLoopback({ ...get, address });
        expect(read).toEqual(answer);
        expect(headers.get('x-id')).toBe('one');
        server?.close();
      }),
      { numRuns: 30 },
    );
  });

  it('takes all up to the end of the connection for a body without a length', async () => {
    const address = await serve((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\none\r\n\r\ntwo'));
    expect((await askLoopback({ ...get, address })).body).toBe('one\r\n\r\ntwo');
  });

  it('does not wait for the end of a connection that is kept open behind a whole answer', async () => {
    const address = await serve((socket) => socket.write('HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n'));
    expect((await askLoopback({ ...get, address })).status).toBe(204);
  });

  it.each([
    ['nothing', ''],
    ['half a head', 'HTTP/1.0 200 OK\r\nx-id: on'],
    ['half a body', 'HTTP/1.0 200 OK\r\ncontent-length: 9\r\n\r\n{"a":'],
    ['what is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n\r\n'],
  ])('fails when the connection ends after %s', async (_, sent) => {
    const address = await serve((socket) => socket.end(sent));
    await expect(askLoopback({ ...get, address })).rejects.toThrow(
      `${address} hung up before its answer was complete.`,
    );
  });

  it('fails when nobody answers in time, and lets go of the connection', async () => {
    const address = await serve(() => undefined);
    await expect(askLoopback({ ...get, address, timeoutMs: 30 })).rejects.toThrow(/No answer from .* within 30 ms/);
    await expect.poll(() => sockets.size).toBe(0);
  });

  it('fails where nobody listens, and for an address that is none', async () => {
    for (const address of ['127.0.0.1:1', 'nonsense', '127.0.0.1:99999']) {
      await expect(askLoopback({ ...get, address })).rejects.toThrow();
    }
  });

  it('sends nothing that would begin a header of its own', async () => {
    const address = await serve((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\n'));
    for (const text of ['a\r\nx-b: c', 'a\nb', 'a\rb', 'a\0b']) {
      await expect(askLoopback({ ...get, address, headers: { 'x-a': text } })).rejects.toThrow(/line break/);
      await expect(askLoopback({ ...get, address, path: text })).rejects.toThrow(/line break/);
    }
    expect(sockets.size).toBe(0);
  });

  it('reaches an address of IPv6', async () => {
    const address = await serve((socket) => socket.end('HTTP/1.0 200 OK\r\n\r\nsix'), '::1');
    expect((await askLoopback({ ...get, address })).body).toBe('six');
  });
});
