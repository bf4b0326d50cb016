import { describe, expect, test } from 'vitest';
import { createExtension } from '../../src/index.ts';
import { startServer } from '../bridge/support/loopback.ts';
import { createNetworkParts, createTurn } from '../bridge/support/parts.ts';
import { ADDRESS, ask, request } from './support/requests.ts';
import { skillProblems } from './support/skill-rules.ts';

const question = (slots: object, name = 'AssistIntent') =>
  request('CanFulfillIntentRequest', { intent: { name, slots } });
const spoken = { query: { name: 'query', value: 'is the door locked' }, other: { name: 'other' } };

describe('The question whether an intent can be fulfilled', () => {
  test('is answered for the intent and for each slot that holds text', async () => {
    const { answer } = await ask(question(spoken));
    expect(answer).toEqual({
      version: '1.0',
      response: {
        canFulfillIntent: { canFulfill: 'MAYBE', slots: { query: { canUnderstand: 'MAYBE', canFulfill: 'YES' } } },
      },
    });
  });

  test.each([
    ['AMAZON.HelpIntent', {}, 'YES'],
    ['AMAZON.StopIntent', {}, 'YES'],
    ['AMAZON.PauseIntent', {}, 'MAYBE'],
    ['AssistIntent', spoken, 'MAYBE'],
    ['AssistIntent', {}, 'NO'],
    ['AMAZON.FallbackIntent', {}, 'NO'],
    ['AMAZON.ScrollDownIntent', {}, 'NO'],
    ['', {}, 'NO'],
  ])('is for %s with %j answered %3$s', async (name, slots, verdict) => {
    const { answer } = await ask(question(slots, name));
    expect(answer.response.canFulfillIntent.canFulfill).toBe(verdict);
  });

  test.each([{}, { ...ADDRESS, HOME_ASSISTANT_ENABLED: 'no' }, { ...ADDRESS, HOME_ASSISTANT_MODE: 'failsafe' }])(
    'is no for a sentence when no home is asked, as with the settings %j',
    async (variables) => {
      const { answer, causes } = await ask(question(spoken), { variables: variables as Record<string, string> });
      expect(answer.response.canFulfillIntent).toEqual({
        canFulfill: 'NO',
        slots: { query: { canUnderstand: 'NO', canFulfill: 'NO' } },
      });
      expect(causes).toEqual([]);
    },
  );

  test('is answered by the rules and in few bytes, whatever the slots are called', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => [`slot_${'x'.repeat(40)}${index}`, { value: 'x' }]);
    for (const slots of [Object.fromEntries(many), { ['☃'.repeat(9_000)]: { value: 'x' } }, { '': { value: 'x' } }]) {
      const { answer } = await ask(question(slots));
      expect(skillProblems('CanFulfillIntentRequest', answer)).toEqual([]);
    }
  });

  test('sends nothing anywhere: neither to the home nor to Alexa', async () => {
    const { url, seen } = await startServer((response) => response.end('{}'));
    const parts = createNetworkParts({ HOME_ASSISTANT_URL: url });
    // Everything that leaves this function goes through the same server.
    parts.gateways['http-client'].operations.configure({ proxy: url });
    const extension = createExtension(parts);
    const system = { apiEndpoint: 'https://api.eu.amazonalexa.com', apiAccessToken: 'api-access-token-0001' };
    for (const name of ['AssistIntent', 'AMAZON.PauseIntent', 'AMAZON.HelpIntent']) {
      const event = request('CanFulfillIntentRequest', { intent: { name, slots: spoken } }, { system });
      await extension.skill(event, createTurn());
    }
    expect(seen).toEqual([]);
    expect(parts.gateways['http-client'].operations.getStatus().requests).toBe(0);
    // The same sentence as an intent does leave, so the server would have seen it.
    await extension.skill(request('IntentRequest', { intent: { name: 'AssistIntent', slots: spoken } }), createTurn());
    expect(parts.gateways['http-client'].operations.getStatus().requests).toBe(1);
  });
});
