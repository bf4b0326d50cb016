import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/demo-home/index.ts';
import { startDemo } from './support/demo.ts';
import { command, propertyIn } from './support/directive.ts';

describe('A directive changes the home and reports the new state:', () => {
  test('power of a light, a switch, a thermostat and a player', async () => {
    const demo = await startDemo();
    const stateAfter = async (entityId: string, name: string) => {
      const message = await command(demo, entityId, 'Alexa.PowerController', name);
      return [demo.entity(entityId).state, propertyIn(message, 'powerState')];
    };
    expect(await stateAfter('light.hallway', 'TurnOn')).toEqual(['on', 'ON']);
    expect(await stateAfter('switch.coffee_maker', 'TurnOn')).toEqual(['on', 'ON']);
    expect(await stateAfter('climate.thermostat', 'TurnOff')).toEqual(['off', 'OFF']);
    expect(await stateAfter('climate.thermostat', 'TurnOn')).toEqual(['heat', 'ON']);
    expect(await stateAfter('media_player.kitchen_radio', 'TurnOn')).toEqual(['idle', 'ON']);
  });

  test('power of a cover means open and closed', async () => {
    const demo = await startDemo();
    const closed = await command(demo, 'cover.bedroom_blind', 'Alexa.PowerController', 'TurnOff');
    expect(demo.entity('cover.bedroom_blind').state).toBe('closed');
    expect([propertyIn(closed, 'powerState'), propertyIn(closed, 'rangeValue')]).toEqual(['OFF', 0]);
    await command(demo, 'cover.bedroom_blind', 'Alexa.PowerController', 'TurnOn');
    expect(demo.entity('cover.bedroom_blind').state).toBe('open');
  });

  test('brightness, set and adjusted, within its bounds', async () => {
    const demo = await startDemo();
    const brightness = async (name: string, payload: Record<string, number>) =>
      propertyIn(await command(demo, 'light.hallway', 'Alexa.BrightnessController', name, payload), 'brightness');
    expect(await brightness('SetBrightness', { brightness: 42 })).toBe(42);
    expect(await brightness('AdjustBrightness', { brightnessDelta: 25 })).toBe(67);
    expect(await brightness('AdjustBrightness', { brightnessDelta: 90 })).toBe(100);
    expect(await brightness('AdjustBrightness', { brightnessDelta: -100 })).toBe(0);
    expect(demo.entity('light.hallway').state).toBe('off');
  });

  test('colour keeps the brightness of the lamp', async () => {
    const demo = await startDemo();
    const color = { hue: 350.5, saturation: 0.7138, brightness: 0.1 };
    const message = await command(demo, 'light.living_room', 'Alexa.ColorController', 'SetColor', { color });
    expect(propertyIn(message, 'color')).toEqual({ hue: 350.5, saturation: 0.7138, brightness: 178 / 255 });
    expect(propertyIn(message, 'colorTemperatureInKelvin')).toBeUndefined();
    expect(demo.entity('light.living_room').attributes.color_mode).toBe('hs');
  });

  test('colour temperature, set and moved in even steps, within what the lamp can do', async () => {
    const demo = await startDemo();
    const kelvin = async (name: string, payload = {}) => {
      const directive = ['Alexa.ColorTemperatureController', name, payload] as const;
      return propertyIn(await command(demo, 'light.living_room', ...directive), 'colorTemperatureInKelvin');
    };
    expect(await kelvin('SetColorTemperature', { colorTemperatureInKelvin: 4000 })).toBe(4000);
    expect(await kelvin('IncreaseColorTemperature')).toBe(5000);
    expect(await kelvin('DecreaseColorTemperature')).toBe(4000);
    expect(await kelvin('SetColorTemperature', { colorTemperatureInKelvin: 9500 })).toBe(6500);
  });

  test('a target temperature in any scale', async () => {
    const demo = await startDemo();
    const target = async (name: string, payload: JsonObject) => {
      const message = await command(demo, 'climate.thermostat', 'Alexa.ThermostatController', name, payload);
      return propertyIn(message, 'targetSetpoint');
    };
    const set = (value: number, scale: string) => target('SetTargetTemperature', { targetSetpoint: { value, scale } });
    expect(await set(19.5, 'CELSIUS')).toEqual({ value: 19.5, scale: 'CELSIUS' });
    expect(await set(70, 'FAHRENHEIT')).toEqual({ value: 21.1, scale: 'CELSIUS' });
    expect(await set(295.15, 'KELVIN')).toEqual({ value: 22, scale: 'CELSIUS' });
    const adjust = (value: number, scale: string) =>
      target('AdjustTargetTemperature', { targetSetpointDelta: { value, scale } });
    expect(await adjust(-2, 'CELSIUS')).toEqual({ value: 20, scale: 'CELSIUS' });
    expect(await adjust(9, 'FAHRENHEIT')).toEqual({ value: 25, scale: 'CELSIUS' });
    expect(await adjust(1, 'KELVIN')).toEqual({ value: 26, scale: 'CELSIUS' });
  });

  test('a thermostat in automatic mode has two targets, which move together', async () => {
    const demo = await startDemo();
    const thermostat = 'climate.thermostat';
    const auto = await command(demo, thermostat, 'Alexa.ThermostatController', 'SetThermostatMode', {
      thermostatMode: { value: 'AUTO' },
    });
    expect(propertyIn(auto, 'thermostatMode')).toBe('AUTO');
    expect(propertyIn(auto, 'targetSetpoint')).toBeUndefined();
    const adjusted = await command(demo, thermostat, 'Alexa.ThermostatController', 'AdjustTargetTemperature', {
      targetSetpointDelta: { value: 2, scale: 'CELSIUS' },
    });
    expect(propertyIn(adjusted, 'lowerSetpoint')).toEqual({ value: 21.5, scale: 'CELSIUS' });
    expect(propertyIn(adjusted, 'upperSetpoint')).toEqual({ value: 24.5, scale: 'CELSIUS' });
  });

  test('economy is a preset of the thermostat and ends with the next mode', async () => {
    const demo = await startDemo();
    const mode = async (thermostatMode: string | { value: string }) => {
      const directive = ['Alexa.ThermostatController', 'SetThermostatMode', { thermostatMode }] as const;
      return propertyIn(await command(demo, 'climate.thermostat', ...directive), 'thermostatMode');
    };
    expect(await mode({ value: 'ECO' })).toBe('ECO');
    expect(demo.entity('climate.thermostat')).toMatchObject({ state: 'heat', attributes: { preset_mode: 'eco' } });
    expect(await mode('COOL')).toBe('COOL');
    expect(await mode({ value: 'OFF' })).toBe('OFF');
  });

  test('a lock', async () => {
    const demo = await startDemo();
    const unlocked = await command(demo, 'lock.front_door', 'Alexa.LockController', 'Unlock');
    expect([demo.entity('lock.front_door').state, propertyIn(unlocked, 'lockState')]).toEqual(['unlocked', 'UNLOCKED']);
    await command(demo, 'lock.front_door', 'Alexa.LockController', 'Lock');
    expect(demo.entity('lock.front_door').state).toBe('locked');
  });

  test('the position of a cover, where an unspoken step is a fifth', async () => {
    const demo = await startDemo();
    const range = async (name: string, payload: Record<string, number | boolean>) => {
      const directive = ['Alexa.RangeController', name, payload, 'cover.position'] as const;
      return propertyIn(await command(demo, 'cover.bedroom_blind', ...directive), 'rangeValue');
    };
    expect(await range('SetRangeValue', { rangeValue: 35 })).toBe(35);
    expect(await range('AdjustRangeValue', { rangeValueDelta: 10, rangeValueDeltaDefault: false })).toBe(45);
    expect(await range('AdjustRangeValue', { rangeValueDelta: -1, rangeValueDeltaDefault: true })).toBe(25);
    expect(await range('AdjustRangeValue', { rangeValueDelta: -50, rangeValueDeltaDefault: false })).toBe(0);
    expect(demo.entity('cover.bedroom_blind').state).toBe('closed');
    expect(await range('AdjustRangeValue', { rangeValueDelta: 500, rangeValueDeltaDefault: false })).toBe(100);
  });

  test('the volume of a speaker', async () => {
    const demo = await startDemo();
    const speaker = 'media_player.living_room_speaker';
    const send = (name: string, payload: Record<string, number | boolean>) =>
      command(demo, speaker, 'Alexa.Speaker', name, payload);
    expect(propertyIn(await send('SetVolume', { volume: 29 }), 'volume')).toBe(29);
    expect(propertyIn(await send('AdjustVolume', { volume: -9, volumeDefault: false }), 'volume')).toBe(20);
    expect(propertyIn(await send('AdjustVolume', { volume: 99, volumeDefault: false }), 'volume')).toBe(100);
    expect(propertyIn(await send('SetMute', { mute: true }), 'muted')).toBe(true);
  });

  test('the volume keys of a radio, pressed once when the speaker gave no number', async () => {
    const demo = await startDemo();
    const radio = 'media_player.kitchen_radio';
    const press = async (volumeSteps: number, volumeStepsDefault: boolean) => {
      const payload = { volumeSteps, volumeStepsDefault };
      const message = await command(demo, radio, 'Alexa.StepSpeaker', 'AdjustVolume', payload);
      expect(propertyIn(message, 'volume')).toBeUndefined();
      return demo.entity(radio).attributes.volume_level;
    };
    expect(await press(10, true)).toBe(0.6);
    expect(await press(-3, false)).toBe(0.3);
    expect(await press(-1_000_000_000, false)).toBe(0);
  });

  test('playback', async () => {
    const demo = await startDemo();
    const speaker = 'media_player.living_room_speaker';
    const states: string[] = [];
    for (const name of ['Play', 'Pause', 'Stop']) {
      await command(demo, speaker, 'Alexa.PlaybackController', name);
      states.push(demo.entity(speaker).state);
    }
    expect(states).toEqual(['playing', 'paused', 'idle']);
    await command(demo, speaker, 'Alexa.PlaybackController', 'Next');
    expect(demo.entity(speaker).attributes.media_track).toBe(2);
    await command(demo, speaker, 'Alexa.PlaybackController', 'Previous');
    expect(demo.entity(speaker).attributes.media_track).toBe(1);
  });

  test('a scene, which answers that its activation started', async () => {
    const demo = await startDemo({ clock: () => Date.parse('2026-11-23T20:15:00.789Z') });
    const { event } = await command(demo, 'scene.movie_night', 'Alexa.SceneController', 'Activate');
    expect(event.header).toMatchObject({ namespace: 'Alexa.SceneController', name: 'ActivationStarted' });
    expect(event.payload).toEqual({ cause: { type: 'VOICE_INTERACTION' }, timestamp: '2026-11-23T20:15:00.0Z' });
    expect(demo.entity('cover.bedroom_blind').state).toBe('closed');
  });
});
