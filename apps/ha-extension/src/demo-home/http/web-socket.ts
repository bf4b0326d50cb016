import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { HOME_CONFIG } from '../home-config.ts';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import { REGISTRY_COMMANDS } from '../registry.ts';
import type { Respondent } from './respond.ts';

const PATH = '/api/websocket';

/** Opens websockets on a server at the address where Home Assistant has them; answers how to end them all. */
export function openWebSockets(server: Server, respondent: Respondent): () => void {
  const sockets = new WebSocketServer({ server, path: PATH, perMessageDeflate: { threshold: 1_024 } });
  sockets.on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    converse(socket, respondent);
  });
  // What the server itself fails at is told to whoever started it.
  sockets.on('error', () => undefined);
  return () => {
    for (const socket of sockets.clients) socket.terminate();
  };
}

/** As Home Assistant: a token first, then numbered commands (developers.home-assistant.io/docs/api/websocket). */
function converse(socket: WebSocket, { home, acceptsToken }: Respondent): void {
  let isKnown = false;
  const { version: ha_version } = HOME_CONFIG;
  const send = (message: JsonObject): void => socket.send(JSON.stringify(message));
  send({ type: 'auth_required', ha_version });
  socket.on('message', (data) => {
    const parsed = parseJson(String(data));
    const message: JsonObject = isJsonObject(parsed) ? parsed : {};
    if (isKnown) {
      send(resultOf(message, home));
      return;
    }
    const { type, access_token: token } = message;
    isKnown = type === 'auth' && typeof token === 'string' && acceptsToken(token);
    send(
      isKnown ? { type: 'auth_ok', ha_version } : { type: 'auth_invalid', message: 'Invalid access token or password' },
    );
    if (!isKnown) socket.close();
  });
}

function resultOf({ id, type }: JsonObject, home: Respondent['home']): JsonObject {
  const view = typeof type === 'string' ? REGISTRY_COMMANDS.get(type) : undefined;
  return view === undefined
    ? { id, type: 'result', success: false, error: { code: 'unknown_command', message: 'Unknown command.' } }
    : { id, type: 'result', success: true, result: view(home) };
}
