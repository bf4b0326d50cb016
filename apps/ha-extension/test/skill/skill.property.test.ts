import fc from 'fast-check';
import { expect, test } from 'vitest';
import { member } from '../../src/bridge/json.ts';
import { conversationFault } from '../../src/demo-home/conversation/process-sentence.ts';
import { createExtension } from '../../src/index.ts';
import { createParts, createTurn } from '../bridge/support/parts.ts';
import { ADDRESS, request, said } from './support/requests.ts';
import { skillProblems } from './support/skill-rules.ts';

const TYPES = [
  'LaunchRequest',
  'IntentRequest',
  'CanFulfillIntentRequest',
  'SessionEndedRequest',
  'SessionResumedRequest',
  'AlexaSkillEvent.SkillAccountLinked',
  'System.ExceptionEncountered',
  'Connections.Response',
  'Alexa.Presentation.APL.UserEvent',
];
const NAMES = [
  'AssistIntent',
  'AMAZON.YesIntent',
  'AMAZON.StopIntent',
  'AMAZON.HelpIntent',
  'AMAZON.FallbackIntent',
  'AMAZON.RepeatIntent',
  'AMAZON.StartOverIntent',
  'AMAZON.NextIntent',
];

const slot = fc.oneof(fc.record({ name: fc.string(), value: fc.string({ unit: 'binary' }) }), fc.jsonValue());
const intent = fc.record(
  {
    name: fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'grapheme' }), fc.jsonValue()),
    slots: fc.oneof(fc.dictionary(fc.string(), slot), fc.jsonValue()),
    confirmationStatus: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const attributes = fc.record(
  { conversationId: fc.jsonValue(), dialogOpen: fc.jsonValue(), lastSpeech: fc.jsonValue() },
  { requiredKeys: [] },
);
const system = fc.dictionary(
  fc.constantFrom('application', 'user', 'person', 'device', 'apiEndpoint', 'apiAccessToken'),
  fc.jsonValue(),
);
const more = fc.dictionary(fc.constantFrom('dialogState', 'error', 'body', 'reason', 'requestId'), fc.jsonValue());
/** Requests with members of any shape in the places that are read. */
const event = fc
  .record({
    type: fc.constantFrom(...TYPES, 'IntentRequest'),
    given: fc.oneof(intent, fc.jsonValue()),
    kept: fc.oneof(attributes, fc.jsonValue()),
    locale: fc.option(fc.string()),
    around: fc.option(system),
    more,
  })
  .map(({ type, given, kept, locale, around, more }) =>
    request(
      type,
      { ...more, intent: given, ...(locale !== null && { locale }) },
      { attributes: kept as Record<string, unknown>, ...(around !== null && { system: around }) },
    ),
  );

/** Says what it is told. */
const parts = createParts(
  ({ body }) => said(JSON.parse(String(body)).text, { continue_conversation: String(body).length % 2 === 0 }),
  ADDRESS,
);
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

test('Pain 19, an answer that is none: any request and any JSON in its place is answered by the rules of Alexa', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(event, fc.jsonValue()), fc.boolean(), async (given, trusted) => {
      const { type } = member(given, 'request');
      expect(skillProblems(String(type), await extension.skill(given, createTurn({ trusted })))).toEqual([]);
    }),
    { numRuns: 600 },
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
