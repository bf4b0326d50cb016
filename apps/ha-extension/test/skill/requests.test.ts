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

describe('The question whether an intent can be fulfilled', () => {
  const question = (slots: object) => request('CanFulfillIntentRequest', { intent: { name: 'AssistIntent', slots } });

  test('is answered for each slot that holds text, and never asks the home', async () => {
    const slots = { query: { name: 'query', value: 'is the door locked' }, other: { name: 'other' } };
    const { answer, requests } = await ask(question(slots));
    expect(answer).toEqual({
      version: '1.0',
      response: {
        canFulfillIntent: {
          canFulfill: 'MAYBE',
          slots: { query: { canUnderstand: 'MAYBE', canFulfill: 'MAYBE' } },
        },
      },
    });
    expect(requests).toEqual([]);
  });

  test.each([ADDRESS, {}])('is no without any text, with the settings %j', async (variables) => {
    const { answer, requests } = await ask(question({}), { variables: variables as Record<string, string> });
    expect(answer.response.canFulfillIntent).toEqual({ canFulfill: 'NO', slots: {} });
    expect(requests).toEqual([]);
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
