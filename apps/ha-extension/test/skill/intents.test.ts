import { describe, expect, test } from 'vitest';
import { ADDRESS, ask, intent, request, said } from './support/requests.ts';

/** An intent with a slot that Alexa is still to ask for. */
const unfinished = (dialogState: string, more: object = {}) =>
  request('IntentRequest', {
    dialogState,
    intent: { name: 'SetTimerIntent', slots: { minutes: { name: 'minutes', confirmationStatus: 'NONE' } }, ...more },
  });

describe('What the person said', () => {
  test.each([
    ['the text of a slot', 'AssistIntent', { query: 'turn on the kitchen light' }, 'turn on the kitchen light'],
    ['the texts of all slots, in their order', 'SetIntent', { what: 'the light', how: ' blue ' }, 'the light blue'],
    ['the slots that hold any', 'AssistIntent', { empty: '', blank: ' ', none: undefined, query: 'stop' }, 'stop'],
    ['the name of an intent without slots', 'TurnOnAllLightsIntent', {}, 'turn on all lights'],
    ['a name with underscores and digits', 'GOOD_night2You', {}, 'good night2 you'],
    ["what is picked with an intent of Amazon's", 'AMAZON.SelectIntent', { ListPosition: 'the second' }, 'the second'],
    ['pause', 'AMAZON.PauseIntent', {}, 'pause'],
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
    ["an intent of Amazon's for lists and screens", intent('AMAZON.ScrollDownIntent')],
    ["an intent of Amazon's of the future", intent('AMAZON.TeleportIntent')],
    ['a dialog of which all is still to come', unfinished('STARTED')],
    ['a dialog that goes on without a word', unfinished('IN_PROGRESS')],
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

describe("An intent of Amazon's that has no words", () => {
  test.each([
    ['AMAZON.YesIntent', 'de-DE', 'ja'],
    ['AMAZON.NoIntent', 'hi-IN', 'नहीं'],
    ['AMAZON.PauseIntent', 'nl-NL', 'pauze'],
    ['AMAZON.ResumeIntent', 'de-AT', 'weiter'],
    ['AMAZON.NextIntent', 'ja-JP', '次の曲'],
    ['AMAZON.PreviousIntent', 'pt-BR', 'música anterior'],
    ['AMAZON.ShuffleOnIntent', 'ar-SA', 'شغّل التشغيل العشوائي'],
    ['AMAZON.ShuffleOffIntent', 'fr-CA', 'désactive la lecture aléatoire'],
    ['AMAZON.LoopOnIntent', 'it-IT', 'attiva la ripetizione'],
    ['AMAZON.LoopOffIntent', 'es-MX', 'desactiva la repetición'],
  ])('is told to the home in words of its language: %s in %s', async (name, locale, text) => {
    const { bodies } = await ask(intent(name, { locale }));
    expect(bodies.map((body) => body.text)).toEqual([text]);
  });

  test('is told in the language that the home understands, where that is another', async () => {
    const variables = { ...ADDRESS, HOME_ASSISTANT_LANGUAGE: 'it' };
    const { bodies } = await ask(intent('AMAZON.YesIntent', { locale: 'de-DE' }), { variables });
    expect(bodies).toEqual([{ text: 'sì', language: 'it' }]);
  });
});

describe('A person who asks to hear it again', () => {
  test('hears what the home said last', async () => {
    const first = await ask(
      intent('AssistIntent', { slots: { query: 'is it warm' }, attributes: { dialogOpen: true } }),
      {
        home: () => said('It is 21 degrees'),
      },
    );
    const attributes = first.answer.sessionAttributes;
    for (const before of [
      attributes,
      (await ask(intent('AMAZON.HelpIntent', { attributes }))).answer.sessionAttributes,
    ]) {
      const { speech, answer, requests } = await ask(intent('AMAZON.RepeatIntent', { attributes: before }));
      expect([speech, requests, answer.response.shouldEndSession]).toEqual(['It is 21 degrees', [], false]);
    }
  });

  test.each([undefined, '', 7, { text: 'x' }])('is greeted when nothing was said yet: %j', async (lastSpeech) => {
    const { speech } = await ask(intent('AMAZON.RepeatIntent', { attributes: { lastSpeech } }));
    expect(speech).toBe('Your home is listening. What should I do?');
  });
});

test('A person who starts over begins a new conversation', async () => {
  const attributes = { conversationId: 'c-1', dialogOpen: true, lastSpeech: 'It is on' };
  const { answer, speech, requests } = await ask(intent('AMAZON.StartOverIntent', { attributes }));
  expect([answer.sessionAttributes, requests]).toEqual([{ dialogOpen: true }, []]);
  expect(speech).toBe('Your home is listening. What should I do?');
});

describe('What the person denied', () => {
  test('is not done, and the skill asks for something else', async () => {
    const event = unfinished('COMPLETED', {
      confirmationStatus: 'DENIED',
      slots: { what: { name: 'what', value: 'unlock the door' } },
    });
    const { speech, requests, answer } = await ask(event);
    expect([speech, requests, answer.response.shouldEndSession]).toEqual(['What should I do?', [], false]);
  });

  test('of several things is left out', async () => {
    const slots = {
      what: { name: 'what', value: 'the light', confirmationStatus: 'CONFIRMED' },
      how: { name: 'how', value: 'red', confirmationStatus: 'DENIED' },
    };
    const { bodies } = await ask(request('IntentRequest', { intent: { name: 'SetIntent', slots } }));
    expect(bodies).toEqual([{ text: 'the light', language: 'en' }]);
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
