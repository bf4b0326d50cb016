import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { variablesFor } from '@hearthgate/ha-extension/local-home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_FUNCTION } from '../support/built-function.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearthgate-start-up-'));
  cpSync(BUILT_FUNCTION, folder, { recursive: true });
  const core = readdirSync(folder).find((name) => name.startsWith('undici-core')) ?? 'undici-core is no chunk';
  const script = readFileSync(join(folder, core), 'utf8');
  writeFileSync(join(folder, core), script.replace('{', `{console.log('transport loaded');`));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What is written while the module loads, before any event, and by what is done then. */
function load(variables: Readonly<Record<string, string>>, then = ''): string {
  const code = `await import(${JSON.stringify(join(folder, 'index.mjs'))}); ${then}; process.exit(0)`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    env: { AWS_LAMBDA_FUNCTION_NAME: 'f', ...variables },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout;
}

describe('while the module loads', () => {
  it('what a home is asked with is loaded, as the first event would have less of a processor for it', () => {
    expect(load(variablesFor({ url: 'https://home.example.com' }))).toContain('transport loaded');
  });

  it("nothing of that is loaded where there is no home, Node's TLS included", () => {
    const show = "console.log(process.moduleLoadList.includes('NativeModule tls') ? 'TLS loaded' : 'no TLS')";
    expect(load(variablesFor({ url: 'https://home.example.com' }), show)).toContain('TLS loaded');
    const output = load({}, show);
    expect(output).not.toContain('transport loaded');
    expect(output).toContain('no TLS');
  });

  it("Node's performance hooks are not loaded, as clocks do without them", () => {
    const show = "console.log('hooks', process.moduleLoadList.includes('NativeModule perf_hooks'))";
    expect(load(variablesFor({ url: 'https://home.example.com' }), show)).toContain('hooks false');
    expect(load({}, `performance.now(); ${show}`)).toContain('hooks true');
  });

  it('a connection to the home is begun', async () => {
    const server = createServer();
    const connected = once(server, 'connection') as Promise<[Socket]>;
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const code = `await import(${JSON.stringify(join(folder, 'index.mjs'))}); setInterval(() => {}, 1_000);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      env: { AWS_LAMBDA_FUNCTION_NAME: 'f', ...variablesFor({ url: `http://127.0.0.1:${port}` }) },
      stdio: 'ignore',
    });
    const [connection] = await connected;
    child.kill('SIGKILL');
    await once(connection.on('error', () => {}).resume(), 'close');
    server.close();
  });

  it('wrong settings and a source of settings that is silent do not keep the module from loading', () => {
    expect(load(variablesFor({ url: 'no address' }))).not.toContain('transport loaded');
    load({ ...variablesFor({ url: 'parameters:/nowhere' }), AWS_ENDPOINT_URL_SSM: 'http://127.0.0.1:9' });
  });
});
