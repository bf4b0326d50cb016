import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { unpackBuilt } from '../support/unpacked-zip.ts';
import { ricProgram } from './start-under-ric.ts';

const CACHE = join(import.meta.dirname, '../../../../node_modules/.cache/aws-lambda-rie');
/** Where `.ci/ric.mjs` builds it, given Go; the newest of those that are there. */
const emulator = existsSync(CACHE) ? globSync(join(CACHE, '*/aws-lambda-rie')).sort().at(-1) : undefined;

/** The built handler in a module that says when the signal arrives, and leaves it to end the process. */
const TELLING = `
  export { handler } from './index.mjs';
  process.once('SIGTERM', () => console.log('SIGTERM has come'));
`;

let folder: string;
let child: ChildProcess;
let output = '';
let url: string;

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function invoke(event: object): Promise<Record<string, unknown>> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
  return (await response.json()) as Record<string, unknown>;
}

describe.skipIf(emulator === undefined)("the built zip under AWS's own emulator of Lambda", () => {
  beforeAll(async () => {
    folder = unpackBuilt();
    writeFileSync(join(folder, 'telling.mjs'), TELLING);
    const [outside, inside] = [await freePort(), await freePort()];
    const addresses = [
      `--runtime-interface-emulator-address=127.0.0.1:${outside}`,
      `--runtime-api-address=127.0.0.1:${inside}`,
    ];
    url = `http://127.0.0.1:${outside}/2015-03-31/functions/function/invocations`;
    const runtime = [process.execPath, ricProgram, 'telling.handler'];
    child = spawn(emulator ?? '', ['--log-level=debug', ...addresses, ...runtime], {
      cwd: folder,
      env: { PATH: process.env.PATH, LAMBDA_TASK_ROOT: folder, _HANDLER: 'telling.handler' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    await vi.waitUntil(() => output.includes('Runtime API Server listening'), { timeout: 10_000 });
  });

  afterAll(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('registers its extension, asks for its next event, and answers', async () => {
    const health = { requestContext: { http: { method: 'GET' } }, version: '2.0', rawPath: '/health' };
    expect(await invoke(health)).toMatchObject({ statusCode: 200 });
    expect(output).toMatch(/Internal agent hearthgate \(\S+\) registered, subscribed to \[\]/);
    expect(output).toMatch(/GET \/2020-01-01\/extension\/event\/next/);
    expect(output).toContain('INIT RTDONE(status: success)');
    expect(await invoke(health)).toMatchObject({ statusCode: 200 });
    expect(output.match(/extension\/register/g)).toHaveLength(1);
  });

  it('is sent SIGTERM when its environment ends, and ends by it before it is killed', async () => {
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(output).toContain('SIGTERM has come');
    expect(output).not.toMatch(/SIGKILLing the runtime|shutdown timeout/i);
  });
});
