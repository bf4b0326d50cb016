import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export const ALEXA_HOST = 'api.eu.amazonalexa.com';

export interface Directive {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
  readonly response: ServerResponse;
  /** Settles when the sender hangs up. */
  readonly gone: Promise<unknown>;
}

/** Alexa's API on this machine, and the way to it. */
export interface AlexaApi {
  /** A proxy that leads the name of Alexa's API to this one, and every other name where it belongs. */
  readonly proxy: string;
  /** Whom to trust, so that this one can show a certificate for that name. */
  readonly ca: string;
  /** The first directive. */
  readonly directive: Promise<Directive>;
  /** What was asked of the proxy, in order. */
  readonly targets: readonly string[];
}

/**
 * Serves Alexa's API under its own name, with a certificate of an authority made for the test. The function finds it
 * through a proxy, so that the code that runs is the one of production: nothing in it knows of another host.
 */
export async function serveAlexaApi(): Promise<AlexaApi> {
  const { key, cert, ca } = createCertificate();
  const { promise: directive, resolve } = Promise.withResolvers<Directive>();
  const api = createSecureServer({ key, cert }, async (request: IncomingMessage, response: ServerResponse) => {
    const gone = once(response, 'close');
    const { authorization } = request.headers;
    resolve({ path: request.url, authorization, body: await text(request), response, gone });
  });
  const apiPort = await listen(api);
  const targets: string[] = [];
  const proxy = createHttpServer();
  proxy.on('connect', (request: IncomingMessage, client: Socket) => {
    targets.push(String(request.url));
    const [host, port] = String(request.url).split(':');
    const there = connect(host === ALEXA_HOST ? apiPort : Number(port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(there).pipe(client);
    });
    for (const [socket, other] of [
      [client, there],
      [there, client],
    ] as const) {
      socket.on('error', () => undefined);
      socket.on('close', () => other.destroy());
    }
  });
  return { proxy: `http://127.0.0.1:${await listen(proxy)}`, ca, directive, targets };
}

function createCertificate(): { readonly key: string; readonly cert: string; readonly ca: string } {
  const folder = mkdtempSync(join(tmpdir(), 'hearthgate-alexa-api-'));
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe', cwd: folder });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    openssl('req', '-x509', ...ec, '-days', '2', '-subj', '/CN=Test CA', '-keyout', 'ca.key', '-out', 'ca.pem');
    writeFileSync(join(folder, 'api.ext'), `subjectAltName=DNS:${ALEXA_HOST}\n`);
    openssl('req', ...ec, '-subj', `/CN=${ALEXA_HOST}`, '-keyout', 'api.key', '-out', 'api.csr');
    const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'api.ext'];
    openssl('x509', '-req', '-in', 'api.csr', ...signed, '-out', 'api.pem');
    return { key: read('api.key'), cert: read('api.pem'), ca: read('ca.pem') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}
