import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
  request as send,
} from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';
import { startDemoHome } from '../../../src/demo-home/index.ts';
import { listen } from '../../networks/support/servers.ts';

/** What stands before the demo home says in its place. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How long it is held back. */
  readonly delayMs?: number;
  /** Whether nothing is ever answered. */
  readonly silent?: boolean;
}

export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Of the answer. */
  status: number;
}

export interface FrontOptions {
  readonly tls?: ServerOptions;
  /** What is answered in the place of the home; undefined to let the home answer. */
  readonly meddle?: (path: string, request: IncomingMessage) => Reply | undefined;
  /** The path below which the home is. */
  readonly prefix?: string;
  /** Whether websockets get through. Default true. */
  readonly passesUpgrades?: boolean;
}

export interface Front {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly visits: readonly Visit[];
}

/** The demo home behind a server that does what is wrong with it. */
export async function serveFront({
  tls,
  meddle = () => undefined,
  prefix = '',
  passesUpgrades = true,
}: FrontOptions = {}): Promise<Front> {
  const home = await startDemoHome();
  onTestFinished(() => home.close());
  const visits: Visit[] = [];
  const serve: RequestListener = (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const visit: Visit = { method, path, headers, status: 0 };
    visits.push(visit);
    response.once('finish', () => {
      visit.status = response.statusCode;
    });
    const reply = path.startsWith(prefix) ? meddle(path, request) : { status: 404 };
    if (reply !== undefined) answer(reply, response);
    else forward(home.url + path.slice(prefix.length), request, response);
  };
  const server = tls === undefined ? createServer(serve) : createSecureServer(tls, serve);
  if (passesUpgrades) server.on('upgrade', (request, socket) => tunnel(home.url, prefix, request, socket));
  const port = await listen(server);
  return { url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, port, token: home.token, visits };
}

function answer(
  { status = 200, headers = {}, body = '', delayMs = 0, silent = false }: Reply,
  response: ServerResponse,
): void {
  if (!silent) setTimeout(() => response.writeHead(status, headers).end(body), delayMs);
}

function forward(url: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = request;
  const onward = send(url, { method, headers }, (incoming) => {
    response.writeHead(incoming.statusCode ?? 0, incoming.headers);
    incoming.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

/** Hands a websocket on to the home, byte by byte. */
function tunnel(homeUrl: string, prefix: string, { method, url = '', rawHeaders }: IncomingMessage, socket: Duplex) {
  const { hostname, port } = new URL(homeUrl);
  const there = connect(Number(port), hostname, () => {
    const headers = rawHeaders.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
    there.write(`${method} ${url.slice(prefix.length)} HTTP/1.1\r\n${headers}\r\n`);
    socket.pipe(there).pipe(socket);
  });
  for (const one of [socket, there]) one.on('error', () => undefined);
}

export const page = (title: string): string =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body></body></html>`;
export const HTML = { 'content-type': 'text/html' } as const;
export const JSON_TYPE = { 'content-type': 'application/json' } as const;
