import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { HttpMethod, HttpPreconnectParams, HttpRequestParams } from '@hearthgate/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCertificate } from './certificate.ts';
import { serve, serveTcp } from './loopback.ts';

/** A process with a gateway in it, that can be frozen as Lambda freezes an execution environment. */
function startFunction() {
  const program = fileURLToPath(new URL('asks-on-command.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@hearthgate/source', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines = createInterface({ input: child.stdout });
  const ask = async (params: HttpRequestParams | HttpPreconnectParams): Promise<string> => {
    child.stdin.write(`${JSON.stringify(params)}\n`);
    return ((await once(lines, 'line')) as [string])[0];
  };
  return {
    ask,
    /** While it is frozen, `during` happens, and the next request is waiting already when it goes on. */
    async askAfterFreeze(during: () => void | Promise<void>, params: HttpRequestParams): Promise<string> {
      child.kill('SIGSTOP');
      await during();
      await new Promise((resolve) => setTimeout(resolve, 150));
      const answer = ask(params);
      await new Promise((resolve) => setTimeout(resolve, 50));
      child.kill('SIGCONT');
      return answer;
    },
  };
}

const certificate = createCertificate();

/** A server whose open connections can be ended in each way in which servers do. */
async function serveEnding(secure: boolean) {
  const sockets = new Set<Socket>();
  const server = await serve(
    (_request, response) => response.end('answered'),
    secure ? certificate : undefined,
    {},
    (socket) => void sockets.add(socket),
  );
  return {
    ...server,
    end(how: 'end' | 'destroy' | 'resetAndDestroy') {
      for (const socket of sockets) socket[how]();
      sockets.clear();
    },
  };
}

describe('a function that was frozen', () => {
  it.each<[HttpMethod, 'end' | 'destroy' | 'resetAndDestroy', boolean]>([
    ['POST', 'end', false],
    ['POST', 'resetAndDestroy', false],
    ['POST', 'end', true],
    ['PATCH', 'destroy', true],
    ['GET', 'end', true],
  ])('sends a %s although the server closed the connection meanwhile (%s, TLS: %s)', async (method, how, secure) => {
    const { origin, end, connections, requests } = await serveEnding(secure);
    const { ask, askAfterFreeze } = startFunction();
    const params = { method, url: origin, ca: secure ? certificate.cert : undefined } as const;
    expect(await ask(params)).toBe('answered');
    for (let freeze = 1; freeze <= 3; freeze += 1) {
      expect(await askAfterFreeze(() => end(how), params)).toBe('answered');
      expect(connections()).toBe(1 + freeze);
    }
    expect(requests).toHaveLength(4);
  });

  it('sends its first POST although the server closed meanwhile what was opened ahead', async () => {
    const { origin, connections, end } = await serveEnding(true);
    const { ask, askAfterFreeze } = startFunction();
    const way = { url: origin, ca: certificate.cert };
    expect(await ask(way)).toBe('true');
    expect(await askAfterFreeze(() => end('end'), { ...way, method: 'POST' })).toBe('answered');
    expect(connections()).toBe(2);
  });

  it('goes on with its connection when the server has kept it', async () => {
    const { origin, connections } = await serveEnding(false);
    const { ask, askAfterFreeze } = startFunction();
    const params = { method: 'POST', url: origin } as const;
    await ask(params);
    expect(await askAfterFreeze(() => undefined, params)).toBe('answered');
    expect(connections()).toBe(1);
  });

  it('sends an idempotent request again when the connection is dead and nothing had said so', async () => {
    let requests = 0;
    // Says nothing until it is asked again: a router in between that has forgotten the connection.
    const { origin, connections } = await serveTcp((socket) => {
      let answered = false;
      socket.on('data', () => {
        requests += 1;
        if (answered) socket.resetAndDestroy();
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\nanswered');
        answered = true;
      });
    });
    const { ask, askAfterFreeze } = startFunction();
    const params = { method: 'POST', url: origin, idempotent: true } as const;
    await ask(params);
    expect(await askAfterFreeze(() => undefined, params)).toBe('answered');
    expect([requests, connections()]).toEqual([3, 2]);
  });
});
