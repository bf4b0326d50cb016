import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyAsDeployed, DEPLOYED_VARIABLES } from '../../measure/deployed-function.ts';
import type { CpuShare } from './cpu-share.ts';

const RUNTIME_CLIENT = fileURLToPath(new URL('../../../../apps/lambda/dist/local/runtime-client.mjs', import.meta.url));

let deployed: string | undefined;

/** A copy of the function as it is deployed, for all processes of this one. */
function deployedFunction(): string {
  if (deployed !== undefined) return deployed;
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-cost-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  copyAsDeployed(folder);
  deployed = folder;
  return folder;
}

export interface LambdaProcess {
  /** From the spawn to the first request for an event, and the CPU time that it took. */
  readonly initMs: number;
  readonly initCpuMs: number;
  /** The most memory that it had so far. */
  peakMb(): number;
  /** Lines of the log since the last call. */
  takeLines(): readonly string[];
  /** Sends an event; the time is that from handing it over to the whole answer. */
  invoke(event: unknown): Promise<{ readonly wallMs: number; readonly answer: string }>;
  stop(): Promise<void>;
}

/** The function as it is deployed, under the built runtime client, in a process that the group limits, behind a Runtime API. */
export async function startLambda(
  share: CpuShare,
  memoryMb: number,
  variables: Readonly<Record<string, string>>,
): Promise<LambdaProcess> {
  const api = createRuntimeApi();
  await once(api.server.listen(0, '127.0.0.1'), 'listening');
  const { port } = api.server.address() as AddressInfo;
  const flags = [
    `--max-old-space-size=${Math.floor(memoryMb * 0.9)}`,
    `--max-semi-space-size=${Math.max(1, Math.floor(memoryMb * 0.05))}`,
  ];
  const command = [process.execPath, ...flags, RUNTIME_CLIENT].map((part) => `'${part}'`).join(' ');
  const taskRoot = deployedFunction();
  const lines: string[] = [];
  const cpuBeforeMs = share.cpuMs();
  const startedAt = performance.now();
  const child = spawn('/bin/sh', ['-c', `${share.enter} && exec ${command}`], {
    cwd: taskRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      TZ: ':UTC',
      LOG_LEVEL: 'info',
      ...DEPLOYED_VARIABLES,
      ...variables,
      _HANDLER: 'index.handler',
      LAMBDA_TASK_ROOT: taskRoot,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'hearthgate',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${memoryMb}`,
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    },
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(...text.split('\n').filter(Boolean)));
  const dead = died(child);
  dead.catch(() => {});
  await Promise.race([api.ready, dead]);
  const initMs = performance.now() - startedAt;
  return {
    initMs,
    initCpuMs: share.cpuMs() - cpuBeforeMs,
    peakMb: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024,
    takeLines: () => lines.splice(0),
    async invoke(event) {
      const sentAt = performance.now();
      const answer = await Promise.race([api.invoke(JSON.stringify(event)), dead]);
      return { wallMs: performance.now() - sentAt, answer };
    },
    async stop() {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
      api.server.close();
      api.server.closeAllConnections();
    },
  };
}

async function died(child: ChildProcess): Promise<never> {
  await once(child, 'exit');
  throw new Error('The process of the function ended.');
}

/** The few paths of the Runtime API and the Extensions API that a function uses, for one event at a time. */
function createRuntimeApi() {
  let waiting: ServerResponse | undefined;
  let answered: ((text: string) => void) | undefined;
  let number = 0;
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    if (path.endsWith('/invocation/next')) {
      waiting = response;
      isReady();
    } else if (path.endsWith('/extension/register')) {
      response.writeHead(200, { 'Lambda-Extension-Identifier': 'measured' }).end('{}');
    } else if (!path.endsWith('/event/next')) {
      // An answer or an error; the one is as much an end of the invocation as the other.
      response.writeHead(202).end('{}');
      answered?.(body);
    }
  };
  const server = createServer((request, response) => void take(request, response));
  return {
    server,
    ready,
    async invoke(payload: string): Promise<string> {
      while (waiting === undefined) await new Promise((resolve) => setImmediate(resolve));
      number += 1;
      const { promise, resolve } = Promise.withResolvers<string>();
      answered = resolve;
      waiting.writeHead(200, {
        'content-type': 'application/json',
        'Lambda-Runtime-Aws-Request-Id': `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        'Lambda-Runtime-Deadline-Ms': `${Date.now() + 10_000}`,
        'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:us-east-1:123456789012:function:hearthgate',
      });
      waiting.end(payload);
      waiting = undefined;
      return promise;
    },
  };
}
