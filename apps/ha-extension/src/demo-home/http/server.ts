import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type HttpReply, plainReply } from './http-reply.ts';
import { type Respondent, respond } from './respond.ts';
import { openWebSockets } from './web-socket.ts';

/** Home Assistant's own limit on request bodies. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** Longer than node's five seconds, as the real server is: clients keep connections over quiet times. */
const KEEP_ALIVE_MS = 75_000;

const SECURITY_HEADERS = {
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  server: '',
  'x-frame-options': 'SAMEORIGIN',
};

/** A listening server. */
export interface Listener {
  readonly port: number;
  /** Ends open connections too; calling it again does nothing more. */
  close(): Promise<void>;
}

/**
 * Listens on `host` and `port` (0: any free one).
 *
 * @throws {Error} when the address cannot be had, with the system's error as cause.
 */
export function listen(respondent: Respondent, host: string, port: number): Promise<Listener> {
  const server = process.getBuiltinModule('node:http').createServer((request, response) => {
    void serve(respondent, request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const endWebSockets = openWebSockets(server, respondent);
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'the port is in use; choose another or 0 for any' : cause.message;
      reject(new Error(`The demo home cannot listen on ${host}:${port}: ${reason}`, { cause }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ port: bound, close: once(() => shut(server, endWebSockets)) });
    });
  });
}

/** The URL of a listening server; an IPv6 address stands in brackets. */
export function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function serve(respondent: Respondent, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await readBody(request);
    const reply =
      body === undefined
        ? plainReply(413, { connection: 'close' })
        : respond(respondent, {
            method: request.method ?? '',
            target: request.url ?? '',
            authorization: request.headers.authorization,
            body,
          });
    write(response, reply, request.headers['accept-encoding'] ?? '');
  } catch {
    // The client went away in the middle of its request; there is nobody left to answer.
    response.destroy();
  }
}

/** The body as text, or `undefined` when it is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return bytes > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}

function write(response: ServerResponse, reply: HttpReply, acceptEncoding: string): void {
  const { encoding, body } = encode(reply, acceptEncoding);
  response.writeHead(reply.status, {
    'content-type': reply.contentType,
    'content-length': body.length,
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
    ...SECURITY_HEADERS,
    ...reply.headers,
  });
  response.end(body);
}

/** JSON is compressed for those who accept it, and deflate comes before gzip: both as the real server has it. */
function encode(reply: HttpReply, acceptEncoding: string): { body: Buffer; encoding?: 'deflate' | 'gzip' } {
  const body = Buffer.from(reply.body);
  const encoding = (['deflate', 'gzip'] as const).find((name) => acceptEncoding.includes(name));
  if (encoding === undefined || reply.contentType !== 'application/json') return { body };
  const zlib = process.getBuiltinModule('node:zlib');
  return { body: encoding === 'gzip' ? zlib.gzipSync(body) : zlib.deflateSync(body), encoding };
}

function shut(server: Server, endWebSockets: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    endWebSockets();
  });
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => {
    result ??= action();
    return result;
  };
}
