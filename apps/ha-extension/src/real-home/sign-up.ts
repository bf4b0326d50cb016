import { createHomeApi, jsonOf } from './home-api.ts';

/**
 * Makes the owner of a new home, as its first page does, and answers a long-lived access token of his.
 *
 * @throws Error when the home has an owner already
 */
export async function signUp(url: string): Promise<string> {
  const clientId = `${url}/`;
  const post = async (path: string, body: unknown): Promise<Readonly<Record<string, unknown>>> => {
    const isForm = body instanceof URLSearchParams;
    const answer = await jsonOf(
      path,
      fetch(url + path, {
        method: 'POST',
        headers: isForm ? {} : { 'content-type': 'application/json' },
        body: isForm ? body : JSON.stringify(body),
      }),
    );
    return answer as Readonly<Record<string, unknown>>;
  };
  const { auth_code: code } = await post('/api/onboarding/users', {
    client_id: clientId,
    name: 'Owner',
    username: 'owner',
    password: crypto.randomUUID(),
    language: 'en',
  });
  const grant = new URLSearchParams({
    grant_type: 'authorization_code',
    code: String(code),
    client_id: clientId,
  });
  const { access_token: shortLived } = await post('/auth/token', grant);
  const token = await createHomeApi(url, String(shortLived)).command({
    type: 'auth/long_lived_access_token',
    client_name: 'hearthgate',
    lifespan: 1,
  });
  return String(token);
}
