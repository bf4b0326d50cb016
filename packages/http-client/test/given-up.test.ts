import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createClient, rejection } from './client.ts';
import { serve, serveTcp } from './loopback.ts';

/** A proxy that takes connections and says nothing, until it hands on to another. */
async function silentProxy(then: number) {
  let isSilent = true;
  const { port, connections } = await serveTcp((client: Socket) => {
    if (isSilent) return void client.resume();
    const there = connect(then, '127.0.0.1').on('error', () => client.destroy());
    client.pipe(there).pipe(client);
    client.on('close', () => there.destroy());
  });
  const speak = () => {
    isSilent = false;
  };
  return { proxy: `http://127.0.0.1:${port}`, connections, speak };
}

describe('requests that were given up before they had a connection', () => {
  it('keep nothing open, so that the pool can be closed', async () => {
    const { proxy, connections } = await silentProxy(0);
    const { operations } = createClient({ proxy, connections: 1, timeouts: { connectMs: 100 } });
    const url = 'http://home.test/';
    const asked = Array.from({ length: 4 }, () => rejection(operations.makeRequest({ method: 'GET', url })));
    for (const error of await Promise.all(asked)) expect(error).toMatchObject({ code: 'HTTP_CONNECT_TIMEOUT' });
    // undici still has them in its line; connections for them would be waited for until the proxy speaks.
    expect(await operations.resetPool()).toBe(1);
    expect(connections()).toBeLessThanOrEqual(4);
  });

  it('leave their place to others, also when there is never a moment without one that waits', async () => {
    const server = await serve((_request, response) => response.end('here'));
    const { serveConnectProxy } = await import('./proxy-servers.ts');
    const { proxy, speak } = await silentProxy((await serveConnectProxy()).port);
    const { operations } = createClient({ proxy, connections: 1, timeouts: { connectMs: 200 } });
    const ask = () => operations.makeRequest({ method: 'GET', url: server.origin }).catch((error) => error);
    const asked: Promise<unknown>[] = [];
    for (let count = 0; count < 12; count += 1) {
      asked.push(ask());
      if (count === 5) speak();
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(await asked[0]).toMatchObject({ code: 'HTTP_CONNECT_TIMEOUT' });
    expect(await asked.at(-1)).toMatchObject({ body: 'here' });
  });
});
