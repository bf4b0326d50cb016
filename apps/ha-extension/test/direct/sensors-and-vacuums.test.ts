import { describe, expect, test } from 'vitest';
import { ask, checkAnswers, discover, madeUpHome, report, startHome, state } from './support/direct.ts';

checkAnswers();
const demo = startHome();

test('The sensors of the demo home tell what they measure, over loopback', async () => {
  const outdoors = await demo.ask(report('sensor.outdoor_temperature'));
  expect(outdoors.properties).toEqual({
    'TemperatureSensor.temperature': { value: 8.6, scale: 'CELSIUS' },
    'EndpointHealth.connectivity': { value: 'OK' },
  });
  const window = await demo.ask(report('binary_sensor.kitchen_window'));
  expect(window.properties).toMatchObject({ 'ContactSensor.detectionState': 'NOT_DETECTED' });
});

test('All of the demo home is found', async () => {
  const { endpoints } = await demo.ask(discover);
  expect(endpoints.map(({ endpointId }) => endpointId)).toEqual([
    'light#living_room',
    'light#hallway',
    'switch#coffee_maker',
    'climate#thermostat',
    'lock#front_door',
    'cover#bedroom_blind',
    'media_player#living_room_speaker',
    'media_player#kitchen_radio',
    'sensor#outdoor_temperature',
    'binary_sensor#kitchen_window',
    'scene#movie_night',
  ]);
});

describe('A sensor is shown', () => {
  const temperature = (unit_of_measurement: string, device_class?: string) => ({ unit_of_measurement, device_class });
  test.each([
    ['sensor', temperature('°F', 'temperature'), 'TEMPERATURE_SENSOR'],
    ['sensor', temperature('K', 'temperature'), 'TEMPERATURE_SENSOR'],
    ['sensor', temperature('°C'), 'TEMPERATURE_SENSOR'],
    ['sensor', temperature('K'), undefined],
    ['sensor', temperature('%', 'humidity'), undefined],
    ['sensor', { device_class: 'temperature' }, undefined],
    ['binary_sensor', { device_class: 'door' }, 'CONTACT_SENSOR'],
    ['binary_sensor', { device_class: 'occupancy' }, 'MOTION_SENSOR'],
    ['binary_sensor', { device_class: 'battery' }, undefined],
    ['binary_sensor', {}, undefined],
  ])('as a %s with %j', async (domain, attributes, category) => {
    const { endpoints } = await madeUpHome({ states: [state(`${domain}.one`, 'on', attributes)] }).ask(discover);
    expect(endpoints.map(({ displayCategories }) => displayCategories[0])).toEqual(
      category === undefined ? [] : [category],
    );
  });

  test.each(['unknown', '', 'warm', 'unavailable'])('without a reading when its state is %j', async (value) => {
    const attributes = { unit_of_measurement: '°C', device_class: 'temperature' };
    const { kind, properties } = await madeUpHome({ states: [state('sensor.one', value, attributes)] }).ask(
      report('sensor.one'),
    );
    expect([kind, Object.keys(properties)]).toEqual(['Alexa StateReport', ['EndpointHealth.connectivity']]);
  });
});

test('A sensor of motion tells what it saw', async () => {
  const home = madeUpHome({ states: [state('binary_sensor.hall', 'on', { device_class: 'motion' })] });
  expect((await home.ask(report('binary_sensor.hall'))).properties).toMatchObject({
    'MotionSensor.detectionState': 'DETECTED',
  });
});

describe('A vacuum cleaner', () => {
  test.each([
    [8_192 + 16, 'vacuum.start', 'vacuum.return_to_base'],
    [8_192 + 8, 'vacuum.start', 'vacuum.stop'],
  ])('with the features %i is started by %s and sent away by %s', async (supported_features, start, end) => {
    const home = madeUpHome({
      states: [state('vacuum.robot', 'docked', { supported_features })],
      onCall: ({ service }) => [
        state('vacuum.robot', service === start ? 'cleaning' : 'returning', { supported_features }),
      ],
    });
    const on = await home.ask(ask('vacuum.robot', 'Alexa.PowerController TurnOn'));
    const off = await home.ask(ask('vacuum.robot', 'Alexa.PowerController TurnOff'));
    expect([on, off].map(({ properties }) => properties['PowerController.powerState'])).toEqual(['ON', 'OFF']);
    expect(home.called.map(({ service }) => service)).toEqual([start, end]);
  });

  test.each([64, 1 + 2, 8_192])(
    'that cannot be both started and sent away is not shown (features %i)',
    async (supported_features) => {
      const home = madeUpHome({ states: [state('vacuum.robot', 'docked', { supported_features })] });
      expect((await home.ask(discover)).endpoints).toEqual([]);
    },
  );
});
