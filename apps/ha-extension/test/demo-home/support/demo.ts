import { afterEach } from 'vitest';
import { type DemoHome, type DemoHomeOptions, type Json, startDemoHome } from '../../../src/demo-home/index.ts';

/** An answer with its body already read: as JSON where it says so, else as text. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of many shapes
  readonly body: any;
}

/** A demo home under test and a client that carries its token. */
export interface Demo {
  readonly home: DemoHome;
  /** Sends a request; an object is sent as JSON, a string as it is. `token: null` sends no authorization. */
  send(method: string, path: string, body?: Json | object, token?: string | null): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: Json | object): Promise<Answer>;
  /** The state of one entity now. */
  entity(entityId: string): DemoHome['entities'] extends () => readonly (infer E)[] ? E : never;
}

const running = new Set<DemoHome>();

/** Starts a home that is closed after the test. */
export async function startDemo(options: DemoHomeOptions = {}): Promise<Demo> {
  const home = await startDemoHome(options);
  running.add(home);
  const send: Demo['send'] = async (method, path, body, token = home.token) => {
    const response = await fetch(`${home.url}${path}`, {
      method,
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    home,
    send,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    entity(entityId) {
      const found = home.entities().find((entity) => entity.entity_id === entityId);
      if (found === undefined) throw new Error(`The demo home has no ${entityId}.`);
      return found;
    },
  };
}

afterEach(async () => {
  for (const home of running) await home.close();
  running.clear();
});
