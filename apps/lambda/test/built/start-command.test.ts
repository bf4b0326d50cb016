import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { startDemoHome } from '@hearthgate/ha-extension/demo-home';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { afterEach, describe, expect, it } from 'vitest';
import { directive, SECRET_TOKEN } from '../support/directives.ts';

const START = join(import.meta.dirname, '../../dist/local/start.mjs');

type Started = ChildProcessByStdio<null, Readable, Readable>;

let running: Started | undefined;

afterEach(async () => {
  if (running === undefined || running.exitCode !== null) return;
  running.kill('SIGTERM');
  await once(running, 'exit');
});

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [START, ...args], { env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running = child;
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return {
    output: () => output,
    exit: async () => (child.exitCode === null ? ((await once(child, 'exit'))[0] as number) : child.exitCode),
    /** Waits until the output matches. */
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const found = pattern.exec(output);
        if (found !== null) return found;
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

describe('the start command', () => {
  it('shows with --once what it asked and what was answered, and ends with 0', async () => {
    const command = start(['--once']);
    expect(await command.exit()).toBe(0);
    expect(command.output()).toMatch(/demo home .* with \d+ entities/);
    expect(command.output()).toMatch(/\d+ endpoints +Discovery/);
    expect(command.output()).toMatch(/All \d+ were answered\./);
    expect(command.output()).not.toContain('FAILED');
  });

  it("answers the official SDK's Invoke call, and prints one readable line for it", async () => {
    const command = start(['--', '--port', '0']);
    const [, endpoint] = await command.until(/(http:\/\/127\.0\.0\.1:\d+)\/2015-03-31/);
    const client = new LambdaClient({
      endpoint: endpoint as string,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const invoke = async (event: unknown) => {
      const { Payload, StatusCode, FunctionError } = await client.send(
        new InvokeCommand({ FunctionName: 'function', Payload: JSON.stringify(event) }),
      );
      expect([StatusCode, FunctionError]).toEqual([200, undefined]);
      return JSON.parse(Buffer.from(Payload ?? []).toString());
    };
    const discovered = await invoke(directive('Alexa.Discovery', 'Discover'));
    expect(discovered.event.payload.endpoints.length).toBeGreaterThanOrEqual(9);
    const answer = await invoke(directive('Alexa.PowerController', 'TurnOn', {}, 'light#hallway'));
    expect(answer.event.header.name).toBe('Response');
    client.destroy();
    await command.until(/PowerController\.TurnOn light#hallway → Response .*lambda.*circuit-breaker.*http-client.* ms/);
    expect(command.output()).not.toContain(SECRET_TOKEN);
  });

  it('takes its port from PORT and says so when the port is taken', async () => {
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const command = start([], { PORT: String(port) });
    expect(await command.exit()).toBe(1);
    expect(command.output()).toMatch(new RegExp(`${port}.*(in use|taken)`, 's'));
    taken.close();
  });

  it('refuses wrong arguments with exit code 2 and explains itself with --help', async () => {
    const wrong = start(['--port', 'many']);
    expect(await wrong.exit()).toBe(2);
    expect(wrong.output()).toMatch(/port/i);
    const help = start(['--help']);
    expect(await help.exit()).toBe(0);
    expect(help.output()).toMatch(/--once/);
  });

  it('says what is wrong, and ends with 1, when the home refuses the token', async () => {
    const home = await startDemoHome();
    const token = 'a-token-that-is-wrong';
    const command = start(['--once'], variablesFor({ url: home.url, token }));
    expect(await command.exit()).toBe(1);
    await home.close();
    expect(command.output()).toMatch(/FAILED +discover the devices.*unauthorized.*401/);
    expect(command.output()).toMatch(/1 of 2 did not go well/);
    expect(command.output()).not.toContain(token);
  });

  it('says so when nobody is at home', async () => {
    const command = start(['--once'], variablesFor({ url: 'http://127.0.0.1:1', token: 'a-token-for-nobody' }));
    expect(await command.exit()).toBe(1);
    expect(command.output()).toMatch(/FAILED.*connect-refused/);
  });

  it('asks for a token when an address is given without one', async () => {
    const command = start(['--once'], homeAddressOnly());
    expect(await command.exit()).toBe(1);
    expect(command.output()).toMatch(/token/i);
  });
});

/** A home's address without a token, in the variables that the extension reads. */
function homeAddressOnly(): Record<string, string> {
  return { ...variablesFor({ url: 'http://127.0.0.1:9' }) };
}
