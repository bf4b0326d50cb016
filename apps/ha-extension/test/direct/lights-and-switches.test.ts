import { describe, expect, test } from 'vitest';
import { ask, checkAnswers, discover, madeUpHome, report, startHome, state } from './support/direct.ts';

checkAnswers();
const demo = startHome();
const POWER = 'Alexa.PowerController';

describe('A light of the demo home, over loopback', () => {
  test('is switched, and the answer says how it is then', async () => {
    const on = await demo.ask(ask('light.hallway', `${POWER} TurnOn`));
    expect([on.kind, on.endpointId]).toEqual(['Alexa Response', 'light#hallway']);
    expect(on.properties).toEqual({
      'PowerController.powerState': 'ON',
      'BrightnessController.brightness': 100,
      'EndpointHealth.connectivity': { value: 'OK' },
    });
    expect(demo.stateOf('light.hallway').state).toBe('on');
    const off = await demo.ask(ask('light.hallway', `${POWER} TurnOff`));
    expect(off.properties).toMatchObject({ 'PowerController.powerState': 'OFF', 'BrightnessController.brightness': 0 });
    expect(demo.stateOf('light.hallway').state).toBe('off');
  });

  test('is dimmed, by a value and by a step', async () => {
    const set = await demo.ask(ask('light.hallway', 'Alexa.BrightnessController SetBrightness', { brightness: 40 }));
    expect(set.properties).toMatchObject({ 'BrightnessController.brightness': 40 });
    expect(demo.stateOf('light.hallway').attributes.brightness).toBe(102);
    const step = ask('light.hallway', 'Alexa.BrightnessController AdjustBrightness', { brightnessDelta: -15 });
    expect((await demo.ask(step)).properties).toMatchObject({ 'BrightnessController.brightness': 25 });
  });

  test('takes a color, and is then asked for none of its white in vain', async () => {
    await demo.ask(ask('light.living_room', 'Alexa.BrightnessController SetBrightness', { brightness: 20 }));
    const color = { hue: 120, saturation: 0.5, brightness: 1 };
    const green = await demo.ask(ask('light.living_room', 'Alexa.ColorController SetColor', { color }));
    expect(green.properties['ColorController.color']).toEqual({ hue: 120, saturation: 0.5, brightness: 0.2 });
    expect(green.properties).not.toHaveProperty('ColorTemperatureController.colorTemperatureInKelvin');
    const warmer = await demo.ask(
      ask('light.living_room', 'Alexa.ColorTemperatureController DecreaseColorTemperature'),
    );
    expect([warmer.kind, warmer.payload.type, warmer.payload.currentDeviceMode]).toEqual([
      'Alexa ErrorResponse',
      'NOT_SUPPORTED_IN_CURRENT_MODE',
      'COLOR',
    ]);
  });

  test('takes a color temperature, and the nearest of those that it has', async () => {
    const name = 'ColorTemperatureController.colorTemperatureInKelvin';
    const set = (colorTemperatureInKelvin: number) =>
      demo.ask(
        ask('light.living_room', 'Alexa.ColorTemperatureController SetColorTemperature', { colorTemperatureInKelvin }),
      );
    expect((await set(4_000)).properties[name]).toBe(4_000);
    expect((await set(7_000)).properties[name]).toBe(6_500);
    await set(4_000);
    const cooler = ask('light.living_room', 'Alexa.ColorTemperatureController IncreaseColorTemperature');
    expect((await demo.ask(cooler)).properties[name]).toBe(5_000);
  });

  test('that is asked how it is answers a report, and changes nothing', async () => {
    const before = demo.stateOf('light.living_room');
    const { kind, properties } = await demo.ask(report('light.living_room'));
    expect(kind).toBe('Alexa StateReport');
    expect(properties).toMatchObject({ 'PowerController.powerState': 'ON' });
    expect(demo.stateOf('light.living_room')).toEqual(before);
  });
});

test('A lock, a switch and a scene of the demo home do as they are told', async () => {
  const unlocked = await demo.ask(ask('lock.front_door', 'Alexa.LockController Unlock'));
  expect(unlocked.properties).toMatchObject({ 'LockController.lockState': 'UNLOCKED' });
  expect(demo.stateOf('lock.front_door').state).toBe('unlocked');
  await demo.ask(ask('lock.front_door', 'Alexa.LockController Lock'));
  expect(demo.stateOf('lock.front_door').state).toBe('locked');
  await demo.ask(ask('switch.coffee_maker', `${POWER} TurnOn`));
  expect(demo.stateOf('switch.coffee_maker').state).toBe('on');
  const started = await demo.ask(ask('scene.movie_night', 'Alexa.SceneController Activate'));
  expect(started.kind).toBe('Alexa.SceneController ActivationStarted');
  expect(started.payload).toMatchObject({ cause: { type: 'VOICE_INTERACTION' } });
  expect(demo.stateOf('light.hallway').state).toBe('off');
});

describe('What a light offers depends on what it can do', () => {
  test.each([
    [['onoff'], []],
    [['brightness'], ['BrightnessController']],
    [['color_temp'], ['BrightnessController', 'ColorTemperatureController']],
    [['rgbw'], ['BrightnessController', 'ColorController']],
    [
      ['color_temp', 'xy'],
      ['BrightnessController', 'ColorController', 'ColorTemperatureController'],
    ],
    [['unknown'], []],
    [undefined, []],
  ])('with the color modes %j', async (supported_color_modes, interfaces) => {
    const { ask: tell } = madeUpHome({ states: [state('light.desk', 'off', { supported_color_modes })] });
    const [endpoint] = (await tell(discover)).endpoints;
    const names = endpoint?.capabilities.map(({ interface: name }) => name.replace('Alexa.', ''));
    expect(names).toEqual(['PowerController', ...interfaces, 'EndpointHealth', 'Alexa']);
  });
});

describe('What is started', () => {
  test.each([
    ['scene.reading', 'scene.turn_on', false],
    ['script.evening', 'script.turn_on', true],
    ['button.restart', 'button.press', false],
    ['input_button.bell', 'input_button.press', false],
  ])('%s is started by %s', async (id, service, canEnd) => {
    const home = madeUpHome({ states: [state(id, 'unknown')] });
    const { kind } = await home.ask(ask(id, 'Alexa.SceneController Activate'));
    expect(kind).toBe('Alexa.SceneController ActivationStarted');
    expect(home.called).toEqual([{ service, data: { entity_id: id } }]);
    const [endpoint] = (await home.ask(discover)).endpoints;
    expect(endpoint?.capabilities).toMatchObject([
      { interface: 'Alexa.SceneController', supportsDeactivation: canEnd },
      { interface: 'Alexa' },
    ]);
    const ended = await home.ask(ask(id, 'Alexa.SceneController Deactivate'));
    expect(ended.kind).toBe(canEnd ? 'Alexa.SceneController DeactivationStarted' : 'Alexa ErrorResponse');
    expect(home.called).toHaveLength(canEnd ? 2 : 1);
  });

  test.each(['input_boolean.guests', 'automation.welcome', 'switch.kettle'])('%s is switched', async (id) => {
    const home = madeUpHome({
      states: [state(id, 'off')],
      onCall: ({ service }) => [state(id, service.endsWith('turn_on') ? 'on' : 'off')],
    });
    const on = await home.ask(ask(id, `${POWER} TurnOn`));
    expect(on.properties).toMatchObject({ 'PowerController.powerState': 'ON' });
    expect(home.called).toEqual([{ service: `${id.split('.')[0]}.turn_on`, data: { entity_id: id } }]);
  });
});

describe('A lock', () => {
  test('that still moves is answered as it will be, and one that jams as jammed', async () => {
    const tell = (after: string) =>
      madeUpHome({
        states: [state('lock.shed', 'unlocked')],
        onCall: () => [state('lock.shed', after)],
      }).ask(ask('lock.shed', 'Alexa.LockController Lock'));
    expect((await tell('locking')).properties).toMatchObject({ 'LockController.lockState': 'LOCKED' });
    expect((await tell('jammed')).properties).toMatchObject({ 'LockController.lockState': 'JAMMED' });
    expect((await tell('unavailable')).properties).toEqual({ 'EndpointHealth.connectivity': { value: 'UNREACHABLE' } });
  });
});
