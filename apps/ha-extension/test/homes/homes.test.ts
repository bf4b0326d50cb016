import type { HttpRequestParams } from '@hearthgate/contracts';
import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { directiveForHome, OWN_TOKEN, reply } from '../bridge/support/messages.ts';
import { createParts, createTurn, response } from '../bridge/support/parts.ts';
import { nameOf, sentIn, start, turnOnAt } from './support/homes.ts';

const discover = directiveForHome('Alexa.Discovery', 'Discover', { scope: { type: 'BearerToken', token: OWN_TOKEN } });

function sentence(userId: string, query: string): object {
  const application = { applicationId: 'amzn1.ask.skill.00000000-0000-4000-8000-000000000000' };
  return {
    version: '1.0',
    session: { new: true, sessionId: 's', application, user: { userId }, attributes: {} },
    context: { System: { application, user: { userId } } },
    request: {
      type: 'IntentRequest',
      requestId: 'r',
      timestamp: '2026-01-01T00:00:00Z',
      locale: 'en-US',
      intent: { name: 'AssistIntent', slots: { query: { name: 'query', value: query } } },
    },
  };
}

describe('Of several homes', () => {
  test('the one whose prefix a device has is asked, with its own token and its own id of the device', async () => {
    const { smartHome, requests } = start();
    const answer = await smartHome(turnOnAt('flat-light#hallway'), createTurn());
    expect(answer).toMatchObject({
      event: { header: { name: 'Response' }, endpoint: { endpointId: 'flat-light#hallway' } },
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      url: 'https://flat.example.com/api/alexa/smart_home',
      headers: { authorization: 'Bearer token-of-the-flat-0002' },
    });
    expect(sentIn(requests[0] as HttpRequestParams).directive?.endpoint?.endpointId).toBe('light#hallway');
  });

  test('none is asked for a device that has the prefix of none', async () => {
    const { smartHome, requests } = start();
    const turn = createTurn();
    const answer = await smartHome(turnOnAt('boat-light#deck'), turn);
    expect(answer).toMatchObject({ event: { payload: { type: 'NO_SUCH_ENDPOINT' } } });
    expect(turn.causes.join()).toMatch(/^unknown-home/);
    expect(requests).toEqual([]);
  });

  test('all are asked for their devices, which come in one answer with their prefixes', async () => {
    const answer = (await start().smartHome(discover, createTurn())) as {
      readonly event: { readonly payload: { readonly endpoints: readonly { readonly endpointId: string }[] } };
    };
    const ids = answer.event.payload.endpoints.map(({ endpointId }) => endpointId);
    expect(ids).toEqual(['cabin-light#hallway', 'flat-light#hallway']);
  });

  test.each([
    ['no prefix of its own', {}],
    ['a prefix with which ids of the other begin', { HOME_ASSISTANT_ENDPOINT_PREFIX__CABIN: 'light' }],
  ])('none is shown a device whose directives would go to another: one has %s', async (_, more) => {
    const { smartHome, requests, output } = start({
      HOME_ASSISTANT_URL: 'https://flat.example.com',
      HOME_ASSISTANT_TOKEN: 'token-of-the-flat-0002',
      HOME_ASSISTANT_URL__CABIN: 'https://cabin.example.com',
      HOME_ASSISTANT_TOKEN__CABIN: 'token-of-the-cabin-0001',
      HOME_ASSISTANT_USER_IDS__CABIN: 'amzn1.ask.account.ANNA',
      ...more,
    });
    const answer = (await smartHome(discover, createTurn())) as {
      readonly event: { readonly payload: { readonly endpoints: readonly { readonly [name: string]: string }[] } };
    };
    expect(output()).toContain('HOME_ASSISTANT_ENDPOINT_PREFIX');
    for (const { endpointId = '', friendlyName = '' } of answer.event.payload.endpoints) {
      await smartHome(turnOnAt(endpointId), createTurn());
      expect(friendlyName).toBe(`lamp of the ${nameOf(requests.at(-1) as HttpRequestParams)}`);
    }
    expect(answer.event.payload.endpoints).toHaveLength(1);
  });

  test('none is shown a device whose id is too long for Alexa with the prefix before it', async () => {
    const capabilities = [{ type: 'AlexaInterface', interface: 'Alexa', version: '3' }];
    const named = { friendlyName: 'lamp', manufacturerName: 'm', description: 'd', displayCategories: ['LIGHT'] };
    const endpoints = [249, 250].map((length) => ({ endpointId: 'l'.repeat(length), ...named, capabilities }));
    const found = reply({ namespace: 'Alexa.Discovery', name: 'Discover.Response' }, { endpoints });
    const parts = createParts(() => response(found), {
      HOME_ASSISTANT_URL: 'https://flat.example.com',
      HOME_ASSISTANT_ENDPOINT_PREFIX: 'cottage',
    });
    expect(await createExtension(parts).smartHome(discover, createTurn())).toMatchObject({
      event: { payload: { endpoints: [{ endpointId: `cottage${'l'.repeat(249)}` }] } },
    });
    expect(parts.output()).toContain('too long with HOME_ASSISTANT_ENDPOINT_PREFIX before it');
  });

  test('the one of the user is asked by the custom skill, and strangers are refused', async () => {
    const { skill, requests } = start();
    const answer = JSON.stringify(await skill(sentence('amzn1.ask.account.BERT', 'lights off'), createTurn()));
    expect(answer).toContain('flat heard lights off');
    await skill(sentence('amzn1.ask.account.EVE', 'unlock the door'), createTurn());
    expect(requests.map(nameOf)).toEqual(['flat']);
  });

  test('the one whose skill it is is asked by the custom skill, and a skill that is none of theirs is refused', async () => {
    const { skill, requests } = start({
      HOME_ASSISTANT_URL__CABIN: 'https://cabin.example.com',
      HOME_ASSISTANT_TOKEN__CABIN: 'token-of-the-cabin-0001',
      HOME_ASSISTANT_SKILL_IDS__CABIN: 'amzn1.ask.skill.00000000-0000-4000-8000-00000000000c',
      HOME_ASSISTANT_URL__FLAT: 'https://flat.example.com',
      HOME_ASSISTANT_TOKEN__FLAT: 'token-of-the-flat-0002',
      HOME_ASSISTANT_SKILL_IDS__FLAT: 'amzn1.ask.skill.00000000-0000-4000-8000-00000000000f',
    });
    const by = (applicationId: string, query: string) => {
      const said = sentence('anybody', query) as {
        readonly session: object;
        readonly context: { readonly System: object };
      };
      const application = { applicationId };
      const context = { System: { ...said.context.System, application } };
      return skill({ ...said, session: { ...said.session, application }, context }, createTurn());
    };
    const answer = JSON.stringify(await by('amzn1.ask.skill.00000000-0000-4000-8000-00000000000f', 'lights off'));
    expect(answer).toContain('flat heard lights off');
    await by('amzn1.ask.skill.00000000-0000-4000-8000-000000000000', 'unlock the door');
    expect(requests.map(nameOf)).toEqual(['flat']);
  });

  test('two that nothing tells apart are refused, naming the setting', async () => {
    const turn = createTurn();
    const { smartHome } = start({
      HOME_ASSISTANT_URL: 'https://flat.example.com',
      HOME_ASSISTANT_URL__CABIN: 'https://cabin.example.com',
    });
    await smartHome(turnOnAt('light#hallway'), turn);
    expect(turn.causes.join()).toMatch(/HOME_ASSISTANT_ENDPOINT_PREFIX__CABIN/);
  });

  test('nothing of one is found in the other, however their messages are interleaved', async () => {
    const { smartHome, skill, requests, output } = start();
    const homes = { cabin: 'amzn1.ask.account.ANNA', flat: 'amzn1.ask.account.BERT' };
    const other = { cabin: 'flat', flat: 'cabin' } as const;
    const messages = Array.from({ length: 40 }, (_, index) => {
      const home = index % 2 === 0 ? 'cabin' : 'flat';
      const ask = index % 4 < 2 ? smartHome(turnOnAt(`${home}-light#${index}`), createTurn()) : undefined;
      return { home, answer: ask ?? skill(sentence(homes[home], `sentence ${index}`), createTurn()) } as const;
    });
    for (const { home, answer } of messages) {
      const text = JSON.stringify(await answer);
      expect(text).toContain(home);
      expect(text).not.toContain(other[home]);
    }
    expect(requests).toHaveLength(40);
    for (const request of requests) {
      const home = nameOf(request);
      expect(JSON.stringify(request)).not.toContain(other[home]);
      expect(request.headers?.authorization).toContain(home);
    }
    expect(output()).not.toMatch(/token-of-the/);
  });
});

describe('A home in failsafe mode', () => {
  test('is not asked, whatever comes, and every answer is valid', async () => {
    const { smartHome, skill, health, requests } = start({
      HOME_ASSISTANT_MODE: 'failsafe',
      HOME_ASSISTANT_URL: 'https://flat.example.com',
    });
    const turn = createTurn();
    const control = await smartHome(turnOnAt('light#hallway'), turn);
    expect(control).toMatchObject({ event: { payload: { type: 'BRIDGE_UNREACHABLE' } } });
    expect(await smartHome(discover, turn)).toMatchObject({ event: { payload: { endpoints: [] } } });
    expect(JSON.stringify(await skill(sentence('anybody', 'lights off'), turn))).toMatch(/switched off/);
    expect(turn.causes.join()).toMatch(/^failsafe/);
    expect(await health()).toMatchObject([{ state: 'healthy', detail: expect.stringMatching(/failsafe/) }]);
    expect(requests).toEqual([]);
  });
});

test('The conversation agent and the language of the settings are those that the home is asked with', async () => {
  const { skill, requests } = start({
    HOME_ASSISTANT_URL: 'https://flat.example.com',
    HOME_ASSISTANT_TOKEN: 'token-of-the-flat-0002',
    HOME_ASSISTANT_AGENT_ID: 'conversation.helper',
    HOME_ASSISTANT_LANGUAGE: 'de',
  });
  await skill(sentence('anybody', 'licht aus'), createTurn());
  expect(sentIn(requests[0] as HttpRequestParams)).toEqual({
    text: 'licht aus',
    language: 'de',
    agent_id: 'conversation.helper',
  });
  const yes = sentence('anybody', '') as { readonly request: object };
  await skill({ ...yes, request: { ...yes.request, intent: { name: 'AMAZON.YesIntent' } } }, createTurn());
  expect(sentIn(requests[1] as HttpRequestParams)).toMatchObject({ text: 'ja', language: 'de' });
});

test('A message whose namespace only reads like discovery is not answered with devices', async () => {
  const header = { namespace: ['Alexa.Discovery'], name: 'Discover', messageId: 'directive-1', payloadVersion: '3' };
  const { smartHome } = start();
  const answer = await smartHome({ directive: { header, payload: {} } }, createTurn());
  expect(answer).toMatchObject({ event: { header: { name: 'ErrorResponse' }, payload: { type: expect.any(String) } } });
  expect(JSON.stringify(answer)).not.toContain('endpoints');
});
