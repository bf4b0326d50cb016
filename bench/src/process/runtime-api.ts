import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The Runtime API of one process that is measured: hands out one event after the other, and says when it was answered. */
export interface RuntimeApi {
  readonly address: string;
  /** Has the process answer events, one at a time; resolves with the last answer. */
  answer(count: number): Promise<unknown>;
  close(): void;
}

/** For thousands of events in one go, on a busy machine. */
const LIMIT_MS = 300_000;

/** Opens a Runtime API that gives always the same event. */
export async function openRuntimeApi(event: object): Promise<RuntimeApi> {
  const text = JSON.stringify(event);
  const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:bench';
  let asker: ServerResponse | undefined;
  let wanted = 0;
  let sent = 0;
  let settle: { readonly resolve: (answer: unknown) => void; readonly reject: (error: Error) => void } | undefined;

  const hand = () => {
    if (asker === undefined || wanted === 0) return;
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'lambda-runtime-aws-request-id': `00000000-0000-4000-8000-${String(sent).padStart(12, '0')}`,
      'lambda-runtime-deadline-ms': String(Date.now() + 30_000),
      'lambda-runtime-invoked-function-arn': arn,
      'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0',
    };
    wanted -= 1;
    sent += 1;
    asker.writeHead(200, headers).end(text);
    asker = undefined;
  };

  const server = createServer((request, response) => {
    const { url = '', method } = request;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (url.endsWith('/runtime/invocation/next')) {
        asker = response;
        hand();
        return;
      }
      // Extensions that wait for their next event wait until the end.
      if (url.endsWith('/event/next')) return;
      if (url.endsWith('/extension/register')) {
        response.writeHead(200, { 'lambda-extension-identifier': 'bench' }).end('{}');
        return;
      }
      response.writeHead(202, { 'content-length': 0 }).end();
      const body = Buffer.concat(chunks).toString();
      if (!url.endsWith('/response')) settle?.reject(new Error(`${method} ${url}: ${body.slice(0, 500)}`));
      else if (wanted === 0) settle?.resolve(JSON.parse(body));
    });
  });
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    answer(count) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no answer to one of ${count} events`)), LIMIT_MS);
        settle = {
          resolve(answer) {
            clearTimeout(timer);
            resolve(answer);
          },
          reject(error) {
            clearTimeout(timer);
            reject(error);
          },
        };
        wanted = count;
        hand();
      });
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
