import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface ServerProcess {
  readonly url: string;
  stop(): void;
}

export async function startServer(): Promise<ServerProcess> {
  const child = fork(new URL('./server-process.ts', import.meta.url), { execArgv: [] });
  const [port] = (await once(child, 'message')) as [number];
  return { url: `http://127.0.0.1:${port}`, stop: () => void child.disconnect() };
}
