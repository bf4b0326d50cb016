import type { JsonObject } from '../bridge/json.ts';

/** An entity as `GET /api/states` gives it. */
export interface HomeEntity {
  readonly entity_id: string;
  readonly state: string;
  readonly attributes: JsonObject;
  readonly last_changed: string;
  readonly last_updated: string;
}

/** A client of Home Assistant's own interfaces, past the bridge. */
export interface HomeApi {
  /** The JSON of a path such as `/api/states`. Throws with status and text when it is refused. */
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
  /** One command of the websocket, such as `{ type: 'config/area_registry/list' }`, and its result. */
  command(message: JsonObject): Promise<unknown>;
}

export function createHomeApi(url: string, token: string): HomeApi {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    get: (path) => jsonOf(path, fetch(url + path, { headers })),
    post: (path, body) => jsonOf(path, fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })),
    command: (message) => askSocket(url, token, message),
  };
}

export async function jsonOf(path: string, asked: Promise<Response>): Promise<unknown> {
  const response = await asked;
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 200)}`);
  return JSON.parse(text);
}

/** Opens a socket for one command; there are few of them. */
function askSocket(url: string, token: string, message: JsonObject): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/websocket`);
    const settle = (act: () => void): void => {
      act();
      socket.close();
    };
    socket.addEventListener('error', () => settle(() => reject(new Error(`No websocket at ${url}.`))));
    socket.addEventListener('close', () =>
      reject(new Error(`The websocket ended before ${message.type} was answered.`)),
    );
    socket.addEventListener('message', ({ data }) => {
      const reply = JSON.parse(String(data)) as JsonObject;
      if (reply.type === 'auth_required') socket.send(JSON.stringify({ type: 'auth', access_token: token }));
      else if (reply.type === 'auth_ok') socket.send(JSON.stringify({ ...message, id: 1 }));
      else if (reply.type === 'result' && reply.success === true) settle(() => resolve(reply.result));
      else settle(() => reject(new Error(`${message.type} answered ${JSON.stringify(reply).slice(0, 200)}`)));
    });
  });
}
