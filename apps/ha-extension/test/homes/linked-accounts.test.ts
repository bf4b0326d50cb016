import type { HttpRequestParams } from '@hearthgate/contracts';
import { expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { accessToken, directiveForHome, found, lamp, reply } from '../bridge/support/messages.ts';
import { createParts, createTurn, response } from '../bridge/support/parts.ts';

const VARIABLES = {
  HOME_ASSISTANT_URL__CABIN: 'https://cabin.example.com',
  HOME_ASSISTANT_ENDPOINT_PREFIX__CABIN: 'cabin-',
  HOME_ASSISTANT_URL__FLAT: 'https://flat.example.com',
  HOME_ASSISTANT_ENDPOINT_PREFIX__FLAT: 'flat-',
};

/** The one account that each home knows. */
const ACCOUNTS = { cabin: 'account-of-anna-in-the-cabin', flat: 'account-of-bert-in-the-flat' };
type Name = keyof typeof ACCOUNTS;

const nameOf = ({ url }: Pick<HttpRequestParams, 'url'>): Name => (url.includes('cabin') ? 'cabin' : 'flat');

interface Options {
  readonly silent?: Name;
  readonly variables?: Readonly<Record<string, string>>;
}

function start({ silent, variables = {} }: Options = {}) {
  const parts = createParts(
    (request) => {
      const name = nameOf(request);
      if (name === silent) return new Promise(() => {});
      if (!request.headers?.authorization?.includes(`signature-${ACCOUNTS[name]}`)) return response('', 401);
      if (!String(request.body).includes('"Discover"')) {
        return response(reply({ namespace: 'Alexa.Authorization', name: 'AcceptGrant.Response' }));
      }
      return response(found([lamp('light#hall')]));
    },
    { ...VARIABLES, ...variables },
  );
  const extension = createExtension(parts);
  const idsFor = async (account: string, iat: number, turn = createTurn()) => {
    const scope = { type: 'BearerToken', token: accessToken(account, iat) };
    const answer = await extension.smartHome(directiveForHome('Alexa.Discovery', 'Discover', { scope }), turn);
    return (answer as { event: { payload: { endpoints: { endpointId: string }[] } } }).event.payload.endpoints.map(
      ({ endpointId }) => endpointId,
    );
  };
  const grantBy = (account: string) =>
    extension.smartHome(
      directiveForHome('Alexa.Authorization', 'AcceptGrant', {
        grant: { type: 'OAuth2.AuthorizationCode', code: 'code-of-the-grant' },
        grantee: { type: 'BearerToken', token: accessToken(account, 1) },
      }),
      createTurn(),
    );
  const askedSince = (count: number) => parts.requests.slice(count).map(nameOf);
  return { ...parts, idsFor, grantBy, askedSince };
}

test('Of homes to which accounts are linked, each person sees the devices of the own one', async () => {
  const { idsFor } = start();
  expect(await idsFor(ACCOUNTS.cabin, 1)).toEqual(['cabin-light#hall']);
  expect(await idsFor(ACCOUNTS.flat, 1)).toEqual(['flat-light#hall']);
  expect(await idsFor('account-of-a-stranger', 1)).toEqual([]);
});

test('A token is shown to no other home once one has taken it, also after it was renewed', async () => {
  const { idsFor, askedSince, requests } = start();
  await idsFor(ACCOUNTS.flat, 1);
  expect(askedSince(0)).toEqual(['cabin', 'flat']);
  const count = requests.length;
  await idsFor(ACCOUNTS.flat, 2);
  await idsFor(ACCOUNTS.flat, 3);
  expect(askedSince(count)).toEqual(['flat', 'flat']);
});

test('Linking the account is enough to know the home', async () => {
  const { idsFor, grantBy, askedSince, requests } = start();
  expect(await grantBy(ACCOUNTS.flat)).toMatchObject({ event: { header: { name: 'AcceptGrant.Response' } } });
  const count = requests.length;
  await idsFor(ACCOUNTS.flat, 2);
  expect(askedSince(count)).toEqual(['flat']);
});

test('A home that is silent does not keep the other from answering', async () => {
  const { idsFor, advance, askedSince } = start({ silent: 'cabin' });
  const ids = idsFor(ACCOUNTS.flat, 1);
  await advance(2_000);
  expect(await ids).toEqual(['flat-light#hall']);
  expect(askedSince(0)).toEqual(['cabin', 'flat']);
});

test('A cache that hangs when the home is remembered does not hold back the answer', async () => {
  const { idsFor, advance, gateways } = start();
  const { set } = gateways.cache.operations;
  // Only what is shared with other environments; nothing else is kept here.
  Object.assign(gateways.cache.operations, {
    set: (params: Parameters<typeof set>[0]) => (params.scope === 'shared' ? new Promise(() => {}) : set(params)),
  });
  const ids = idsFor(ACCOUNTS.cabin, 1);
  for (let count = 0; count < 10; count += 1) await advance(100);
  expect(await ids).toEqual(['cabin-light#hall']);
});

test('A home with a token of its own is asked with that, and never shown that of a sender', async () => {
  const own = accessToken(ACCOUNTS.cabin, 0);
  for (const HOME_ASSISTANT_TOKEN_SOURCE__CABIN of ['configured', 'directive, configured']) {
    const { idsFor, requests } = start({
      variables: { HOME_ASSISTANT_TOKEN__CABIN: own, HOME_ASSISTANT_TOKEN_SOURCE__CABIN },
    });
    expect(await idsFor(ACCOUNTS.flat, 1)).toEqual(['cabin-light#hall', 'flat-light#hall']);
    const shown = requests
      .filter((request) => nameOf(request) === 'cabin')
      .map(({ headers }) => headers?.authorization);
    expect(shown).toEqual([`Bearer ${own}`]);
    const bodies = requests.filter((request) => nameOf(request) === 'cabin').map(({ body }) => String(body));
    expect(bodies.join()).not.toContain(accessToken(ACCOUNTS.flat, 1));
  }
});
