import { expect, test } from 'vitest';
import { type SeenRequest, startServer } from '../bridge/support/loopback.ts';
import { CONFIGURED_TOKEN, directive, directiveForHome, OWN_TOKEN, reply, turnOn } from '../bridge/support/messages.ts';
import { createTurn } from '../bridge/support/parts.ts';
import { intent } from '../skill/support/requests.ts';
import { bridgeWith, errorIn } from './support/bridge.ts';

const tokenOf = ({ headers }: SeenRequest) => headers.authorization?.replace('Bearer ', '');
/** A home that takes one token, and counts what it refuses, as Home Assistant does before it bans. */
const homeOf = (token: string, answer: object = reply({})) =>
  startServer((response, request) =>
    tokenOf(request) === token
      ? response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
      : response.writeHead(401).end('401: Unauthorized'),
  );

test('Pain 6, expired tokens: the configured one follows, and without one Alexa asks to link the account', async () => {
  const home = await homeOf(CONFIGURED_TOKEN);
  const both = { HOME_ASSISTANT_URL: home.url, HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN };
  const bridge = bridgeWith({ ...both, HOME_ASSISTANT_TOKEN_SOURCE: 'directive, configured' });
  expect(errorIn(await bridge.smartHome(turnOn))).toBe('Response');
  expect(home.seen.map(tokenOf)).toEqual([OWN_TOKEN, CONFIGURED_TOKEN]);
  const alone = bridgeWith({ HOME_ASSISTANT_URL: home.url });
  expect(errorIn(await alone.smartHome(turnOn))).toBe('INVALID_AUTHORIZATION_CREDENTIAL');
  const { answer } = await alone.skill(intent('AssistIntent', { slots: { query: 'lights on' } }));
  expect(answer.response.card).toEqual({ type: 'LinkAccount' });
});

test("Pain 7, linked by Login with Amazon: the home gets its own token, and never sees Amazon's", async () => {
  const home = await homeOf(CONFIGURED_TOKEN);
  const bridge = bridgeWith({
    HOME_ASSISTANT_URL: home.url,
    HOME_ASSISTANT_TOKEN: CONFIGURED_TOKEN,
    HOME_ASSISTANT_TOKEN_SOURCE: 'configured',
  });
  const byAmazon = directive('Alexa.PowerController', 'TurnOn', {}, 'Atza|IQEBLjAsAhRmHjNgHpi0U');
  expect(errorIn(await bridge.smartHome(byAmazon))).toBe('Response');
  expect(home.seen.map(tokenOf)).toEqual([CONFIGURED_TOKEN]);
});

test('Pain 16, states that are never reported: AcceptGrant reaches the home as Alexa sent it', async () => {
  const grant = directiveForHome('Alexa.Authorization', 'AcceptGrant', {
    grant: { type: 'OAuth2.AuthorizationCode', code: 'VGhpcyBpcyBhbiBhdXRob3JpemF0aW9uIGNvZGUuIDotKQ==' },
    grantee: { type: 'BearerToken', token: OWN_TOKEN },
  });
  const home = await homeOf(OWN_TOKEN, reply({ namespace: 'Alexa.Authorization', name: 'AcceptGrant.Response' }));
  const bridge = bridgeWith({ HOME_ASSISTANT_URL: home.url });
  expect(errorIn(await bridge.smartHome(grant))).toBe('AcceptGrant.Response');
  expect(JSON.parse(home.seen[0]?.body ?? '')).toEqual(grant);
  expect(bridge.said()).not.toContain('VGhpcyBpcyBhbiBhdXRob3JpemF0aW9u');
});

test('Pain 20, upkeep: tokens out of debug logs, bans of the address, who is calling, and two houses', async () => {
  const cabin = await homeOf('token-of-the-cabin-0001');
  const flat = await homeOf('token-of-the-flat-00002');
  const bridge = bridgeWith({
    HOME_ASSISTANT_URL__CABIN: cabin.url,
    HOME_ASSISTANT_TOKEN__CABIN: 'token-of-the-cabin-0001',
    HOME_ASSISTANT_ENDPOINT_PREFIX__CABIN: 'cabin-',
    HOME_ASSISTANT_URL__FLAT: flat.url,
    HOME_ASSISTANT_TOKEN__FLAT: 'token-of-the-flat-00002',
    HOME_ASSISTANT_ENDPOINT_PREFIX__FLAT: 'flat-',
  });
  const at = (endpointId: string) => {
    const { directive: asked } = turnOn as { readonly directive: object };
    return { directive: { ...asked, endpoint: { endpointId, scope: { type: 'BearerToken', token: OWN_TOKEN } } } };
  };
  expect(errorIn(await bridge.smartHome(at('cabin-light#stove')))).toBe('Response');
  expect(errorIn(await bridge.smartHome(at('flat-light#desk')))).toBe('Response');
  expect([cabin.seen.length, flat.seen.length]).toEqual([1, 1]);
  expect(cabin.seen[0]?.headers['user-agent']).toMatch(/hearthgate/);
  // Strangers over HTTP try tokens until the home would ban this function and its owner with it.
  const stranger = () => bridge.smartHome(at('flat-light#desk'), createTurn({ trusted: false }));
  for (let index = 0; index < 10; index += 1) expect(errorIn(await stranger())).not.toBe('Response');
  expect(flat.seen.length).toBe(1 + 3);
  expect(errorIn(await bridge.smartHome(at('flat-light#desk')))).toBe('Response');
  expect(bridge.said()).not.toMatch(/token-of-the/);
  expect(bridge.said()).not.toContain(OWN_TOKEN);
});
