import { openRealHome, type RealHome, slowSentence } from '@hearthgate/ha-extension/real-home';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECRET_TOKEN, skillRequest } from '../support/directives.ts';
import { skillProblems } from '../support/skill-rules.ts';
import { type FunctionAtHome, type Loose, startFunctionAt } from './support/function-at-home.ts';

let home: RealHome;
let built: FunctionAtHome;

beforeAll(async () => {
  home = await openRealHome();
  built = await startFunctionAt(home);
});

afterAll(async () => {
  await built?.stop();
  await home?.close();
});

const LIGHT = 'light.kitchen_lights';

async function say(query: string, locale: string, attributes: object = {}): Promise<Loose> {
  const { answer } = await built.invoke(
    skillRequest('AssistIntent', { slots: { query }, locale, attributes: { ...attributes } }),
  );
  expect(skillProblems('IntentRequest', answer)).toEqual([]);
  return answer;
}

describe('a sentence through the custom skill to a real home', () => {
  it.each([
    ['en-US', 'turn off the kitchen lights', 'turn on the lights in the kitchen'],
    ['en-GB', 'switch off the lights in the kitchen', 'turn on kitchen lights'],
    ['de-DE', 'schalte das Licht in der Küche aus', 'schalte das Licht in der Küche ein'],
    ['fr-FR', 'éteins la lumière de la cuisine', 'allume la lumière de la cuisine'],
    ['es-ES', 'apaga la luz de la cocina', 'enciende la luz de la cocina'],
    ['it-IT', 'spegni la luce in cucina', 'accendi la luce in cucina'],
  ])('switches the light off and on in %s: %s, %s', async (locale, off, on) => {
    for (const [sentence, state] of [
      [off, 'off'],
      [on, 'on'],
    ] as const) {
      const { response } = await say(sentence, locale);
      expect(response.outputSpeech.text).toMatch(/\p{L}/u);
      expect((await home.settle(LIGHT, (entity) => entity.state === state)).state).toBe(state);
    }
  });

  it.each([
    ['on', /^yes\b/i],
    ['off', /^no\b/i],
  ])('answers a question with what the home knows: the light is %s', async (state, wanted) => {
    await home.api.post(`/api/services/light/turn_${state}`, { entity_id: LIGHT });
    const { response } = await say('are any lights on in the kitchen', 'en-US');
    expect(response.outputSpeech.text).toMatch(wanted);
  });

  it('says what the home says when it did not understand, and keeps nothing open', async () => {
    const { response } = await say('the quick brown fox jumps over the lazy dog', 'en-US');
    expect(response.outputSpeech.text).toMatch(/sorry|understand/i);
    expect(response.shouldEndSession).toBe(true);
  });

  it('keeps listening in a dialog that the person opened', async () => {
    const launch = (await built.invoke(skillRequest('LaunchRequest'))).answer;
    const reply = await say('turn on the kitchen lights', 'en-US', launch.sessionAttributes);
    expect(reply.response.shouldEndSession).toBe(false);
    const next = await say('turn off the kitchen lights', 'en-US', reply.sessionAttributes);
    expect(next.response.shouldEndSession).toBe(false);
    expect((await home.settle(LIGHT, ({ state }) => state === 'off')).state).toBe('off');
  });

  it('answers in time when the home takes longer, and says that it may still happen', async () => {
    const request = skillRequest('AssistIntent', { slots: { query: slowSentence.text } });
    const { answer, durationMs } = await built.invoke(request);
    expect(skillProblems('IntentRequest', answer)).toEqual([]);
    expect(answer.response.outputSpeech.text).toContain('did not answer in time');
    expect(durationMs).toBeLessThan(8_000);
    // The home was at work, and answers others meanwhile.
    expect((await say('turn on the kitchen lights', 'en-US')).response.outputSpeech.text).toMatch(/light/i);
  });

  it('never writes a token', () => {
    const all = built.lines.join('\n');
    for (const token of [SECRET_TOKEN, home.token]) expect(all.includes(token)).toBe(false);
  });
});
