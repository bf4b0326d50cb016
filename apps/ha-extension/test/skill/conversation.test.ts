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
    ['a\u0000b\u001b[31m\ufffe c', 'a b [31m c'],
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

describe('Pain 19, a conversation that forgets what it was about: one', () => {
  test('goes on with its id when the home asks back', async () => {
    const { answer } = await ask(sentence(), { home: () => said('Which one', { continue_conversation: true }) });
    expect(answer).toMatchObject({
      sessionAttributes: { conversationId: 'conversation-of-the-home' },
      response: { shouldEndSession: false, reprompt: { outputSpeech: { text: 'What should I do?' } } },
    });
  });

  test.each([
    'Which one?',
    'Welche Lampe meinst du? ',
    '¿Cuál?',
    'Laquelle ?',
    'どれですか？',
    'أي ضوء؟',
    'कौन सी लाइट?',
    'Ποιο φως;',
    'Which one?”',
    '(the kitchen or the hall?)',
    'Which one? 🤔',
    'Welche?! 👍🏽',
    'Really⁉️',
  ])('goes on when the words of the home end in a question, whatever else it says of it: %s', async (words) => {
    for (const continue_conversation of [false, undefined]) {
      const { answer } = await ask(sentence(), { home: () => said(words, { continue_conversation }) });
      expect(answer.response).toMatchObject({ shouldEndSession: false, reprompt: {} });
    }
  });

  test.each(['Is it on? Yes.', 'The lamp; off', 'Done;', '42', '?yes', 'Das Licht ist an 💡'])(
    'is over when they do not: %s',
    async (words) => {
      const { answer } = await ask(sentence(), { home: () => said(words) });
      expect(answer).toEqual({
        version: '1.0',
        response: { outputSpeech: { type: 'PlainText', text: words }, shouldEndSession: true },
      });
    },
  );

  test('that began with a sentence is over once the question of the home is answered', async () => {
    const first = await ask(sentence(), { home: () => said('Which one?') });
    const { answer, bodies } = await ask(sentence(first.answer.sessionAttributes));
    expect(bodies).toMatchObject([{ conversation_id: 'conversation-of-the-home' }]);
    expect(answer.response.shouldEndSession).toBe(true);
  });

  test('hands its id to the home with the next sentence', async () => {
    const { bodies } = await ask(sentence({ conversationId: 'c-1', dialogOpen: true }));
    expect(bodies).toEqual([{ text: 'turn on the light', language: 'en', conversation_id: 'c-1' }]);
  });

  test('that a launch opened stays open after an answer, which is kept for who did not catch it', async () => {
    const { answer } = await ask(sentence({ dialogOpen: true }));
    expect(answer.sessionAttributes).toEqual({
      conversationId: 'conversation-of-the-home',
      dialogOpen: true,
      lastSpeech: 'Turned on the light',
    });
    expect(answer.response.shouldEndSession).toBe(false);
  });

  test('keeps its id when the home does not repeat it', async () => {
    const { answer } = await ask(sentence({ conversationId: 'c-1', dialogOpen: true }), {
      home: () => said('Done', { conversation_id: null }),
    });
    expect(answer.sessionAttributes).toMatchObject({ conversationId: 'c-1', dialogOpen: true });
  });

  test('has no id when that of the home would not fit into the session', async () => {
    const home = () => said('Which one?', { conversation_id: '☃'.repeat(200) });
    const { answer } = await ask(sentence({ dialogOpen: true }), { home });
    expect(answer.sessionAttributes).toEqual({ dialogOpen: true, lastSpeech: 'Which one?' });
  });

  test.each(['AMAZON.HelpIntent', 'AMAZON.FallbackIntent', 'AMAZON.RepeatIntent'])(
    'keeps its id over %s',
    async (name) => {
      const attributes = { conversationId: 'c-1', dialogOpen: true, lastSpeech: 'It is on' };
      expect((await ask(intent(name, { attributes }))).answer.sessionAttributes).toEqual(attributes);
    },
  );

  test.each([[''], [7], [null], [{ id: 'c-1' }]])(
    'has no id when the session holds none that is text: %j',
    async (id) => {
      expect((await ask(sentence({ conversationId: id }))).bodies).toEqual([
        { text: 'turn on the light', language: 'en' },
      ]);
    },
  );
});
