import type { JsonObject } from '../bridge/json.ts';
import { createHomeApi, type HomeApi, jsonOf } from './home-api.ts';

/**
 * Makes the owner of a new home, as its first page does, and answers a long-lived access token of his.
 *
 * @throws Error when the home has an owner already
 */
export async function signUp(url: string): Promise<string> {
  const { auth_code: code } = await post(url, '/api/onboarding/users', {
    client_id: clientIdOf(url),
    name: 'Owner',
    username: 'owner',
    password: crypto.randomUUID(),
    language: 'en',
  });
  return longLivedToken(url, code);
}

/** Makes a person who may use the home and not change it, logs in as her, and answers a long-lived access token. */
export async function addPerson(url: string, owner: HomeApi): Promise<string> {
  const login = { username: 'guest', password: crypto.randomUUID() };
  const { user } = (await owner.command({
    type: 'config/auth/create',
    name: 'Guest',
    group_ids: ['system-users'],
  })) as { readonly user: JsonObject };
  await owner.command({ type: 'config/auth_provider/homeassistant/create', user_id: user.id, ...login });
  const client_id = clientIdOf(url);
  const flow = { client_id, handler: ['homeassistant', null], redirect_uri: client_id };
  const { flow_id: flowId } = await post(url, '/auth/login_flow', flow);
  const { result: code } = await post(url, `/auth/login_flow/${flowId}`, { client_id, ...login });
  return longLivedToken(url, code);
}

async function longLivedToken(url: string, code: unknown): Promise<string> {
  const grant = new URLSearchParams({
    grant_type: 'authorization_code',
    code: String(code),
    client_id: clientIdOf(url),
  });
  const { access_token: shortLived } = await post(url, '/auth/token', grant);
  const token = await createHomeApi(url, String(shortLived)).command({
    type: 'auth/long_lived_access_token',
    client_name: 'hearthgate',
    lifespan: 1,
  });
  return String(token);
}

function clientIdOf(url: string): string {
  return `${url}/`;
}

async function post(url: string, path: string, body: unknown): Promise<JsonObject> {
  const isForm = body instanceof URLSearchParams;
  const headers = isForm ? {} : { 'content-type': 'application/json' };
  const sent = fetch(url + path, { method: 'POST', headers, body: isForm ? body : JSON.stringify(body) });
  return (await jsonOf(path, sent)) as JsonObject;
}
