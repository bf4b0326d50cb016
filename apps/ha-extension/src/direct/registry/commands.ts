import type { HttpWebSocket } from '@hearthgate/contracts';
import { HomeFailure } from '../../bridge/failure.ts';
import { isObject, type JsonObject } from '../../bridge/json.ts';

/** What is said to a home over its websocket. */
export type Talk = (socket: HttpWebSocket, token: string) => Promise<readonly unknown[]>;

/**
 * Authenticates, sends all commands at once, and answers their results in the same order: undefined for one that the home
 * refuses or does not know. The connection is closed by then. Throws `HomeFailure`, and what the messages throw.
 *
 * developers.home-assistant.io/docs/api/websocket
 */
export function sayCommands(types: readonly string[]): Talk {
  return async (socket, token) => {
    const results = new Map<unknown, unknown>();
    const send = (message: JsonObject): void => socket.send(JSON.stringify(message));
    for await (const message of socket.messages) {
      const reply = readReply(message);
      if (reply.type === 'auth_required') send({ type: 'auth', access_token: token });
      if (reply.type === 'auth_invalid') throw new HomeFailure('unauthorized', 'auth_invalid on /api/websocket');
      if (reply.type === 'auth_ok') for (const [index, type] of types.entries()) send({ id: index + 1, type });
      if (reply.type !== 'result') continue;
      results.set(reply.id, reply.success === true ? reply.result : undefined);
      if (types.every((_, index) => results.has(index + 1))) return types.map((_, index) => results.get(index + 1));
    }
    throw new HomeFailure('connection-lost', 'the websocket was closed before it had answered');
  };
}

function readReply(message: string | Uint8Array): JsonObject {
  if (typeof message !== 'string') throw new HomeFailure('invalid-json', 'bytes on /api/websocket');
  let reply: unknown;
  try {
    reply = JSON.parse(message);
  } catch {
    // The parser's own message quotes the text, which may hold anything.
    throw new HomeFailure('invalid-json', `${message.length} characters on /api/websocket`);
  }
  return isObject(reply) ? reply : {};
}
