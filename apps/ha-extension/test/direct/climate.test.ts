import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { degreesIn, intervalIn } from '../../src/direct/domains/temperature.ts';
import { ask, checkAnswers, discover, madeUpHome, startHome, state } from './support/direct.ts';

checkAnswers();
const demo = startHome();
const ID = 'climate.thermostat';
const CONTROLLER = 'Alexa.ThermostatController';
const celsius = (value: number) => ({ value, scale: 'CELSIUS' });
const fahrenheit = (value: number) => ({ value, scale: 'FAHRENHEIT' });
const setTo = (payload: object, id = ID) => ask(id, `${CONTROLLER} SetTargetTemperature`, { ...payload });
const moveBy = (delta: object, id = ID) =>
  ask(id, `${CONTROLLER} AdjustTargetTemperature`, { targetSetpointDelta: delta });
const toMode = (value: string) => ask(ID, `${CONTROLLER} SetThermostatMode`, { thermostatMode: { value } });

describe('The thermostat of the demo home, over loopback', () => {
  test('takes a temperature in any scale, and steps', async () => {
    const set = await demo.ask(setTo({ targetSetpoint: celsius(22.5) }));
    expect(set.properties).toMatchObject({
      'ThermostatController.targetSetpoint': celsius(22.5),
      'ThermostatController.thermostatMode': 'HEAT',
      'TemperatureSensor.temperature': celsius(21.3),
      'PowerController.powerState': 'ON',
    });
    expect(demo.stateOf(ID).attributes.temperature).toBe(22.5);
    await demo.ask(setTo({ targetSetpoint: fahrenheit(70) }));
    // 21.1 is nearest to a whole number of its half degrees at 21.
    expect(demo.stateOf(ID).attributes.temperature).toBe(21);
    await demo.ask(moveBy(fahrenheit(-1.8)));
    expect(demo.stateOf(ID).attributes.temperature).toBe(20);
  });

  test('refuses what is beyond its limits, which the answer tells', async () => {
    const { payload } = await demo.ask(setTo({ targetSetpoint: celsius(40) }));
    expect(payload).toMatchObject({
      type: 'TEMPERATURE_VALUE_OUT_OF_RANGE',
      validRange: { minimumValue: celsius(7), maximumValue: celsius(35) },
    });
  });

  test('changes its mode, to eco as well, and not to one that it lacks', async () => {
    expect((await demo.ask(toMode('COOL'))).properties).toMatchObject({
      'ThermostatController.thermostatMode': 'COOL',
    });
    await demo.ask(toMode('ECO'));
    expect(demo.stateOf(ID).attributes.preset_mode).toBe('eco');
    const custom = await demo.ask(toMode('CUSTOM'));
    expect([custom.kind, custom.payload.type]).toEqual([
      'Alexa.ThermostatController ErrorResponse',
      'UNSUPPORTED_THERMOSTAT_MODE',
    ]);
    await demo.ask(toMode('OFF'));
    expect(demo.stateOf(ID).state).toBe('off');
  });

  test('keeps two temperatures in its automatic mode, sets both, and moves both for one', async () => {
    await demo.ask(toMode('AUTO'));
    const both = await demo.ask(setTo({ lowerSetpoint: celsius(19), upperSetpoint: celsius(23) }));
    expect(both.properties).toMatchObject({
      'ThermostatController.lowerSetpoint': celsius(19),
      'ThermostatController.upperSetpoint': celsius(23),
    });
    await demo.ask(setTo({ targetSetpoint: celsius(24) }));
    expect(demo.stateOf(ID).attributes).toMatchObject({ target_temp_low: 22, target_temp_high: 26 });
    await demo.ask(moveBy(celsius(-1)));
    expect(demo.stateOf(ID).attributes).toMatchObject({ target_temp_low: 21, target_temp_high: 25 });
  });
});

describe('A thermostat that takes one temperature', () => {
  const attributes = { hvac_modes: ['heat', 'auto', 'dry'], temperature: 68, min_temp: 45, max_temp: 95 };
  const home = (more: object = {}) =>
    madeUpHome({
      unit: '°F',
      states: [state(ID, 'heat', { ...attributes, supported_features: 1, ...more })],
    });

  test('in a home of Fahrenheit is set and reported so, and the home is asked for its unit once', async () => {
    const one = home();
    const { properties } = await one.ask(setTo({ targetSetpoint: celsius(20) }));
    expect(properties['ThermostatController.targetSetpoint']).toEqual(fahrenheit(68));
    await one.ask(moveBy(celsius(1)));
    expect(one.called.map(({ data }) => data.temperature)).toEqual([68, 69.8]);
    expect(one.requests.filter(({ url }) => url.endsWith('/api/config'))).toHaveLength(1);
  });

  test.each([
    [{ lowerSetpoint: celsius(19), upperSetpoint: celsius(23) }, 'DUAL_SETPOINTS_UNSUPPORTED'],
    [{ targetSetpoint: celsius(21), schedule: {} }, 'UNWILLING_TO_SET_SCHEDULE'],
    [{ lowerSetpoint: celsius(19) }, 'INVALID_VALUE'],
    [{ targetSetpoint: { value: 'warm', scale: 'CELSIUS' } }, 'INVALID_VALUE'],
    [{ targetSetpoint: { value: 20, scale: 'RANKINE' } }, 'INVALID_VALUE'],
    [{}, 'INVALID_VALUE'],
  ])('refuses %j', async (payload, type) => {
    const one = home();
    expect((await one.ask(setTo(payload))).payload.type).toBe(type);
    expect(one.called).toEqual([]);
  });

  test('refuses three where it takes two, and a step where it has none', async () => {
    const three = { targetSetpoint: celsius(21), lowerSetpoint: celsius(19), upperSetpoint: celsius(23) };
    expect((await home({ supported_features: 3 }).ask(setTo(three))).payload.type).toBe('TRIPLE_SETPOINTS_UNSUPPORTED');
    expect((await home({ temperature: null }).ask(moveBy(celsius(1)))).payload.type).toBe('INVALID_VALUE');
  });

  test('offers the modes that Alexa knows, each once', async () => {
    const [endpoint] = (await home({ hvac_modes: ['off', 'auto', 'heat_cool', 'dry'] }).ask(discover)).endpoints;
    const thermostat = endpoint?.capabilities.find(({ interface: name }) => name === CONTROLLER);
    expect(thermostat?.configuration).toEqual({ supportsScheduling: false, supportedModes: ['OFF', 'AUTO'] });
  });
});

describe('A thermostat that is switched', () => {
  const services = async (supported_features: number) => {
    const attributes = { hvac_modes: ['off', 'cool', 'heat'], supported_features };
    const home = madeUpHome({ states: [state(ID, 'off', attributes)] });
    await home.ask(ask(ID, 'Alexa.PowerController TurnOn'));
    await home.ask(ask(ID, 'Alexa.PowerController TurnOff'));
    return home.called.map(({ service, data }) => [service, data.hvac_mode]);
  };

  test('has services for it in the home, or modes in their place', async () => {
    expect(await services(385)).toEqual([
      ['climate.turn_on', undefined],
      ['climate.turn_off', undefined],
    ]);
    expect(await services(1)).toEqual([
      ['climate.set_hvac_mode', 'heat'],
      ['climate.set_hvac_mode', 'off'],
    ]);
  });
});

describe('A temperature', () => {
  const scale = fc.constantFrom('CELSIUS' as const, 'FAHRENHEIT' as const, 'KELVIN' as const);

  test('comes back from another scale as it was, to a hundredth, and so does a difference', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000, max: 1_000 }), scale, scale, (tenths, from, to) => {
        const payload = { t: { value: tenths / 10, scale: from } };
        const back = (read: typeof degreesIn) => read({ t: { value: read(payload, 't', to), scale: to } }, 't', from);
        expect(back(degreesIn)).toBeCloseTo(tenths / 10, 1);
        expect(back(intervalIn)).toBeCloseTo(tenths / 10, 1);
      }),
    );
  });

  test('freezes and boils where it should', () => {
    expect(degreesIn({ t: celsius(100) }, 't', 'FAHRENHEIT')).toBe(212);
    expect(degreesIn({ t: fahrenheit(32) }, 't', 'KELVIN')).toBe(273.15);
    expect(intervalIn({ t: { value: 5, scale: 'KELVIN' } }, 't', 'FAHRENHEIT')).toBe(9);
  });
});
