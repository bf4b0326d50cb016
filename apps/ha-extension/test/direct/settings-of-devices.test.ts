import { describe, expect, test } from 'vitest';
import { ask, checkAnswers, discover, madeUpHome, report, state } from './support/direct.ts';

checkAnswers();

/** The capability of an interface, and of an instance after a slash, that is found of the one entity. */
async function capability(home: ReturnType<typeof madeUpHome>, what: string) {
  const [name, instance] = what.split('/');
  const [endpoint] = (await home.ask(discover)).endpoints;
  return endpoint?.capabilities.find((one) => one.interface === name && one.instance === instance);
}

describe('The sources and sounds of a player', () => {
  const attributes = {
    supported_features: 2_048 + 65_536,
    source_list: ['Hdmi-1', 'aux', 'AUX 1', 'Radio Caroline', 'Media_Player', 7],
    source: 'aux',
    sound_mode_list: ['Movie', 'Direct', 'tv'],
    sound_mode: 'Direct',
  };
  const home = () => madeUpHome({ states: [state('media_player.amp', 'on', attributes)] });

  test('are shown where Alexa has a name for them, each once', async () => {
    expect(await capability(home(), 'Alexa.InputController')).toMatchObject({
      inputs: [{ name: 'HDMI 1' }, { name: 'AUX 1' }, { name: 'MEDIA PLAYER' }],
    });
    expect(await capability(home(), 'Alexa.EqualizerController')).toMatchObject({
      configurations: { modes: { supported: [{ name: 'MOVIE' }, { name: 'TV' }] } },
    });
    const { properties } = await home().ask(report('media_player.amp'));
    expect(properties).toMatchObject({ 'InputController.input': 'AUX 1' });
    expect(properties).not.toHaveProperty(['EqualizerController.mode']);
  });

  test('are chosen by what the home calls them', async () => {
    const amp = home();
    await amp.ask(ask('media_player.amp', 'Alexa.InputController SelectInput', { input: 'HDMI 1' }));
    const { properties } = await amp.ask(
      ask('media_player.amp', 'Alexa.EqualizerController SetMode', { mode: 'MOVIE' }),
    );
    expect(properties).toMatchObject({ 'EqualizerController.mode': 'MOVIE' });
    expect(amp.called).toEqual([
      { service: 'media_player.select_source', data: { entity_id: 'media_player.amp', source: 'Hdmi-1' } },
      { service: 'media_player.select_sound_mode', data: { entity_id: 'media_player.amp', sound_mode: 'Movie' } },
    ]);
  });

  test.each([
    ['Alexa.InputController SelectInput', { input: 'HDMI 2' }],
    ['Alexa.InputController SelectInput', {}],
    ['Alexa.EqualizerController SetMode', { mode: 'SPORT' }],
  ])('that it does not have are refused: %s %j', async (what, payload) => {
    const amp = home();
    expect((await amp.ask(ask('media_player.amp', what, payload))).payload.type).toBe('INVALID_VALUE');
    expect(amp.called).toEqual([]);
  });
});

describe('What a fan can be set to', () => {
  const attributes = {
    supported_features: 2 + 4 + 8,
    oscillating: false,
    direction: 'forward',
    preset_modes: ['auto', 'deep_sleep'],
    preset_mode: 'auto',
  };
  const home = () => madeUpHome({ states: [state('fan.attic', 'on', attributes)] });

  test('is reported', async () => {
    expect((await home().ask(report('fan.attic'))).properties).toMatchObject({
      'ToggleController/fan.oscillating.toggleState': 'OFF',
      'ModeController/fan.direction.mode': 'direction.forward',
      'ModeController/fan.preset_mode.mode': 'preset_mode.auto',
    });
  });

  test.each([
    ['Alexa.ToggleController TurnOn/fan.oscillating', {}, 'oscillate', { oscillating: true }],
    [
      'Alexa.ModeController SetMode/fan.direction',
      { mode: 'direction.reverse' },
      'set_direction',
      { direction: 'reverse' },
    ],
    [
      'Alexa.ModeController SetMode/fan.preset_mode',
      { mode: 'preset_mode.deep_sleep' },
      'set_preset_mode',
      { preset_mode: 'deep_sleep' },
    ],
  ])('is set by %s %j', async (what, payload, service, data) => {
    const fan = home();
    expect((await fan.ask(ask('fan.attic', what, payload))).kind).toBe('Alexa Response');
    expect(fan.called).toEqual([{ service: `fan.${service}`, data: { entity_id: 'fan.attic', ...data } }]);
  });

  test('is no mode that it does not have', async () => {
    const fan = home();
    const { payload } = await fan.ask(
      ask('fan.attic', 'Alexa.ModeController SetMode/fan.preset_mode', { mode: 'preset_mode.turbo' }),
    );
    expect([payload.type, fan.called]).toEqual(['INVALID_VALUE', []]);
  });

  test('is not a single preset, with which Alexa would take no device at all', async () => {
    const single = madeUpHome({ states: [state('fan.one', 'on', { ...attributes, preset_modes: ['auto'] })] });
    expect(await capability(single, 'Alexa.ModeController/fan.preset_mode')).toBeUndefined();
    expect(await capability(single, 'Alexa.ModeController/fan.direction')).toBeDefined();
  });
});

test('A vacuum cleaner stands still for a while, and goes on', async () => {
  const home = madeUpHome({ states: [state('vacuum.robot', 'cleaning', { supported_features: 8_192 + 16 + 4 })] });
  for (const name of ['Hold', 'Resume']) {
    expect((await home.ask(ask('vacuum.robot', `Alexa.TimeHoldController ${name}`))).kind).toBe('Alexa Response');
  }
  expect(home.called.map(({ service }) => service)).toEqual(['vacuum.pause', 'vacuum.start']);
});
