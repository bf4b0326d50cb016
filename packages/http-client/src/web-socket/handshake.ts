import type { Duplex } from 'node:stream';
import type { Dispatcher, WebSocket } from 'undici';
import type { Upgrade } from '../exchange/receiver.ts';
import type { Headers } from '../request/request-headers.ts';

/** undici's WebSocket, and the connection under it as soon as there is one. */
export interface Handshake {
  readonly webSocket: WebSocket;
  readonly socket: () => Duplex | undefined;
}

/** Never looked up: the dispatcher below is given, and where to is its own business. */
const PLACEHOLDER = 'ws://websocket.invalid/';

/**
 * Begins a WebSocket whose opening request is sent by `ask`, so that it goes the way of all requests; undici adds the key,
 * judges the answer and does the framing (RFC 6455). `onRefused` gets what `ask` throws, or the status that came instead.
 */
export function beginHandshake(
  Implementation: typeof WebSocket,
  ask: (headers: Headers) => Promise<Upgrade>,
  maxBytes: number,
  onRefused: (cause: unknown) => void,
): Handshake {
  let socket: Duplex | undefined;
  const dispatcher = {
    webSocketOptions: { maxPayloadSize: maxBytes },
    dispatch({ headers }: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      const controller = controllerOf(() => socket?.destroy());
      const connect = async () => {
        const answer = await ask(keyHeaders(headers));
        if (answer.socket === undefined) {
          answer.discard();
          throw new UpgradeRefused(answer.status);
        }
        socket = answer.socket;
        const rawHeaders = Object.entries(answer.headers).flat();
        const raw = rawHeaders.map((text) => Buffer.from(text, 'latin1'));
        handler.onRequestStart?.(controller, {});
        handler.onRequestUpgrade?.({ ...controller, rawHeaders: raw }, answer.status, answer.headers, socket);
      };
      connect().catch((error: unknown) => {
        onRefused(error);
        handler.onResponseError?.(controller, error instanceof Error ? error : new Error('refused'));
      });
      return true;
    },
  };
  const webSocket = new Implementation(PLACEHOLDER, { dispatcher: dispatcher as unknown as Dispatcher });
  webSocket.binaryType = 'arraybuffer';
  return { webSocket, socket: () => socket };
}

/** The server answered, and changed no protocol. */
export class UpgradeRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super('no WebSocket was opened');
    this.status = status;
  }
}

/** Of what undici would send, only what belongs to the protocol. */
function keyHeaders(given: unknown): Headers {
  const entries = Object.entries((given ?? {}) as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    entries.filter(([name]) => name.startsWith('sec-websocket-')).map(([name, value]) => [name, String(value)]),
  );
}

function controllerOf(end: () => void): Dispatcher.DispatchController {
  return {
    aborted: false,
    paused: false,
    reason: null,
    abort: end,
    pause() {},
    resume() {},
  };
}
