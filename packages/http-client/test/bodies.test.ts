import type { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createClient, rejection } from './client.ts';
import { serve } from './loopback.ts';

const MEGABYTE = 1_048_576;
const plain = JSON.stringify({ text: 'warm light '.repeat(5_000) });

async function ask(encoding: string, body: Buffer | string, maxResponseBytes?: number) {
  const { origin } = await serve((_request, response) => {
    if (encoding !== '') response.setHeader('content-encoding', encoding);
    response.end(body);
  });
  return createClient().operations.makeRequest({ method: 'GET', url: origin, maxResponseBytes });
}

describe('a compressed body', () => {
  it.each<[string, string, Buffer]>([
    ['gzip', 'gzip', gzipSync(plain)],
    ['gzip by its old name', 'X-GZIP', gzipSync(plain)],
    ['deflate', 'deflate', deflateSync(plain)],
    ['deflate without the zlib header', 'deflate', deflateRawSync(plain)],
    ['br', 'br', brotliCompressSync(plain)],
    ['zstd', 'zstd', zstdCompressSync(plain)],
    ['identity', 'identity', Buffer.from(plain)],
    ['two codings in a row', 'gzip, br', brotliCompressSync(gzipSync(plain))],
  ])('is unpacked: %s', async (_what, encoding, body) => {
    expect((await ask(encoding, body)).body).toBe(plain);
  });

  it('may be empty', async () => {
    for (const encoding of ['gzip', 'br', 'zstd', 'compress']) {
      expect(await ask(encoding, '')).toMatchObject({ status: 200, body: '' });
    }
  });

  it.each<[string, string, Buffer]>([
    ['is cut off', 'gzip', gzipSync(plain).subarray(0, -20)],
    ['is something else', 'gzip', Buffer.from(plain)],
    ['is br by name only', 'br', gzipSync(plain)],
    ['is in a coding that nobody knows', 'compress', Buffer.from(plain)],
    ['is packed again and again', 'gzip, gzip, gzip, gzip', Buffer.from(plain)],
  ])('is refused when it %s', async (_what, encoding, body) => {
    expect(await rejection(ask(encoding, body))).toMatchObject({ code: 'HTTP_DECODE_FAILED', retryable: false });
  });

  it.each(['nothing more', 'more and more'])(
    'that is whole, then padded, then followed by %s holds no connection',
    async (what) => {
      const padded = Buffer.concat([gzipSync('whole'), Buffer.from([0, 0])]);
      let sent = 0;
      const open = new Set<Socket>();
      const { origin } = await serve(
        (_request, response) => {
          response.writeHead(200, { 'content-encoding': 'gzip' }).write(padded);
          if (what === 'nothing more') return;
          const sending = setInterval(() => {
            response.write(Buffer.alloc(65_536));
            sent += 1;
          }, 5);
          response.on('close', () => clearInterval(sending));
        },
        undefined,
        {},
        (socket) => {
          open.add(socket);
          socket.on('close', () => open.delete(socket));
        },
      );
      const { operations } = createClient({ connections: 1 });
      for (let count = 0; count < 3; count += 1) {
        expect((await operations.makeRequest({ method: 'GET', url: origin })).body).toBe('whole');
      }
      await expect.poll(() => open.size).toBe(0);
      const before = sent;
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(sent).toBe(before);
    },
  );

  it('leaves the connection usable after a body that did not unpack', async () => {
    let encoding = 'gzip';
    const { origin, connections } = await serve((_request, response) => {
      response.setHeader('content-encoding', encoding).end('no gzip');
    });
    const { operations } = createClient();
    await rejection(operations.makeRequest({ method: 'GET', url: origin }));
    encoding = 'identity';
    expect((await operations.makeRequest({ method: 'GET', url: origin })).body).toBe('no gzip');
    expect(connections()).toBeLessThanOrEqual(2);
  });
});

describe('a body that is too long', () => {
  it('is refused at 7 MB by default, and taken when the limit allows', async () => {
    const body = 'x'.repeat(7 * MEGABYTE);
    const error = await rejection(ask('', body));
    expect(error).toMatchObject({ code: 'HTTP_RESPONSE_TOO_LARGE', retryable: false, data: { limit: 6_291_456 } });
    expect((await ask('', body, 8 * MEGABYTE)).body).toHaveLength(7 * MEGABYTE);
  });

  it('is measured after unpacking, exactly', async () => {
    expect((await ask('gzip', gzipSync('x'.repeat(1_000)), 1_000)).body).toHaveLength(1_000);
    expect(await rejection(ask('gzip', gzipSync('x'.repeat(1_001)), 1_000))).toMatchObject({
      code: 'HTTP_RESPONSE_TOO_LARGE',
    });
  });

  it('is given up early when a few bytes unpack to gigabytes', async () => {
    // Gzip members may follow each other, so a server can send this one without end.
    const member = gzipSync(Buffer.alloc(10 * MEGABYTE));
    let sent = 0;
    let ended = false;
    const { origin } = await serve((_request, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.on('close', () => {
        ended = true;
      });
      const more = () => {
        while (!ended && sent < 5_000) {
          sent += 1;
          if (!response.write(member)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
    const error = await rejection(createClient().operations.makeRequest({ method: 'GET', url: origin }));
    expect(error).toMatchObject({ code: 'HTTP_RESPONSE_TOO_LARGE' });
    await expect.poll(() => ended).toBe(true);
    expect(sent).toBeLessThan(5_000);
  });
});

describe('the text of a body', () => {
  it('has no byte order mark, and a sign for what is no UTF-8', async () => {
    expect((await ask('', '\ufeff{"on":true}')).body).toBe('{"on":true}');
    expect((await ask('', Buffer.from([0x61, 0xff, 0x62]))).body).toBe('a\ufffdb');
  });

  it('survives characters that are split between chunks', async () => {
    const bytes = Buffer.from('warm ☀ light');
    const { origin } = await serve((_request, response) => {
      response.write(bytes.subarray(0, 6));
      setTimeout(() => response.end(bytes.subarray(6)), 30);
    });
    expect((await createClient().operations.makeRequest({ method: 'GET', url: origin })).body).toBe('warm ☀ light');
  });
});
