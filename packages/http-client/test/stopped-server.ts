import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** How long a connection may take before the queue counts as full; loopback needs a fraction of it. */
const PATIENCE_MS = 400;
const MOST_CONNECTIONS = 64;

const program = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));
`;

/**
 * A port that neither accepts nor refuses: its process is stopped and its queue is full, so that the kernel drops what
 * else wants to connect. To a client that is a firewall that drops packets.
 */
export async function silentPort(): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    child.kill('SIGKILL');
  });
  if (child.stdout === null) throw new Error('the child has no output');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  child.kill('SIGSTOP');
  while (sockets.length < MOST_CONNECTIONS) {
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    if (!(await opensInTime(socket))) return port;
  }
  throw new Error(`the queue took ${MOST_CONNECTIONS} connections and was not full`);
}

function opensInTime(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE_MS);
    socket
      .on('error', () => undefined)
      .once('connect', () => {
        clearTimeout(timer);
        resolve(true);
      });
  });
}
