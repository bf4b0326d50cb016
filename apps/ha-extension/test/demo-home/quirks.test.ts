import { describe, expect, test } from 'vitest';
import { EXACT_QUIRKS } from '../../src/demo-home/index.ts';
import { startDemo } from './support/demo.ts';
import { command, propertyIn } from './support/directive.ts';

interface Property {
  readonly name: string;
  readonly timeOfSample?: string;
}

const untimed = (message: { context: { properties: readonly Property[] } }): string[] =>
  message.context.properties.filter((property) => property.timeOfSample === undefined).map(({ name }) => name);

const coolTo = { targetSetpoint: { value: 18, scale: 'CELSIUS' } };

describe('Of the defects of Home Assistant', () => {
  test('by default only a moving lock omits its time, and the property comes first', async () => {
    const demo = await startDemo();
    const locked = await command(demo, 'lock.front_door', 'Alexa.LockController', 'Lock');
    expect(locked.context.properties[0]).toEqual({
      namespace: 'Alexa.LockController',
      name: 'lockState',
      value: 'LOCKED',
    });
    const cooled = await command(
      demo,
      'climate.thermostat',
      'Alexa.ThermostatController',
      'SetTargetTemperature',
      coolTo,
    );
    expect([untimed(locked), untimed(cooled)]).toEqual([['lockState'], []]);
  });

  test('all appear on request: no times, no detail, no reason, and the old state where no handler vouches for the new', async () => {
    const demo = await startDemo({ quirks: EXACT_QUIRKS });
    const thermostat = ['climate.thermostat', 'Alexa.ThermostatController'] as const;
    const cooled = await command(demo, ...thermostat, 'SetTargetTemperature', coolTo);
    expect(untimed(cooled)).toEqual(['targetSetpoint']);
    expect(propertyIn(cooled, 'targetSetpoint')).toEqual({ value: 18, scale: 'CELSIUS' });

    const frozen = { targetSetpoint: { value: 1, scale: 'CELSIUS' } };
    const { event } = await command(demo, ...thermostat, 'SetTargetTemperature', frozen);
    expect(event.payload).toEqual({
      type: 'TEMPERATURE_VALUE_OUT_OF_RANGE',
      message: 'The requested temperature 1 is out of range',
    });

    const lit = await command(demo, 'light.hallway', 'Alexa.PowerController', 'TurnOn');
    expect([propertyIn(lit, 'powerState'), demo.entity('light.hallway').state]).toEqual(['OFF', 'on']);

    const refused = await command(demo, 'light.hallway', 'Alexa.Cooking', 'SetCookingMode');
    expect(refused.event.payload).toEqual({ type: 'INTERNAL_ERROR', message: '' });
  });

  test('each can be chosen alone', async () => {
    const demo = await startDemo({ quirks: { untimedProperties: 'none', staleContext: true } });
    expect(untimed(await command(demo, 'lock.front_door', 'Alexa.LockController', 'Unlock'))).toEqual([]);
    const lit = await command(demo, 'light.hallway', 'Alexa.PowerController', 'TurnOn');
    expect(propertyIn(lit, 'powerState')).toBe('OFF');
  });
});
