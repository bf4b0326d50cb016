import type { HttpRequestParams } from '@hearthgate/contracts';
import { describe, expect, test } from 'vitest';
import { askHome } from '../../src/bridge/ask-home.ts';
import { createExtension } from '../../src/index.ts';
import { OWN_TOKEN } from '../bridge/support/messages.ts';
import { createParts, createTurn, response, settingsOn, stateOf } from '../bridge/support/parts.ts';
import { answering, nameOf, turnOnAt, VARIABLES } from './support/homes.ts';

describe('A refused token', () => {
  const REFUSED = response('401: Unauthorized', 401);
  const accepting = (accepted: string) => (request: HttpRequestParams) =>
    request.headers?.authorization === `Bearer ${accepted}` ? answering(request) : REFUSED;
  const SETTINGS = { HOME_ASSISTANT_URL: 'https://flat.example.com', HOME_ASSISTANT_TOKEN: 'token-of-the-flat-0002' };

  test('is followed by the other one where both are to be tried', async () => {
    const variables = { ...SETTINGS, HOME_ASSISTANT_TOKEN_SOURCE: 'directive, configured' };
    const parts = createParts(accepting('token-of-the-flat-0002'), variables);
    const answer = await createExtension(parts).smartHome(turnOnAt('light#hallway'), createTurn());
    expect(answer).toMatchObject({ event: { header: { name: 'Response' } } });
    expect(parts.requests.map(({ headers }) => headers?.authorization)).toEqual([
      `Bearer ${OWN_TOKEN}`,
      'Bearer token-of-the-flat-0002',
    ]);
  });

  test('is not sent again for an hour where there is another, as each refusal counts towards a ban', async () => {
    const variables = { ...SETTINGS, HOME_ASSISTANT_TOKEN_SOURCE: 'directive, configured' };
    const parts = createParts(accepting('token-of-the-flat-0002'), variables);
    const { smartHome } = createExtension(parts);
    const refused = () => parts.requests.filter(({ headers }) => headers?.authorization === `Bearer ${OWN_TOKEN}`);
    for (let count = 0; count < 4; count += 1) {
      expect(await smartHome(turnOnAt('light#hallway'), createTurn())).toMatchObject({
        event: { header: { name: 'Response' } },
      });
    }
    expect(refused()).toHaveLength(1);
    await parts.advance(3_600_000);
    await smartHome(turnOnAt('light#hallway'), createTurn());
    expect(refused()).toHaveLength(2);
  });

  /** Takes the new token only, which is put where tokens are kept while the home refuses the old one. */
  const changing = (variables: Record<string, string>, name: string) => (request: HttpRequestParams) => {
    const answer = accepting('token-of-the-flat-0003')(request);
    if (answer === REFUSED && nameOf(request) === 'flat') variables[name] = 'token-of-the-flat-0003';
    return answer;
  };

  test('is read anew where it is kept, and tried once more when it was changed', async () => {
    const variables: Record<string, string> = { ...SETTINGS };
    const parts = createParts(changing(variables, 'HOME_ASSISTANT_TOKEN'), variables);
    const answer = await createExtension(parts).smartHome(turnOnAt('light#hallway'), createTurn());
    expect(answer).toMatchObject({ event: { header: { name: 'Response' } } });
    expect(parts.requests).toHaveLength(2);
    expect(parts.output()).not.toMatch(/token-of-the-flat/);
  });

  test('of one home does not keep that of another from being read anew', async () => {
    const variables: Record<string, string> = { ...VARIABLES };
    const parts = createParts(changing(variables, 'HOME_ASSISTANT_TOKEN__FLAT'), variables);
    const { smartHome } = createExtension(parts);
    const header = { name: 'ErrorResponse' };
    expect(await smartHome(turnOnAt('cabin-light#hallway'), createTurn())).toMatchObject({ event: { header } });
    const answer = await smartHome(turnOnAt('flat-light#hallway'), createTurn());
    expect(answer).toMatchObject({ event: { header: { name: 'Response' } } });
  });

  test('is not waited for past the deadline where the place in which it is kept does not answer', async () => {
    const parts = createParts(() => REFUSED);
    const state = { ...stateOf(parts), renewedSettings: () => new Promise<undefined>(() => {}) };
    const settings = settingsOn({ token: 'token-of-the-flat-0002' });
    const asked = askHome(state, settings, createTurn({ remainingMs: () => 2_500 }), {
      path: '/',
      ownToken: undefined,
    });
    const kind = asked.catch((failure: { readonly kind: string }) => failure.kind);
    await parts.advance(0);
    await parts.advance(2_000);
    expect(await Promise.race([kind, new Promise((resolve) => setImmediate(resolve, 'still waiting'))])).toBe(
      'unauthorized',
    );
  });
});
