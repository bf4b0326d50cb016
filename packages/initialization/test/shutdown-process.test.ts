import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type StandInServer, startExtensionsApi } from './extensions-api.ts';

const source = fileURLToPath(new URL('../src/index.ts', import.meta.url));
let server: StandInServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A process with the gateway in it, from its sources. */
async function startProcess(rest: string) {
  server = await startExtensionsApi();
  const code = `
    import { createInitializationGateway } from ${JSON.stringify(source)};
    const { operations } = createInitializationGateway();
    operations.registerStage({ name: 'a', run() {}, cleanup: () => console.log('cleaned') });
    await operations.lambdaInit();
    const watch = await operations.watchShutdown({ finish: () => console.log('finished') });
    console.log(watch.extension);
    ${rest}`;
  const child = spawn(
    process.execPath,
    ['--conditions=@hearthgate/source', '--input-type=module-typescript', '--eval', code],
    { env: { ...process.env, AWS_LAMBDA_RUNTIME_API: server.address }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  let isTold = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (isTold || !output.includes('ready')) return;
    isTold = true;
    child.kill('SIGTERM');
  });
  const [exitCode, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { lines: output.trim().split('\n'), exitCode, signal };
}

describe('a process that watches for its end', () => {
  it('cleans up on a real SIGTERM and then ends by it', async () => {
    const { lines, signal } = await startProcess(`setInterval(() => {}, 1_000); console.log('ready');`);
    expect(lines).toEqual(['registered', 'ready', 'cleaned', 'finished']);
    expect(signal).toBe('SIGTERM');
  });

  it('ends when the last of its gateways has cleaned up', async () => {
    const { lines, signal } = await startProcess(`
      const other = createInitializationGateway({ extensionName: 'other' }).operations;
      const slow = () => new Promise((resolve) => setTimeout(resolve, 150)).then(() => console.log('cleaned the other'));
      other.registerStage({ name: 'b', run() {}, cleanup: slow });
      await other.lambdaInit();
      await other.watchShutdown();
      setInterval(() => {}, 1_000);
      console.log('ready');`);
    expect(lines).toEqual(['registered', 'ready', 'cleaned', 'finished', 'cleaned the other']);
    expect(signal).toBe('SIGTERM');
  });

  it('is not kept alive by the event that never comes', async () => {
    const { lines, exitCode } = await startProcess('');
    expect(lines).toEqual(['registered']);
    expect(exitCode).toBe(0);
  });
});
