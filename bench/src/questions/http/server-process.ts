import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

// A server in a process of its own, so that its work is not counted; it ends with its parent. The path says how many bytes.
const bodies = new Map<number, Buffer>();
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const bytes = Number(request.url?.slice(1)) || 1_024;
  const body = bodies.get(bytes) ?? Buffer.alloc(bytes, 'x');
  bodies.set(bytes, body);
  response.writeHead(200, { 'content-type': 'text/plain', 'content-length': body.length }).end(body);
});
new WebSocketServer({ server });
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
