import { describe, expect, test } from 'vitest';
import { response } from '../bridge/support/parts.ts';
import { ask, intent, said } from './support/requests.ts';

const sentence = (attributes: object = {}) =>
  intent('AssistIntent', { slots: { query: 'turn on the light' }, attributes: attributes as Record<string, unknown> });

describe('The answer of the home', () => {
  test('is said, and ends a session that began with the sentence', async () => {
    const { answer } = await ask(sentence());
    expect(answer).toEqual({
      version: '1.0',
      response: { outputSpeech: { type: 'PlainText', text: 'Turned on the light' }, shouldEndSession: true },
    });
  });

  test.each([
    ['  Two\n lines ', 'Two lines'],
    ['It is < 5 and > 3 degrees & fine', 'It is < 5 and > 3 degrees & fine'],
    ['', 'Done.'],
    [' ', 'Done.'],
  ])('of the plain text %j is said as %j', async (text, expected) => {
    expect((await ask(sentence(), { home: () => said(text) })).speech).toBe(expected);
  });

  test.each([
    ['<speak>Salt &amp; pepper</speak>', 'Salt & pepper'],
    ['<speak>It is <emphasis level="strong">&lt; 5</emphasis><break/>now &amp;lt;</speak>', 'It is < 5 now &lt;'],
  ])('of the SSML %s is said as %j', async (ssml, expected) => {
    const home = () => response({ response: { speech: { ssml: { speech: ssml } } }, conversation_id: 'c' });
    expect((await ask(sentence(), { home })).speech).toBe(expected);
  });

  test.each([[{}], [{ speech: null }], [{ speech: { plain: { speech: 7 } } }]])(
    'without speech is done: %j',
    async (inner) => {
      const { speech, causes } = await ask(sentence(), { home: () => response({ response: inner }) });
      expect([speech, causes]).toEqual(['Done.', []]);
    },
  );

  test.each([[{}], [null], [[]], [{ response: null }], [{ message: 'geheim' }]])(
    'that is none is told in the log and not repeated: %j',
    async (body) => {
      const { speech, causes } = await ask(sentence(), { home: () => response(body) });
      expect(speech).toMatch(/^Your home answered something unexpected\./);
      expect(causes).toEqual([expect.stringMatching(/^unexpected-answer \(no response of a conversation\)/)]);
    },
  );
});

describe('A conversation', () => {
  test('goes on with its id when the home asks back', async () => {
    const { answer } = await ask(sentence(), { home: () => said('Which one?', { continue_conversation: true }) });
    expect(answer).toMatchObject({
      sessionAttributes: { conversationId: 'conversation-of-the-home', dialogOpen: true },
      response: { shouldEndSession: false, reprompt: { outputSpeech: { text: 'What should I do?' } } },
    });
  });

  test('hands its id to the home with the next sentence', async () => {
    const { bodies } = await ask(sentence({ conversationId: 'c-1', dialogOpen: true }));
    expect(bodies).toEqual([{ text: 'turn on the light', language: 'en', conversation_id: 'c-1' }]);
  });

  test('that a launch opened stays open after an answer', async () => {
    const { answer } = await ask(sentence({ dialogOpen: true }));
    expect(answer.sessionAttributes).toEqual({ conversationId: 'conversation-of-the-home', dialogOpen: true });
    expect(answer.response.shouldEndSession).toBe(false);
  });

  test('keeps its id when the home does not repeat it', async () => {
    const { answer } = await ask(sentence({ conversationId: 'c-1', dialogOpen: true }), {
      home: () => said('Done', { conversation_id: null }),
    });
    expect(answer.sessionAttributes).toEqual({ conversationId: 'c-1', dialogOpen: true });
  });

  test('does not keep an id that would make the answer larger than Alexa takes', async () => {
    const conversation_id = '明'.repeat(9_000);
    const home = () => said('Done', { conversation_id, continue_conversation: true });
    const { answer } = await ask(sentence({ conversationId: 'c-1', dialogOpen: true }), { home });
    expect(answer.sessionAttributes).toEqual({ conversationId: 'c-1', dialogOpen: true });
    const { answer: next, bodies } = await ask(sentence({ conversationId: conversation_id, dialogOpen: true }));
    expect(bodies[0]).not.toHaveProperty('conversation_id');
    expect(next.sessionAttributes).toEqual({ conversationId: 'conversation-of-the-home', dialogOpen: true });
  });

  test.each(['AMAZON.HelpIntent', 'AMAZON.FallbackIntent'])('keeps its id over %s', async (name) => {
    const { answer } = await ask(intent(name, { attributes: { conversationId: 'c-1', dialogOpen: true } }));
    expect(answer.sessionAttributes).toEqual({ conversationId: 'c-1', dialogOpen: true });
  });

  test.each([[''], [7], [null], [{ id: 'c-1' }]])(
    'has no id when the session holds none that is text: %j',
    async (id) => {
      expect((await ask(sentence({ conversationId: id }))).bodies).toEqual([
        { text: 'turn on the light', language: 'en' },
      ]);
    },
  );
});
