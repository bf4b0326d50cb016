import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

export interface SeenRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const closers = new Set<() => Promise<void>>();

/** A server on this machine that is closed after the test. */
export async function startServer(
  answer: (response: ServerResponse, request: SeenRequest) => void,
): Promise<{ readonly url: string; readonly seen: readonly SeenRequest[]; readonly connections: () => number }> {
  let connections = 0;
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, url: path, headers } = request;
    seen.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
    answer(response, { method, path, headers, body: Buffer.concat(chunks).toString() });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.add(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, connections: () => connections };
}

afterEach(async () => {
  for (const close of closers) await close();
  closers.clear();
});
