import type { IncomingMessage, Server } from 'node:http';
import { isIPv6 } from 'node:net';
import { CommandError } from '../command-error.ts';

const WILDCARDS: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
]);

/**
 * Binds a server and answers the `host:port` under which it can be reached from this machine.
 * Port 0 takes any free port.
 *
 * @throws CommandError (exit code 1) when the address cannot be had; the message says what to do.
 */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const boundPort = address !== null && typeof address === 'object' ? address.port : port;
  const reachable = WILDCARDS.get(host) ?? host;
  return isIPv6(reachable) ? `[${reachable}]:${boundPort}` : `${reachable}:${boundPort}`;
}

/** Enough for the last replies to leave. */
const LAST_REPLIES_MS = 200;

/** Stops listening, lets replies under way leave and drops what is still connected then. Closing twice is fine. */
export async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const force = setTimeout(() => server.closeAllConnections(), LAST_REPLIES_MS);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(force);
}

/** A request body, or only its size once it is larger than `maxBytes`: the rest is read and dropped. */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<{ readonly bytes: number; readonly text?: string }> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    else chunks = [];
  }
  return bytes <= maxBytes ? { bytes, text: Buffer.concat(chunks).toString('utf8') } : { bytes };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): CommandError {
  const options = { cause: error };
  switch (error.code) {
    case 'EADDRINUSE':
      return new CommandError(`Port ${port} on ${host} is in use. Choose another with --port N or PORT=N.`, 1, options);
    case 'EACCES':
      return new CommandError(`Port ${port} needs more rights than this user has. Choose one above 1023.`, 1, options);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CommandError(`${host} is not an address of this machine. Try --host 127.0.0.1.`, 1, options);
    default:
      return new CommandError(`Cannot listen on ${host}:${port}: ${error.message}`, 1, options);
  }
}
