import { describe, expect, test } from 'vitest';
import { startDemo } from './support/demo.ts';
import {
  CORRELATION_TOKEN,
  command,
  DISCOVER,
  directiveFor,
  directiveForHome,
  sendDirective,
} from './support/directive.ts';

const celsius = (value: number) => ({ value, scale: 'CELSIUS' });

describe('A directive that cannot be carried out', () => {
  test('for an unknown endpoint is answered NO_SUCH_ENDPOINT, with token and endpoint given back', async () => {
    const message = await command(await startDemo(), 'light.attic', 'Alexa.PowerController', 'TurnOn');
    expect(message).not.toHaveProperty('context');
    expect(message.event).toMatchObject({
      header: { namespace: 'Alexa', name: 'ErrorResponse', correlationToken: CORRELATION_TOKEN },
      endpoint: { endpointId: 'light#attic' },
      payload: { type: 'NO_SUCH_ENDPOINT', message: 'The endpoint light#attic does not exist' },
    });
  });

  test.each([
    ['light.hallway', 'Alexa.ColorController', 'SetColor', undefined],
    ['light.hallway', 'Alexa.PowerController', 'constructor', undefined],
    ['light.hallway', 'Alexa.Cooking', 'SetCookingMode', undefined],
    ['scene.movie_night', 'Alexa.SceneController', 'Deactivate', undefined],
    ['sensor.outdoor_temperature', 'Alexa.PowerController', 'TurnOn', undefined],
    ['cover.bedroom_blind', 'Alexa.RangeController', 'SetRangeValue', 'cover.tilt'],
  ])('because %s has no %s %s is answered INVALID_DIRECTIVE', async (entityId, namespace, name, instance) => {
    const { event } = await command(await startDemo(), entityId, namespace, name, { rangeValue: 5 }, instance);
    expect(event.header).toMatchObject({ namespace: 'Alexa', name: 'ErrorResponse' });
    expect(event.payload.type).toBe('INVALID_DIRECTIVE');
  });

  test('without an endpoint is answered INVALID_DIRECTIVE', async () => {
    const { body } = await sendDirective(await startDemo(), directiveForHome('Alexa.PowerController', 'TurnOn', {}));
    expect(body.event.payload.type).toBe('INVALID_DIRECTIVE');
    expect(body.event).not.toHaveProperty('endpoint');
  });

  test.each([
    ['SetTargetTemperature', { targetSetpoint: celsius(40) }, '40'],
    ['SetTargetTemperature', { targetSetpoint: { value: -15, scale: 'FAHRENHEIT' } }, '-26.1'],
    ['AdjustTargetTemperature', { targetSetpointDelta: celsius(30) }, '51'],
  ])('because %s leaves the range of the thermostat names the range', async (name, payload, degrees) => {
    const demo = await startDemo();
    const { event } = await command(demo, 'climate.thermostat', 'Alexa.ThermostatController', name, payload);
    expect(event.payload).toEqual({
      type: 'TEMPERATURE_VALUE_OUT_OF_RANGE',
      message: `The requested temperature ${degrees} is out of range`,
      validRange: { minimumValue: celsius(7), maximumValue: celsius(35) },
    });
    expect(demo.entity('climate.thermostat').attributes.temperature).toBe(21);
  });

  test.each([
    ['light.hallway', 'Alexa.BrightnessController', 'SetBrightness', {}],
    ['light.hallway', 'Alexa.BrightnessController', 'SetBrightness', { brightness: 'bright' }],
    ['light.hallway', 'Alexa.BrightnessController', 'SetBrightness', { brightness: 400 }],
    ['light.living_room', 'Alexa.ColorController', 'SetColor', { color: 'red' }],
    ['climate.thermostat', 'Alexa.ThermostatController', 'SetTargetTemperature', {}],
    ['climate.thermostat', 'Alexa.ThermostatController', 'SetTargetTemperature', { lowerSetpoint: celsius(18) }],
    ['climate.thermostat', 'Alexa.ThermostatController', 'SetThermostatMode', {}],
    ['media_player.living_room_speaker', 'Alexa.Speaker', 'SetMute', { mute: 'yes' }],
  ])(
    'because the payload for %s %s %s is %j is answered INTERNAL_ERROR',
    async (entityId, namespace, name, payload) => {
      const demo = await startDemo();
      const before = demo.home.entities();
      const { event } = await command(demo, entityId, namespace, name, payload);
      expect(event.payload).toEqual({ type: 'INTERNAL_ERROR', message: 'Unknown error' });
      expect(demo.home.entities()).toEqual(before);
    },
  );

  test('a step of colour temperature from a colour has nowhere to start', async () => {
    const demo = await startDemo();
    const color = { hue: 10, saturation: 1, brightness: 1 };
    await command(demo, 'light.living_room', 'Alexa.ColorController', 'SetColor', { color });
    const controller = 'Alexa.ColorTemperatureController';
    const { event } = await command(demo, 'light.living_room', controller, 'IncreaseColorTemperature');
    expect(event.payload.type).toBe('INTERNAL_ERROR');
  });

  test('an account grant without a code is answered INTERNAL_ERROR', async () => {
    const { body } = await sendDirective(await startDemo(), directiveForHome('Alexa.Authorization', 'AcceptGrant', {}));
    expect(body.event.payload.type).toBe('INTERNAL_ERROR');
  });
});

describe('A message that is no directive', () => {
  const withVersion = (payloadVersion: unknown) => {
    const { directive } = structuredClone(
      directiveFor('light.hallway', 'Alexa.PowerController', 'TurnOn'),
    ) as never as {
      directive: { header: { payloadVersion: unknown } };
    };
    directive.header.payloadVersion = payloadVersion;
    return { directive };
  };

  test.each([
    ['text that is not JSON', 'directive'],
    ['an empty body', ''],
    ['a list', []],
    ['an object without directive', { event: {} }],
    ['a directive without header', { directive: { payload: {} } }],
    ['a directive without payload', { directive: { header: { ...(DISCOVER.directive as object) } } }],
    ['payload version 2', withVersion('2')],
    ['payload version 3 as a number', withVersion(3)],
  ])('such as %s fails with 500 in plain text', async (_what, body) => {
    const demo = await startDemo();
    const answer = await demo.post('/api/alexa/smart_home', body as object);
    expect(answer.status).toBe(500);
    expect(answer.body).toBe('500 Internal Server Error\n\nServer got itself in trouble');
    expect(demo.entity('light.hallway').state).toBe('off');
  });
});
