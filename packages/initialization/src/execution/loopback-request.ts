import type { Socket } from 'node:net';

export interface LoopbackRequest {
  readonly method: 'GET' | 'POST';
  /** `host:port` of a helper inside the execution environment. */
  readonly address: string;
  /** With query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Longest silence. Absent: the answer is waited for without end, and keeps no process alive. */
  readonly timeoutMs?: number | undefined;
}

export interface LoopbackAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const HEAD_END = '\r\n\r\n';

/**
 * One exchange with a helper of the execution environment itself: the Extensions API, the secrets extension. A socket is
 * enough for it, because in HTTP/1.0 (RFC 1945) an answer ends with its connection and comes in no chunks. The first
 * request of `node:http`, which AWS's runtime client does without, is some 5 % of a cold start
 * (bench/src/process/README.md).
 */
export function askLoopback(params: LoopbackRequest): Promise<LoopbackAnswer> {
  const { address, timeoutMs } = params;
  return new Promise((resolve, reject) => {
    const request = requestText(params);
    const socket = connectTo(address);
    let received: Buffer = Buffer.alloc(0);
    if (timeoutMs === undefined) socket.unref();
    else socket.setTimeout(timeoutMs, () => fail(new Error(`No answer from ${address} within ${timeoutMs} ms.`)));
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    const look = (isEnd: boolean) => {
      const answer = readAnswer(received, isEnd);
      if (answer !== undefined) {
        socket.destroy();
        resolve(answer);
      } else if (isEnd) fail(new Error(`${address} hung up before its answer was complete.`));
    };
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      look(false);
    });
    socket.on('error', fail);
    socket.on('end', () => look(true));
    socket.write(request);
  });
}

function connectTo(address: string): Socket {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
  return process.getBuiltinModule('node:net').connect({ host, port: Number(address.slice(colon + 1)) });
}

/** @throws Error when a part of it would end a line, and so be another header */
function requestText({ method, address, path, headers, body = '' }: LoopbackRequest): string {
  const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const fields = Object.entries({ host: address, ...headers, ...length }).map(([name, value]) => `${name}: ${value}`);
  const lines = [`${method} ${path} HTTP/1.0`, ...fields];
  if (lines.some((line) => /[\r\n\0]/.test(line))) throw new Error('A header or the path has a line break in it.');
  return `${lines.join('\r\n')}${HEAD_END}${body}`;
}

/** `undefined` for what is no answer, or only a part of one. */
function readAnswer(received: Buffer, isEnd: boolean): LoopbackAnswer | undefined {
  const headEnd = received.indexOf(HEAD_END);
  const [statusLine = '', ...fields] = received.toString('latin1', 0, Math.max(0, headEnd)).split('\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1];
  if (status === undefined) return undefined;
  const headers = new Map<string, string>();
  for (const field of fields) {
    const colon = field.indexOf(':');
    headers.set(field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim());
  }
  const body = received.subarray(headEnd + HEAD_END.length);
  const length = headers.get('content-length');
  if (length === undefined ? !isEnd : body.length < Number(length)) return undefined;
  return { status: Number(status), headers, body: body.toString('utf8') };
}
