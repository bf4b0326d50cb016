import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { FaultServer } from './fault-server.ts';

/** Listens with the smallest queue and prints its port; it is then stopped, so it accepts nobody. */
const LISTENER = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));
`;

/**
 * An address at which connections neither succeed nor fail: the queue of a process that is stopped is filled until the
 * kernel drops what comes after. That is what a firewall which swallows packets looks like from outside.
 */
export async function startBlackHole(): Promise<FaultServer> {
  const listener = spawn(process.execPath, ['-e', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(listener.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  listener.kill('SIGSTOP');

  const fillers: Socket[] = [];
  // Until one connection hangs, the queue is not full.
  for (let full = false; !full && fillers.length < 64; ) {
    const filler = connect(port, '127.0.0.1');
    filler.on('error', () => {});
    fillers.push(filler);
    full = await Promise.race([
      once(filler, 'connect').then(() => false),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 300)),
    ]);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      for (const filler of fillers) filler.destroy();
      listener.kill('SIGKILL');
      await once(listener, 'exit');
    },
  };
}
