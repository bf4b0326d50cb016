import { describe, expect, test } from 'vitest';
import { type Demo, startDemo } from './support/demo.ts';

const say = (demo: Demo, text: string, more = {}) => demo.post('/api/conversation/process', { text, ...more });

/** Type and speech of the answer. */
async function hear(demo: Demo, text: string, language = 'en'): Promise<[type: string, speech: string]> {
  const { response } = (await say(demo, text, { language })).body;
  return [response.response_type, response.speech.plain.speech];
}

describe('A sentence', () => {
  test('is acted upon and answered in the shape of the conversation API', async () => {
    const demo = await startDemo();
    const { status, body } = await say(demo, 'Turn on the Hallway Light, please!');
    expect(status).toBe(200);
    expect(body).toEqual({
      response: {
        speech: { plain: { speech: 'Turned on Hallway Light', extra_data: null } },
        card: {},
        language: 'en',
        response_type: 'action_done',
        data: {
          targets: [],
          success: [{ name: 'Hallway Light', type: 'entity', id: 'light.hallway' }],
          failed: [],
        },
      },
      conversation_id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      continue_conversation: false,
    });
    expect(demo.entity('light.hallway').state).toBe('on');
  });

  test('that means nothing is answered with an error that can be spoken', async () => {
    const { body } = await say(await startDemo(), 'sing me a song');
    expect(body.response).toMatchObject({
      response_type: 'error',
      speech: { plain: { speech: "Sorry, I couldn't understand that" } },
      data: { code: 'no_intent_match' },
    });
  });

  test('about something that is not there names it', async () => {
    const { body } = await say(await startDemo(), 'switch the unicorn off');
    expect(body.response).toMatchObject({
      response_type: 'error',
      speech: { plain: { speech: 'Sorry, I am not aware of any device called unicorn' } },
      data: { code: 'no_valid_targets' },
    });
  });

  test.each([
    'open the front door',
    'turn on the outdoor temperature',
    'set the coffee maker to 30 percent',
    'set the hallway light to 300 percent',
    'set the temperature to 60 degrees',
  ])('that asks too much, "%s", is answered with failed_to_handle and changes nothing', async (text) => {
    const demo = await startDemo();
    const before = demo.home.entities();
    const { body } = await say(demo, text);
    expect(body.response).toMatchObject({ response_type: 'error', data: { code: 'failed_to_handle' } });
    expect(demo.home.entities()).toEqual(before);
  });

  test('keeps the conversation it belongs to', async () => {
    const { body } = await say(await startDemo(), 'is the hallway light on', { conversation_id: 'ours' });
    expect(body.conversation_id).toBe('ours');
  });

  test('takes every optional field that Home Assistant takes', async () => {
    const more = { language: 'en-GB', agent_id: 'conversation.home_assistant' };
    const { status, body } = await say(await startDemo(), 'is the hallway light on', more);
    expect([status, body.response.language]).toEqual([200, 'en-GB']);
  });

  test.each([
    [{ language: 'en' }, "required key not provided @ data['text']"],
    [{ text: 'hello', intent: 'x' }, "extra keys not allowed @ data['intent']"],
    [{ text: 'hello', device_id: 'echo' }, "extra keys not allowed @ data['device_id']"],
    [{ text: 'hello', conversation_id: null }, "expected str for dictionary value @ data['conversation_id']"],
    [{ text: 7 }, "expected str for dictionary value @ data['text']"],
    [{ text: 'hello', agent_id: 'nobody' }, "invalid agent ID for dictionary value @ data['agent_id']"],
    [['hello'], 'expected a dictionary'],
  ])('sent as %j is refused with 400', async (body, fault) => {
    const answer = await (await startDemo()).post('/api/conversation/process', body);
    expect([answer.status, answer.body]).toEqual([400, { message: `Message format incorrect: ${fault}` }]);
  });

  test('that is not JSON is refused with 400', async () => {
    const answer = await (await startDemo()).post('/api/conversation/process', 'turn on');
    expect([answer.status, answer.body]).toEqual([400, { message: 'Invalid JSON.' }]);
  });
});

describe('In English', () => {
  test('lights, locks, covers, scenes and the thermostat obey', async () => {
    const demo = await startDemo();
    expect(await hear(demo, 'turn off all the lights')).toEqual(['action_done', 'Turned off all the lights']);
    expect(await hear(demo, 'dim the hallway light to 30%')).toEqual([
      'action_done',
      'Set Hallway Light to 30 percent',
    ]);
    expect(await hear(demo, 'set bedroom blind to 40 percent')).toEqual([
      'action_done',
      'Set Bedroom Blind to 40 percent',
    ]);
    expect(await hear(demo, 'unlock the front door')).toEqual(['action_done', 'Unlocked Front Door']);
    expect(await hear(demo, 'set the temperature to 22.5 degrees')).toEqual([
      'action_done',
      'Temperature set to 22.5 degrees',
    ]);
    expect(demo.entity('light.hallway').attributes.brightness).toBe(77);
    expect(demo.entity('cover.bedroom_blind').attributes.current_position).toBe(40);
    expect(demo.entity('lock.front_door').state).toBe('unlocked');
    expect(demo.entity('climate.thermostat').attributes.temperature).toBe(22.5);
    expect(await hear(demo, 'activate movie night')).toEqual(['action_done', 'Activated Movie Night']);
    expect(demo.entity('cover.bedroom_blind').state).toBe('closed');
    expect(await hear(demo, 'turn the bedroom blind on')).toEqual(['action_done', 'Turned on Bedroom Blind']);
    expect(demo.entity('cover.bedroom_blind').state).toBe('open');
  });

  test('questions are answered from the state', async () => {
    const demo = await startDemo();
    expect(await hear(demo, 'What is the temperature?')).toEqual(['query_answer', 'It is 21.3 degrees inside']);
    expect(await hear(demo, 'how cold is it outside')).toEqual(['query_answer', 'It is 8.6 degrees outside']);
    expect(await hear(demo, "What's the outdoor temperature")).toEqual(['query_answer', 'It is 8.6 degrees outside']);
    expect(await hear(demo, 'are any lights on')).toEqual(['query_answer', 'Yes']);
    expect(await hear(demo, 'are all the lights on')).toEqual(['query_answer', 'No']);
    expect(await hear(demo, 'is the front door locked')).toEqual(['query_answer', 'Yes']);
    expect(await hear(demo, 'is the kitchen window open')).toEqual(['query_answer', 'No']);
    expect(await hear(demo, 'is the coffee maker off')).toEqual(['query_answer', 'Yes']);
  });

  test('is spoken where the language is unknown, and the answer keeps the tag', async () => {
    const { body } = await say(await startDemo(), 'turn on the coffee maker', { language: 'fr' });
    expect(body.response).toMatchObject({ language: 'fr', response_type: 'action_done' });
  });
});

describe('In German', () => {
  test('lights, locks, covers, scenes and the thermostat obey', async () => {
    const demo = await startDemo();
    const de = (text: string) => hear(demo, text, 'de-DE');
    expect(await de('Schalte bitte nichts ein')).toEqual([
      'error',
      'Ich kenne leider kein Gerät mit dem Namen bitte nichts',
    ]);
    expect(await de('Bitte schalte das Flurlicht ein')).toEqual(['action_done', 'Hallway Light eingeschaltet']);
    expect(await de('Mach alle Lichter aus')).toEqual(['action_done', 'alle lichter ausgeschaltet']);
    expect(await de('Dimme das Licht im Flur auf 30 Prozent')).toEqual([
      'action_done',
      'Hallway Light auf 30 Prozent gestellt',
    ]);
    expect(await de('Schließ die Haustür auf')).toEqual(['action_done', 'Front Door aufgeschlossen']);
    expect(demo.entity('lock.front_door').state).toBe('unlocked');
    expect(await de('Schließe die Haustür ab')).toEqual(['action_done', 'Front Door abgeschlossen']);
    expect(await de('Schließe das Schlafzimmerrollo')).toEqual(['action_done', 'Bedroom Blind geschlossen']);
    expect(await de('Stelle die Temperatur auf 22,5 Grad')).toEqual([
      'action_done',
      'Temperatur auf 22,5 Grad gestellt',
    ]);
    expect(await de('Starte Filmabend')).toEqual(['action_done', 'Movie Night aktiviert']);
    expect(demo.entity('climate.thermostat').attributes.temperature).toBe(22.5);
    expect(demo.entity('light.living_room').attributes.brightness).toBe(38);
  });

  test('questions are answered from the state', async () => {
    const demo = await startDemo();
    const de = (text: string) => hear(demo, text, 'de');
    expect(await de('Wie ist die Temperatur?')).toEqual(['query_answer', 'Es sind 21,3 Grad in der Wohnung']);
    expect(await de('Wie kalt ist es draußen?')).toEqual(['query_answer', 'Es sind 8,6 Grad draußen']);
    expect(await de('Sind die Lichter an?')).toEqual(['query_answer', 'Ja']);
    expect(await de('Sind alle Lichter an?')).toEqual(['query_answer', 'Nein']);
    expect(await de('Ist die Haustür abgeschlossen?')).toEqual(['query_answer', 'Ja']);
    expect(await de('Ist das Küchenfenster zu?')).toEqual(['query_answer', 'Ja']);
    expect(await de('Sing mir ein Lied')).toEqual(['error', 'Das habe ich leider nicht verstanden']);
  });
});
