import type { IncomingHttpHeaders } from 'node:http';

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
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * One exchange with a helper of the execution environment itself: the Extensions API, the secrets extension. Plain
 * `node:http`, because nothing here leaves the machine and it has to work before anything else does.
 */
export function askLoopback(params: LoopbackRequest): Promise<LoopbackAnswer> {
  const { method, path, headers, body, timeoutMs } = params;
  const colon = params.address.lastIndexOf(':');
  const host = params.address.slice(0, colon).replace(/^\[|\]$/g, '');
  const port = params.address.slice(colon + 1);
  return new Promise((resolve, reject) => {
    const { request } = process.getBuiltinModule('node:http');
    const sent = request({ agent: false, host, port, method, path, headers, timeout: timeoutMs }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text });
      });
    });
    sent.on('error', reject);
    if (timeoutMs === undefined) sent.on('socket', (socket) => socket.unref());
    else sent.on('timeout', () => sent.destroy(new Error(`No answer from ${host}:${port} within ${timeoutMs} ms.`)));
    sent.end(body);
  });
}
