import { createServer, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface HomeProxy {
  readonly url: string;
  /** Bodies that came through, as they were sent. */
  readonly bodies: readonly string[];
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** The path that stands before that of the home, such as `/prefix`; anything else is not found. */
  readonly prefix?: string;
  /** How long each answer is held back. */
  readonly delayMs?: number;
}

/** A reverse proxy on loopback, as people have before their home. */
export async function startProxy(target: string, { prefix = '', delayMs = 0 }: ProxyOptions = {}): Promise<HomeProxy> {
  const bodies: string[] = [];
  const held = new Set<NodeJS.Timeout>();
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '';
    if (!path.startsWith(`${prefix}/`)) {
      outgoing.writeHead(404).end();
      return;
    }
    let body = '';
    incoming.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    incoming.once('end', () => {
      bodies.push(body);
      const forward = () => {
        const { method, headers } = incoming;
        const passed = request(target + path.slice(prefix.length), { method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        passed.once('error', () => outgoing.destroy());
        passed.end(body);
      };
      if (delayMs === 0) forward();
      else held.add(setTimeout(forward, delayMs));
    });
  });
  server.on('upgrade', ({ url = '', method, rawHeaders }, socket: Socket) => {
    const { hostname, port } = new URL(target);
    const there = connect(Number(port), hostname);
    const lines = rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`));
    const forward = () => {
      there.write(`${method} ${url.slice(prefix.length)} HTTP/1.1\r\n${lines.join('')}\r\n`);
      there.pipe(socket).pipe(there);
    };
    socket.on('error', () => there.destroy()).on('close', () => there.destroy());
    there.on('error', () => socket.destroy());
    if (!url.startsWith(`${prefix}/`)) socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
    else if (delayMs === 0) forward();
    else held.add(setTimeout(forward, delayMs));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`,
    bodies,
    async close() {
      for (const timer of held) clearTimeout(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
