import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { serve, serveTcp } from './loopback.ts';
import { silentPort } from './stopped-server.ts';

const program = fileURLToPath(new URL('./ends-by-itself.ts', import.meta.url));

/** Runs the program on the given URLs until nothing keeps its process alive any more. */
async function run(...urls: readonly string[]) {
  const child = spawn(process.execPath, ['--conditions=@hearthgate/source', program, ...urls], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 15_000,
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code, lines: output.trim().split('\n') };
}

describe('a process', () => {
  it('ends by itself after requests that were given up in every phase, without any cleaning up', async () => {
    const hanging = await serve(() => undefined);
    const stalling = await serve((_request, response) => response.writeHead(200).write('half'));
    const { port } = await serveTcp(() => undefined);
    const { code, lines } = await run(
      `http://127.0.0.1:${await silentPort()}/`,
      `https://127.0.0.1:${port}/`,
      hanging.origin,
      stalling.origin,
    );
    expect(lines).toEqual([
      'HTTP_CONNECT_TIMEOUT',
      'HTTP_CONNECT_TIMEOUT',
      'HTTP_HEADERS_TIMEOUT',
      'HTTP_BODY_TIMEOUT',
    ]);
    expect(code).toBe(0);
  });

  it('ends by itself although connections are kept', async () => {
    const { origin } = await serve((_request, response) => response.end());
    expect(await run(origin, origin)).toEqual({ code: 0, lines: ['200', '200'] });
  });
});
