import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import type { TlsIdentity } from '../faults/fault-server.ts';
import type { Corpus } from '../fuzz/home/corpus.ts';
import { fittingAnswer } from '../fuzz/home/fitting-answer.ts';
import { createRequestReader, type RawRequest } from './request-reader.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A home on raw sockets, that fails in one of many ways as its random numbers say. */
export interface FaultyHome {
  readonly url: string;
  /** Connections that are open now. */
  readonly sockets: () => number;
  /** How often each thing was done. */
  readonly done: ReadonlyMap<string, number>;
  /** Ends all connections and takes no new ones, until it is told to. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** How often each thing is done with a request. */
const WEIGHTS = {
  good: 620,
  goodInPieces: 30,
  goodThenClose: 40,
  slowButGood: 4,
  neverAnswers: 2,
  halfBodyThenNothing: 2,
  resetBeforeAnswer: 20,
  resetAfterHeaders: 15,
  halfBody: 20,
  endWithoutAnswer: 15,
  noHttp: 10,
  brokenChunks: 10,
  gzip: 20,
  gzipGarbage: 10,
  byteOrderMark: 5,
  duplicateHeaders: 10,
  hugeHeader: 5,
  tornJson: 15,
  page: 15,
  empty: 10,
  noContent: 5,
  otherMessage: 10,
  echoOfAll: 15,
  refused: 15,
  forbidden: 10,
  notFound: 10,
  failed: 15,
  badGateway: 15,
  redirected: 5,
} as const;
type Deed = keyof typeof WEIGHTS;

const PAGE = '<!doctype html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
const SLOW_MS = 40;

export async function startFaultyHome(
  corpus: Corpus,
  random: SeededRandom,
  identity?: TlsIdentity,
): Promise<FaultyHome> {
  const done = new Map<string, number>();
  const sockets = new Set<Socket>();
  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on(
      'data',
      createRequestReader((request) => {
        const deed = random.weighed(WEIGHTS);
        done.set(deed, (done.get(deed) ?? 0) + 1);
        deeds[deed](socket, JSON.stringify(fittingAnswer(corpus, random.below(1_000), request)), request);
      }),
    );
  };
  const server: Server = identity === undefined ? createTcpServer(serve) : createTlsServer({ ...identity }, serve);
  server.on('tlsClientError', () => {});
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `${identity === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    sockets: () => sockets.size,
    done,
    stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return closed;
    },
    start: () => listen(port),
  };
}

function head(status: number, length: number | undefined, more = 'Content-Type: application/json\r\n'): string {
  const size = length === undefined ? '' : `Content-Length: ${length}\r\n`;
  return `HTTP/1.1 ${status} Status\r\n${size}${more}\r\n`;
}

function answer(socket: Socket, status: number, body: string | Buffer, more?: string): void {
  socket.write(Buffer.concat([Buffer.from(head(status, Buffer.byteLength(body), more)), Buffer.from(body)]));
}

const reset = (socket: Socket): void => {
  if (socket.destroyed) return;
  // A socket of TLS only ends.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
};
const status = (code: number, body: string, more?: string) => (socket: Socket) => answer(socket, code, body, more);
const CHUNKED = 'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n';
const HTML = 'Content-Type: text/html\r\n';

const deeds: Readonly<Record<Deed, (socket: Socket, good: string, request: RawRequest) => void>> = {
  good: (socket, good) => answer(socket, 200, good),
  goodInPieces(socket, good) {
    const bytes = Buffer.from(good);
    socket.write(head(200, undefined, CHUNKED));
    for (const part of [bytes.subarray(0, 7), bytes.subarray(7)]) {
      if (part.length > 0)
        socket.write(Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]));
    }
    socket.write('0\r\n\r\n');
  },
  goodThenClose(socket, good) {
    answer(socket, 200, good);
    socket.end();
  },
  slowButGood: (socket, good) => void setTimeout(() => answer(socket, 200, good), SLOW_MS),
  neverAnswers: () => {},
  halfBodyThenNothing: (socket, good) => void socket.write(head(200, good.length * 2) + good.slice(0, 9)),
  resetBeforeAnswer: reset,
  resetAfterHeaders: (socket, good) => void socket.write(head(200, good.length), () => reset(socket)),
  halfBody: (socket, good) => void socket.end(head(200, Buffer.byteLength(good)) + good.slice(0, good.length / 2)),
  endWithoutAnswer: (socket) => void socket.end(),
  noHttp: (socket) => void socket.end('SSH-2.0-OpenSSH_9.2p1\r\n'),
  brokenChunks: (socket) => void socket.end(`${head(200, undefined, CHUNKED)}zz\r\n{}\r\n`),
  gzip: (socket, good) =>
    answer(socket, 200, gzipSync(good), 'Content-Type: application/json\r\nContent-Encoding: gzip\r\n'),
  gzipGarbage: status(200, '\u001f\u008bgarbage', 'Content-Encoding: gzip\r\n'),
  byteOrderMark: (socket, good) => answer(socket, 200, `\ufeff${good}`),
  duplicateHeaders: (socket, good) =>
    answer(
      socket,
      200,
      good,
      'Content-Type: text/plain\r\nContent-Type: application/json\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n',
    ),
  hugeHeader: (socket, good) => answer(socket, 200, good, `X-Huge: ${'x'.repeat(40_000)}\r\n`),
  tornJson: (socket, good) => answer(socket, 200, good.slice(0, -1)),
  page: status(200, PAGE, HTML),
  empty: status(200, ''),
  noContent: (socket) => void socket.write('HTTP/1.1 204 No Content\r\n\r\n'),
  otherMessage: status(
    200,
    '{"event":{"header":{"namespace":"Alexa","name":"Other","messageId":"1","payloadVersion":"3"},"payload":{}}}',
  ),
  echoOfAll(socket, _good, request) {
    const message = `${request.headers} ${request.body}`;
    const header = { namespace: 'Alexa', name: 'ErrorResponse', messageId: 'echo', payloadVersion: '3' };
    const event = { header, payload: { type: 'INVALID_VALUE', message } };
    answer(
      socket,
      200,
      JSON.stringify({
        event,
        message,
        response: { speech: { plain: { speech: message } } },
        conversation_id: message,
      }),
    );
  },
  refused: (socket, _good, { headers }) =>
    answer(socket, 401, `401: Unauthorized ${headers}`, 'Content-Type: text/plain\r\n'),
  forbidden: (socket, _good, { headers }) => answer(socket, 403, JSON.stringify({ message: headers })),
  notFound: status(404, '404: Not Found', 'Content-Type: text/plain\r\n'),
  failed: (socket, _good, { headers }) => answer(socket, 500, `Traceback: ${headers}`, 'Content-Type: text/plain\r\n'),
  badGateway: status(502, PAGE, HTML),
  redirected: status(302, '', 'Location: https://login.example.com/\r\n'),
};
