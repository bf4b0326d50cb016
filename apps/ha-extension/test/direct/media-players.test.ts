import { describe, expect, test } from 'vitest';
import { ask, checkAnswers, discover, madeUpHome, startHome, state } from './support/direct.ts';

checkAnswers();
const demo = startHome();
const SPEAKER = 'media_player.living_room_speaker';
const RADIO = 'media_player.kitchen_radio';

describe('A speaker of the demo home, over loopback', () => {
  test('is as loud as it is told, by a value and by a step, and muted', async () => {
    const set = await demo.ask(ask(SPEAKER, 'Alexa.Speaker SetVolume', { volume: 50 }));
    expect(set.properties).toMatchObject({ 'Speaker.volume': 50, 'Speaker.muted': false });
    expect(demo.stateOf(SPEAKER).attributes.volume_level).toBe(0.5);
    const step = await demo.ask(ask(SPEAKER, 'Alexa.Speaker AdjustVolume', { volume: -70, volumeDefault: false }));
    expect(step.properties['Speaker.volume']).toBe(0);
    const muted = await demo.ask(ask(SPEAKER, 'Alexa.Speaker SetMute', { mute: true }));
    expect(muted.properties['Speaker.muted']).toBe(true);
  });

  test('plays, skips and is switched off', async () => {
    await demo.ask(ask(SPEAKER, 'Alexa.PlaybackController Play'));
    expect(demo.stateOf(SPEAKER).state).toBe('playing');
    await demo.ask(ask(SPEAKER, 'Alexa.PlaybackController Next'));
    expect(demo.stateOf(SPEAKER).attributes.media_track).toBe(2);
    const off = await demo.ask(ask(SPEAKER, 'Alexa.PowerController TurnOff'));
    expect(off.properties['PowerController.powerState']).toBe('OFF');
  });
});

test('A radio of the demo home without a scale of volume goes by steps', async () => {
  const adjust = (volumeSteps: number, volumeStepsDefault: boolean) =>
    demo.ask(ask(RADIO, 'Alexa.StepSpeaker AdjustVolume', { volumeSteps, volumeStepsDefault }));
  await adjust(2, false);
  expect(demo.stateOf(RADIO).attributes.volume_level).toBe(0.7);
  await adjust(-10, true);
  expect(demo.stateOf(RADIO).attributes.volume_level).toBe(0.6);
});

describe('What a player offers depends on what it can do', () => {
  test.each([
    [128 + 256, ['PowerController']],
    [4 + 8 + 1_024, ['Speaker']],
    [1_024, ['StepSpeaker']],
    [1 + 16_384, ['PlaybackController']],
  ])('with the features %i', async (supported_features, interfaces) => {
    const home = madeUpHome({ states: [state('media_player.one', 'idle', { supported_features })] });
    const [endpoint] = (await home.ask(discover)).endpoints;
    const names = endpoint?.capabilities.map(({ interface: name }) => name.replace('Alexa.', ''));
    expect(names).toEqual(expect.arrayContaining([...interfaces, 'Alexa']));
    expect(names?.filter((name) => !['Alexa', 'EndpointHealth'].includes(name))).toEqual(interfaces);
  });

  test('and its operations are those that it has', async () => {
    const home = madeUpHome({ states: [state('media_player.one', 'idle', { supported_features: 1 + 32 })] });
    const [endpoint] = (await home.ask(discover)).endpoints;
    expect(endpoint?.capabilities[0]).toMatchObject({ supportedOperations: ['Pause', 'Next'] });
    const { payload } = await home.ask(ask('media_player.one', 'Alexa.PlaybackController Play'));
    expect([payload.type, home.called]).toEqual(['INVALID_DIRECTIVE', []]);
  });

  test('and one that can do nothing is not shown', async () => {
    expect((await madeUpHome({ states: [state('media_player.one', 'idle')] }).ask(discover)).endpoints).toEqual([]);
  });
});

test('A player that can only be turned off is woken by playing', async () => {
  const home = madeUpHome({ states: [state('media_player.one', 'off', { supported_features: 256 + 16_384 })] });
  await home.ask(ask('media_player.one', 'Alexa.PowerController TurnOn'));
  expect(home.called.map(({ service }) => service)).toEqual(['media_player.media_play']);
});

test('A player of unknown volume takes a value but no step, and one that cannot be muted is not', async () => {
  const home = madeUpHome({ states: [state('media_player.one', 'off', { supported_features: 4 })] });
  const tell = (name: string, payload: object) =>
    home.ask(ask('media_player.one', `Alexa.Speaker ${name}`, { ...payload }));
  expect((await tell('AdjustVolume', { volume: 10, volumeDefault: true })).payload.type).toBe('INVALID_VALUE');
  expect((await tell('SetMute', { mute: true })).payload.type).toBe('INVALID_DIRECTIVE');
  expect((await tell('SetVolume', { volume: 33 })).kind).toBe('Alexa Response');
  expect(home.called).toEqual([
    { service: 'media_player.volume_set', data: { entity_id: 'media_player.one', volume_level: 0.33 } },
  ]);
});
