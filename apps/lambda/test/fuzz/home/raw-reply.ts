import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type Fault, faults, withFaults } from '../mutation.ts';

/** What goes over the wire in the place of an answer, byte by byte. */
export interface RawReply {
  readonly statusLine: string;
  readonly headers: readonly string[];
  readonly length: 'right' | 'short' | 'long' | 'none' | 'twice' | 'nonsense' | 'chunked';
  readonly body: 'fitting' | 'gzip' | 'brotli' | 'mark' | 'bytes' | 'empty';
  readonly faults: readonly Fault[];
  readonly bytes: Uint8Array;
  /** Which part of the whole is sent; 1 for all of it. */
  readonly sent: number;
  /** The parts in which it comes, as fractions. */
  readonly splits: readonly number[];
  readonly ending: 'end' | 'reset' | 'keep';
}

const STATUS_LINES = [
  ...['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK', 'HTTP/1.1 200 OK', 'HTTP/1.1 200 OK', 'HTTP/1.0 200 OK', 'HTTP/1.1 200'],
  ...['HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK', 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK'],
  ...['HTTP/1.1 101 Switching Protocols', 'HTTP/1.1 204 No Content', 'HTTP/1.1 302 Found', 'HTTP/1.1 401 Unauthorized'],
  ...[
    'HTTP/1.1 502 Bad Gateway',
    'HTTP/9.9 200 OK',
    'HTTP/1.1 99999 X',
    'HTTP/1.1 -1 X',
    '',
    'RTSP/1.0 200 OK',
    '\u0016\u0003\u0001',
  ],
];
const HEADERS = [
  ...['Content-Type: application/json', 'Content-Type: text/html', 'Content-Encoding: gzip', 'Content-Encoding: br'],
  ...[
    'Content-Encoding: x-unknown',
    'Content-Encoding: gzip, gzip',
    'Connection: close',
    'Connection: keep-alive',
    'Keep-Alive: timeout=0',
  ],
  ...[
    'Location: http://[::1',
    'Set-Cookie: a=1',
    'Set-Cookie: b=2',
    'X-Nul: a\u0000b',
    'no colon',
    ': no name',
    'X Space: 1',
  ],
  ...[' folded: 1', `X-Huge: ${'x'.repeat(20_000)}`, 'Trailer: X', 'Upgrade: h2c', 'Content-Length: 5'],
];
const fraction = fc.double({ min: 0, max: 1, noNaN: true });

export const rawReply: fc.Arbitrary<RawReply> = fc.noBias(
  fc.record({
    statusLine: fc.constantFrom(...STATUS_LINES),
    headers: fc.oneof(
      { weight: 2, arbitrary: fc.constant(['Content-Type: application/json']) },
      { weight: 1, arbitrary: fc.array(fc.constantFrom(...HEADERS), { maxLength: 5 }) },
    ),
    length: fc.constantFrom('right', 'right', 'right', 'chunked', 'short', 'long', 'none', 'twice', 'nonsense'),
    body: fc.constantFrom('fitting', 'fitting', 'fitting', 'gzip', 'brotli', 'mark', 'bytes', 'empty'),
    faults: fc.oneof(fc.constant([]), faults),
    bytes: fc.uint8Array({ maxLength: 60 }),
    sent: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fraction }),
    splits: fc.array(fraction, { maxLength: 4 }),
    ending: fc.constantFrom('end', 'end', 'end', 'end', 'end', 'reset', 'keep'),
  }),
);

/** The parts to write, one after the other. */
export function partsOf(reply: RawReply, fitting: unknown): readonly Buffer[] {
  const body = bodyOf(reply, JSON.stringify(withFaults(fitting, reply.faults)) ?? '');
  const lines = [reply.statusLine, ...reply.headers, ...lengthsOf(reply, body.length)];
  const chunks = reply.length === 'chunked' ? [`${body.length.toString(16)}\r\n`, body, '\r\n0\r\n\r\n'] : [body];
  const whole = Buffer.concat([
    Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'),
    ...chunks.map((chunk) => Buffer.from(chunk)),
  ]);
  const sent = whole.subarray(0, Math.round(whole.length * reply.sent));
  const cuts = [
    0,
    ...reply.splits.map((split) => Math.round(split * sent.length)).sort((one, other) => one - other),
    sent.length,
  ];
  return cuts.slice(1).map((end, index) => sent.subarray(cuts[index], end));
}

function bodyOf({ body, bytes }: RawReply, text: string): Buffer {
  switch (body) {
    case 'fitting':
      return Buffer.from(text);
    case 'gzip':
      return gzipSync(text);
    case 'brotli':
      return brotliCompressSync(text);
    case 'mark':
      return Buffer.from(`\ufeff${text}`);
    case 'bytes':
      return Buffer.from(bytes);
    case 'empty':
      return Buffer.alloc(0);
  }
}

function lengthsOf({ length, body }: RawReply, right: number): readonly string[] {
  const encoding = body === 'gzip' ? ['Content-Encoding: gzip'] : body === 'brotli' ? ['Content-Encoding: br'] : [];
  const lengths: Readonly<Record<RawReply['length'], readonly string[]>> = {
    right: [`Content-Length: ${right}`],
    short: [`Content-Length: ${Math.max(0, right - 3)}`],
    long: [`Content-Length: ${right + 100}`],
    none: [],
    twice: [`Content-Length: ${right}`, `Content-Length: ${right + 1}`],
    nonsense: ['Content-Length: many'],
    chunked: ['Transfer-Encoding: chunked'],
  };
  return [...encoding, ...lengths[length]];
}
