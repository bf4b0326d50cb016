import { describe, expect, test } from 'vitest';
import { startDemo } from './support/demo.ts';
import { DISCOVER, sendDirective } from './support/directive.ts';

interface Endpoint {
  readonly endpointId: string;
  readonly displayCategories: readonly string[];
  readonly capabilities: readonly { readonly interface: string; readonly [key: string]: unknown }[];
}

async function discover(): Promise<readonly Endpoint[]> {
  const { body } = await sendDirective(await startDemo(), DISCOVER);
  return body.event.payload.endpoints;
}

describe('Discovery', () => {
  test('is answered without correlation token, endpoint and context', async () => {
    const { body } = await sendDirective(await startDemo(), DISCOVER);
    expect(Object.keys(body)).toEqual(['event']);
    expect(body.event.header).toEqual({
      namespace: 'Alexa.Discovery',
      name: 'Discover.Response',
      messageId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      payloadVersion: '3',
    });
    expect(body.event).not.toHaveProperty('endpoint');
  });

  test('describes an endpoint as Home Assistant does', async () => {
    const [first] = await discover();
    expect(first).toMatchObject({
      endpointId: 'light#living_room',
      friendlyName: 'Living Room Light',
      description: 'light.living_room via Home Assistant',
      manufacturerName: 'Home Assistant',
      displayCategories: ['LIGHT'],
      cookie: {},
      additionalAttributes: { manufacturer: 'Home Assistant', model: 'light', customIdentifier: '-light.living_room' },
    });
    expect(first?.capabilities[0]).toEqual({
      type: 'AlexaInterface',
      interface: 'Alexa.PowerController',
      version: '3',
      properties: { supported: [{ name: 'powerState' }], proactivelyReported: true, retrievable: true },
    });
  });

  test('gives each endpoint the category and the interfaces of its kind', async () => {
    const shown = (await discover()).map(({ endpointId, displayCategories, capabilities }) => [
      endpointId,
      displayCategories.join(),
      capabilities.map((capability) => capability.interface.replace(/^Alexa\./, '')).join(' '),
    ]);
    expect(shown).toEqual([
      [
        'light#living_room',
        'LIGHT',
        'PowerController BrightnessController ColorController ColorTemperatureController EndpointHealth Alexa',
      ],
      ['light#hallway', 'LIGHT', 'PowerController BrightnessController EndpointHealth Alexa'],
      ['switch#coffee_maker', 'SMARTPLUG', 'PowerController ContactSensor EndpointHealth Alexa'],
      [
        'climate#thermostat',
        'THERMOSTAT',
        'PowerController ThermostatController TemperatureSensor EndpointHealth Alexa',
      ],
      ['lock#front_door', 'SMARTLOCK', 'LockController EndpointHealth Alexa'],
      ['cover#bedroom_blind', 'INTERIOR_BLIND', 'PowerController RangeController EndpointHealth Alexa'],
      [
        'media_player#living_room_speaker',
        'SPEAKER',
        'PowerController Speaker PlaybackController EndpointHealth Alexa',
      ],
      ['media_player#kitchen_radio', 'TV', 'PowerController StepSpeaker PlaybackController EndpointHealth Alexa'],
      ['sensor#outdoor_temperature', 'TEMPERATURE_SENSOR', 'TemperatureSensor EndpointHealth Alexa'],
      ['binary_sensor#kitchen_window', 'CONTACT_SENSOR', 'ContactSensor EndpointHealth Alexa'],
      ['scene#movie_night', 'SCENE_TRIGGER', 'SceneController Alexa'],
    ]);
  });

  test('says what a thermostat, a cover, a player and a scene can do', async () => {
    const capabilities = (await discover()).flatMap((endpoint) => endpoint.capabilities);
    const find = (name: string) => capabilities.find((capability) => capability.interface === `Alexa.${name}`);
    expect(find('ThermostatController')).toMatchObject({
      configuration: { supportsScheduling: false, supportedModes: ['OFF', 'HEAT', 'COOL', 'AUTO', 'ECO'] },
    });
    expect(find('RangeController')).toMatchObject({
      instance: 'cover.position',
      configuration: { supportedRange: { minimumValue: 0, maximumValue: 100, precision: 1 } },
    });
    expect(find('PlaybackController')).toMatchObject({
      supportedOperations: ['Next', 'Pause', 'Play', 'Previous', 'Stop'],
    });
    expect(find('SceneController')).toMatchObject({ supportsDeactivation: false });
  });
});
