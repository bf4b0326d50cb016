import type { HomeEntity } from '../home-api.ts';
import { domainOf, near, numberOf, type Step, type Steps, toAttribute, toNumber, toState } from './step.ts';

const celsius = (value: number) => ({ value, scale: 'CELSIUS' });
/** Some of the demo's thermostats count in whole degrees Fahrenheit. */
const TOLERANCE = 0.6;

/** The states of a thermostat that Alexa's modes stand for. */
const stateOfMode: Readonly<Record<string, readonly string[]>> = {
  AUTO: ['auto', 'heat_cool'],
  COOL: ['cool'],
  HEAT: ['heat'],
  OFF: ['off'],
};

export const thermostatSteps: Steps = (capability, entity) => {
  const modes = Array.isArray(capability.configuration.supportedModes) ? capability.configuration.supportedModes : [];
  const byMode = modes.map((mode) => modeStep(String(mode)));
  return [...temperatureSteps(entity), ...byMode, ...(modes.includes('HEAT') ? [modeStep('HEAT')] : [])];
};

function modeStep(mode: string): Step {
  const payload = { thermostatMode: { value: mode } };
  const states = stateOfMode[mode];
  return states === undefined
    ? toAttribute('SetThermostatMode', payload, 'preset_mode', mode.toLowerCase())
    : toState('SetThermostatMode', payload, ...states);
}

function temperatureSteps(entity: HomeEntity): readonly Step[] {
  if (typeof entity.attributes.temperature !== 'number') return rangeSteps();
  const [target, delta] = domainOf(entity) === 'water_heater' ? [50, 2] : [21, -1.5];
  return [
    toNumber('SetTargetTemperature', { targetSetpoint: celsius(target) }, 'temperature', target, TOLERANCE),
    {
      name: 'AdjustTargetTemperature',
      payload: { targetSetpointDelta: celsius(delta) },
      isReached: (now, before) =>
        near(now.attributes.temperature, numberOf(before.attributes.temperature, 0) + delta, TOLERANCE),
    },
    toNumber(
      'SetTargetTemperature',
      { targetSetpoint: { value: (target * 9) / 5 + 32, scale: 'FAHRENHEIT' } },
      'temperature',
      target,
      TOLERANCE,
    ),
  ];
}

/** A thermostat that keeps between two temperatures. */
function rangeSteps(): readonly Step[] {
  return [
    {
      name: 'SetTargetTemperature',
      payload: { lowerSetpoint: celsius(19), upperSetpoint: celsius(25) },
      isReached: ({ attributes }) =>
        near(attributes.target_temp_low, 19, TOLERANCE) && near(attributes.target_temp_high, 25, TOLERANCE),
    },
  ];
}
