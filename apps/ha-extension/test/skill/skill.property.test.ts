import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conversationFault } from '../../src/demo-home/conversation/process-sentence.ts';
import { createExtension } from '../../src/index.ts';
import { createParts, createTurn } from '../bridge/support/parts.ts';
import { ADDRESS, request, said } from './support/requests.ts';

const TYPES = ['LaunchRequest', 'IntentRequest', 'CanFulfillIntentRequest', 'SessionEndedRequest'];
const NAMES = ['AssistIntent', 'AMAZON.YesIntent', 'AMAZON.StopIntent', 'AMAZON.HelpIntent', 'AMAZON.FallbackIntent'];

const slot = fc.oneof(fc.record({ name: fc.string(), value: fc.string({ unit: 'binary' }) }), fc.jsonValue());
const intent = fc.record(
  {
    name: fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'grapheme' }), fc.jsonValue()),
    slots: fc.oneof(fc.dictionary(fc.string(), slot), fc.jsonValue()),
    confirmationStatus: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const attributes = fc.record({ conversationId: fc.jsonValue(), dialogOpen: fc.jsonValue() }, { requiredKeys: [] });
/** Requests with members of any shape in the places that are read. */
const event = fc
  .tuple(fc.constantFrom(...TYPES), fc.oneof(intent, fc.jsonValue()), attributes, fc.option(fc.string()))
  .map(([type, given, kept, locale]) =>
    request(type, { intent: given, ...(locale !== null && { locale }) }, { attributes: kept }),
  );

const parts = createParts(() => said('Yes', { continue_conversation: true }), ADDRESS);
const extension = createExtension(parts);

test('What is sent to the home is a body that the home takes: known members, all of them text', async () => {
  await fc.assert(
    fc.asyncProperty(event, async (given) => {
      const before = parts.requests.length;
      await extension.skill(given, createTurn());
      for (const { body } of parts.requests.slice(before)) {
        const sent = JSON.parse(String(body));
        expect(conversationFault(sent)).toBeUndefined();
        expect(sent.text.trim()).not.toBe('');
      }
    }),
    { numRuns: 300 },
  );
  expect(parts.requests.length).toBeGreaterThan(10);
});

test('Any request and any JSON in its place is answered with an envelope', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(event, fc.jsonValue()), async (given) => {
      const answer = (await extension.skill(given, createTurn())) as { version: string; response: object };
      expect(answer.version).toBe('1.0');
      expect(typeof answer.response).toBe('object');
      expect(Object.keys(answer).filter((key) => !['version', 'sessionAttributes', 'response'].includes(key))).toEqual(
        [],
      );
    }),
    { numRuns: 300 },
  );
});

test('The text of a slot reaches the home as it is, whatever its letters', async () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((one) => one === one.trim() && one !== '');
  await fc.assert(
    fc.asyncProperty(text, async (query) => {
      const slots = { query: { name: 'query', value: query } };
      await extension.skill(request('IntentRequest', { intent: { name: 'AssistIntent', slots } }), createTurn());
      expect(JSON.parse(String(parts.requests.at(-1)?.body)).text).toBe(query);
    }),
    { numRuns: 300 },
  );
});
