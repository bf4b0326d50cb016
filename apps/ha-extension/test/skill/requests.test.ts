import { describe, expect, test } from 'vitest';
import { ADDRESS, ask, intent, request, SKILL_ID } from './support/requests.ts';

describe('A launch', () => {
  test('is greeted, listens, and does not ask the home', async () => {
    const { answer, requests, causes } = await ask(request('LaunchRequest'));
    expect(answer).toEqual({
      version: '1.0',
      sessionAttributes: { dialogOpen: true },
      response: {
        outputSpeech: { type: 'PlainText', text: 'Your home is listening. What should I do?' },
        reprompt: { outputSpeech: { type: 'PlainText', text: 'What should I do?' } },
        shouldEndSession: false,
      },
    });
    expect([requests, causes]).toEqual([[], []]);
  });
});

describe('Requests that are no conversation', () => {
  test.each([
    'SessionEndedRequest',
    'AlexaSkillEvent.SkillDisabled',
    'AudioPlayer.PlaybackStarted',
    'PlaybackController.PlayCommandIssued',
    'System.ExceptionEncountered',
    'Display.ElementSelected',
    'Connections.Response',
    'GameEngine.InputHandlerEvent',
    'AlexaSkillEvent.SkillAccountLinked',
    'AudioPlayer.PlaybackFailed',
    'Messaging.MessageReceived',
    'Alexa.Presentation.APL.UserEvent',
    'Alexa.Something.OfTheFuture',
    'constructor',
    '',
  ])('get no content, and the home is not asked: %s', async (type) => {
    const { answer, requests, causes } = await ask(request(type));
    expect(answer).toEqual({ version: '1.0', response: {} });
    expect([requests, causes]).toEqual([[], []]);
  });

  test('get no content with the bridge switched off either', async () => {
    const { answer, causes } = await ask(request('SessionEndedRequest'), { variables: {} });
    expect([answer, causes]).toEqual([{ version: '1.0', response: {} }, []]);
  });

  test.each([[undefined], [null], ['text'], [[]], [{}], [{ request: null }], [{ request: { type: 7 } }]])(
    'get no content when they are none at all: %j',
    async (event) => {
      expect((await ask(event)).answer).toEqual({ version: '1.0', response: {} });
    },
  );
});

describe('A request in the middle of a conversation', () => {
  const attributes = { conversationId: 'c-1', dialogOpen: true, lastSpeech: 'It is on', other: 'no business of ours' };
  const kept = { conversationId: 'c-1', dialogOpen: true, lastSpeech: 'It is on' };

  test.each(['Alexa.Presentation.APL.UserEvent', 'Display.ElementSelected', 'Connections.Response', 'Of.The.Future'])(
    'that has nothing for the home does not end it, nor say a word into it: %s',
    async (type) => {
      const { answer, requests } = await ask(request(type, {}, { attributes }));
      expect([answer, requests]).toEqual([{ version: '1.0', response: {}, sessionAttributes: kept }, []]);
    },
  );

  test.each(['SessionEndedRequest', 'AudioPlayer.PlaybackStopped', 'PlaybackController.NextCommandIssued'])(
    'in whose answer Alexa allows nothing gets nothing: %s',
    async (type) => {
      expect((await ask(request(type, {}, { attributes }))).answer).toEqual({ version: '1.0', response: {} });
    },
  );

  test('that says that the person is back is answered with a question for the next sentence', async () => {
    const { answer, speech } = await ask(request('SessionResumedRequest', {}, { attributes }));
    expect([speech, answer.response.shouldEndSession]).toEqual(['What should I do?', false]);
    expect(answer.sessionAttributes).toEqual(kept);
  });
});

describe('Skill ids that are configured', () => {
  const variables = { ...ADDRESS, HOME_ASSISTANT_SKILL_IDS: `amzn1.ask.skill.other,${SKILL_ID}` };
  const stranger = { skillId: 'amzn1.ask.skill.stranger' };

  test('let those skills through', async () => {
    const { requests, causes } = await ask(intent('AssistIntent', { slots: { query: 'turn on' } }), { variables });
    expect([requests.length, causes]).toEqual([1, []]);
  });

  test.each([
    ['an intent', intent('AssistIntent', { slots: { query: 'turn on' }, ...stranger })],
    ['help', intent('AMAZON.HelpIntent', stranger)],
    ['a launch', request('LaunchRequest', {}, stranger)],
  ])('refuse %s of any other, and the log says how to mend it', async (_, event) => {
    const { answer, requests, causes } = await ask(event, { variables });
    expect(answer.response).toMatchObject({ outputSpeech: { type: 'PlainText' }, shouldEndSession: true });
    expect(requests).toEqual([]);
    expect(causes).toEqual([expect.stringMatching(/^unknown-skill .*HOME_ASSISTANT_SKILL_IDS/)]);
  });
});
