import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const SERVICES: Readonly<Record<string, string>> = {
  AmazonSSM: 'ssm',
  DynamoDB_20120810: 'dynamodb',
  secretsmanager: 'secretsmanager',
};

export interface RecordingProxy {
  readonly url: string;
  /** What was asked of AWS, as a policy names it: `ssm:GetParameters`. */
  readonly actions: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Stands before AWS and notes which actions are asked of it. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const actions = new Set<string>();
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [service = '', action = ''] = String(request.headers['x-amz-target']).split('.');
    actions.add(`${SERVICES[service] ?? service}:${action}`);
    const { host: _host, 'content-length': _length, connection: _connection, ...headers } = request.headers;
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'POST',
      headers: headers as Record<string, string>,
      body: Buffer.concat(chunks),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    actions,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
