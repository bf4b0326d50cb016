import type { HttpRequestParams } from '@hearthgate/contracts';
import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { directiveForHome, OWN_TOKEN, reply } from '../bridge/support/messages.ts';
import { createParts, createTurn, type Home, response } from '../bridge/support/parts.ts';

const grant = directiveForHome('Alexa.Authorization', 'AcceptGrant', {
  grant: { type: 'OAuth2.AuthorizationCode', code: 'code-of-the-grant' },
  grantee: { type: 'BearerToken', token: OWN_TOKEN },
});
const taken = () => response(reply({ namespace: 'Alexa.Authorization', name: 'AcceptGrant.Response' }));
const refused = () => response('401: Unauthorized', 401);
const HOMES = {
  HOME_ASSISTANT_URL__CABIN: 'https://cabin.example.com',
  HOME_ASSISTANT_ENDPOINT_PREFIX__CABIN: 'cabin-',
  HOME_ASSISTANT_URL__FLAT: 'https://flat.example.com',
  HOME_ASSISTANT_ENDPOINT_PREFIX__FLAT: 'flat-',
};

async function grantTo(cabin: Home, flat: Home, more: Readonly<Record<string, string>> = {}) {
  const byName = { cabin, flat };
  const nameOf = ({ url }: HttpRequestParams) => (url.includes('cabin') ? 'cabin' : 'flat');
  const parts = createParts((request) => byName[nameOf(request)](request), { ...HOMES, ...more });
  const turn = createTurn();
  const answer = await createExtension(parts).smartHome(grant, turn);
  return { answer, asked: parts.requests.map(nameOf), causes: turn.causes };
}

const ACCEPTED = { event: { header: { namespace: 'Alexa.Authorization', name: 'AcceptGrant.Response' } } };
const FAILED = { event: { header: { name: 'ErrorResponse' }, payload: { type: 'ACCEPT_GRANT_FAILED' } } };

describe('A grant for one of several homes', () => {
  test('goes to the first, and no further when that takes it', async () => {
    expect(await grantTo(taken, taken)).toMatchObject({ answer: ACCEPTED, asked: ['cabin'], causes: [] });
  });

  test('goes on to the next when the first does not know the person', async () => {
    expect(await grantTo(refused, taken)).toMatchObject({ answer: ACCEPTED, asked: ['cabin', 'flat'], causes: [] });
  });

  test('goes no further when the first may have used its code, which works once', async () => {
    const broken = () => response('500: Internal Server Error', 500);
    const { answer, asked, causes } = await grantTo(broken, taken);
    expect({ answer, asked }).toMatchObject({ answer: FAILED, asked: ['cabin'] });
    expect(causes.join()).toMatch(/^server-error/);
  });

  test('goes to one that has a use for it before one that is asked directly', async () => {
    const direct = { HOME_ASSISTANT_MODE__CABIN: 'direct' };
    expect(await grantTo(taken, taken, direct)).toMatchObject({ answer: ACCEPTED, asked: ['flat'] });
  });

  test('is an error that Alexa knows when none of them takes it', async () => {
    const { answer, asked, causes } = await grantTo(refused, refused);
    expect({ answer, asked }).toMatchObject({ answer: FAILED, asked: ['cabin', 'flat'] });
    expect(causes).toHaveLength(1);
  });
});
