import { describe, expect, test } from 'vitest';
import { ask, intent, request, said } from './support/requests.ts';

describe('What the person said', () => {
  test.each([
    ['the text of a slot', 'AssistIntent', { query: 'turn on the kitchen light' }, 'turn on the kitchen light'],
    ['the texts of all slots, in their order', 'SetIntent', { what: 'the light', how: ' blue ' }, 'the light blue'],
    ['the slots that hold any', 'AssistIntent', { empty: '', blank: ' ', none: undefined, query: 'stop' }, 'stop'],
    ['the name of an intent without slots', 'TurnOnAllLightsIntent', {}, 'turn on all lights'],
    ['a name with underscores and digits', 'GOOD_night2You', {}, 'good night2 you'],
    ["the name of an intent of Amazon's", 'AMAZON.PauseIntent', {}, 'pause'],
    ['a name in other letters', 'ВключиСветIntent', {}, 'включи свет'],
    ['yes', 'AMAZON.YesIntent', {}, 'yes'],
    ['no', 'AMAZON.NoIntent', {}, 'no'],
  ])('is %s', async (_, name, slots, text) => {
    expect((await ask(intent(name, { slots }))).bodies).toEqual([{ text, language: 'en' }]);
  });

  test.each([
    'включи свет на кухне',
    'キッチンの電気をつけて',
    'शयनकक्ष की बत्ती जलाओ',
    'أشعل ضوء المطبخ',
    '打开厨房的灯',
    'schalte die Küchenlampe auf 20 % – jetzt! 💡',
  ])('reaches the home letter by letter, and so does what it says: %s', async (text) => {
    const { bodies, speech } = await ask(intent('AssistIntent', { slots: { query: text } }), {
      home: () => said(text),
    });
    expect([bodies[0]?.text, speech]).toEqual([text, text]);
  });

  test.each([
    ['an intent without a name', request('IntentRequest', { intent: {} })],
    ['no intent', request('IntentRequest')],
    ['an intent whose name says nothing', intent('AMAZON.Intent')],
  ])('is not asked of the home when it is %s', async (_, event) => {
    const { answer, requests, speech } = await ask(event);
    expect(requests).toEqual([]);
    expect(speech).toBe('I did not understand that. What should I do?');
    expect(answer.response.shouldEndSession).toBe(false);
  });
});

describe('Words that the skill answers by itself', () => {
  test.each([
    ['AMAZON.StopIntent', 'Goodbye.', true],
    ['AMAZON.CancelIntent', 'Goodbye.', true],
    ['AMAZON.NavigateHomeIntent', 'Goodbye.', true],
    ['AMAZON.HelpIntent', expect.stringMatching(/^Say what your home should do/), false],
    ['AMAZON.FallbackIntent', 'I did not understand that. What should I do?', false],
  ])('%s never reaches the home', async (name, expected, ends) => {
    const { answer, speech, requests, causes } = await ask(intent(name, { slots: { query: 'something' } }));
    expect([speech, answer.response.shouldEndSession]).toEqual([expected, ends]);
    expect([requests, causes]).toEqual([[], []]);
  });

  test.each(['AMAZON.StopIntent', 'AMAZON.HelpIntent'])('%s works with the bridge switched off', async (name) => {
    const { causes, speech } = await ask(intent(name), { variables: {} });
    expect([causes, typeof speech]).toEqual([[], 'string']);
  });
});

describe("A person's token", () => {
  test('goes to the home with the sentence', async () => {
    const { requests } = await ask(intent('AssistIntent', { slots: { query: 'stop' }, token: 'token-of-the-person' }));
    expect(requests).toMatchObject([
      {
        url: 'https://home.example.com/api/conversation/process',
        headers: { authorization: 'Bearer token-of-the-person' },
      },
    ]);
  });
});
