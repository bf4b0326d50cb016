import { type EntityState, numberOf, stringsOf } from '../entity.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { celsius, parseTemperature, toCelsius, toCelsiusInterval, toTenth } from '../temperature.ts';
import { AlexaError, AlexaErrorType, unknownError } from './alexa-error.ts';
import { type AlexaInterface, type DirectiveCall, type DirectiveOutcome, serviceCall } from './alexa-interface.ts';

const MODES: Readonly<Record<string, string>> = { heat: 'HEAT', cool: 'COOL', heat_cool: 'AUTO', off: 'OFF' };
const PRESETS: Readonly<Record<string, string>> = { eco: 'ECO' };

/** Alexa's setpoints and the fields of `climate.set_temperature` (and attributes) that hold them. */
const SETPOINTS: Readonly<Record<string, string>> = {
  targetSetpoint: 'temperature',
  lowerSetpoint: 'target_temp_low',
  upperSetpoint: 'target_temp_high',
};

/** `Alexa.ThermostatController`. Temperatures in any scale come in, Celsius goes out. */
export const thermostatController: AlexaInterface = {
  name: 'Alexa.ThermostatController',
  supported: () => ['thermostatMode', ...Object.keys(SETPOINTS)],
  read: readProperty,
  discovery: (entity) => ({
    configuration: { supportsScheduling: false, supportedModes: supportedModes(entity) },
  }),
  directives: { SetTargetTemperature: setTarget, AdjustTargetTemperature: adjustTarget, SetThermostatMode: setMode },
};

function readProperty(entity: EntityState, property: string): Json | undefined {
  if (property === 'thermostatMode') {
    return PRESETS[String(entity.attributes.preset_mode)] ?? MODES[entity.state];
  }
  const degrees = numberOf(entity, SETPOINTS[property] ?? '');
  return degrees === undefined ? undefined : celsius(degrees);
}

function supportedModes(entity: EntityState): readonly string[] {
  const modes = stringsOf(entity, 'hvac_modes').flatMap((mode) => MODES[mode] ?? []);
  return [...modes, ...stringsOf(entity, 'preset_modes').flatMap((preset) => PRESETS[preset] ?? [])];
}

function setTarget({ entity, payload }: DirectiveCall): DirectiveOutcome {
  const given = Object.entries(SETPOINTS).filter(([setpoint]) => payload[setpoint] !== undefined);
  const data: Record<string, Json> = {};
  for (const [setpoint, field] of given) {
    data[field] = inRange(entity, toCelsius(parseTemperature(payload[setpoint]) ?? fail()));
  }
  return { calls: [serviceCall(entity, 'set_temperature', data)], confirmed: given.map(([setpoint]) => setpoint) };
}

function adjustTarget({ entity, payload }: DirectiveCall): DirectiveOutcome {
  const delta = toCelsiusInterval(parseTemperature(payload.targetSetpointDelta) ?? fail());
  const moved = Object.entries(SETPOINTS).flatMap(([setpoint, field]) => {
    const degrees = numberOf(entity, field);
    return degrees === undefined ? [] : [{ setpoint, field, degrees: inRange(entity, toTenth(degrees + delta)) }];
  });
  const data: JsonObject = Object.fromEntries(moved.map(({ field, degrees }) => [field, degrees]));
  return { calls: [serviceCall(entity, 'set_temperature', data)], confirmed: moved.map(({ setpoint }) => setpoint) };
}

function setMode({ entity, payload }: DirectiveCall): DirectiveOutcome {
  const mode = isJsonObject(payload.thermostatMode) ? payload.thermostatMode.value : payload.thermostatMode;
  if (typeof mode !== 'string') throw unknownError();
  const preset = keyOf(PRESETS, mode);
  const call =
    preset === undefined
      ? serviceCall(entity, 'set_hvac_mode', { hvac_mode: offered(entity, 'hvac_modes', keyOf(MODES, mode), mode) })
      : serviceCall(entity, 'set_preset_mode', { preset_mode: offered(entity, 'preset_modes', preset, mode) });
  return { calls: [call], confirmed: ['thermostatMode'] };
}

function offered(entity: EntityState, attribute: string, value: string | undefined, mode: string): string {
  if (value !== undefined && stringsOf(entity, attribute).includes(value)) return value;
  throw new AlexaError(
    AlexaErrorType.UNSUPPORTED_THERMOSTAT_MODE,
    `The requested thermostat mode ${mode} is not supported`,
  );
}

function inRange(entity: EntityState, degrees: number): number {
  const min = numberOf(entity, 'min_temp') ?? Number.NEGATIVE_INFINITY;
  const max = numberOf(entity, 'max_temp') ?? Number.POSITIVE_INFINITY;
  if (degrees >= min && degrees <= max) return degrees;
  throw new AlexaError(
    AlexaErrorType.TEMPERATURE_VALUE_OUT_OF_RANGE,
    `The requested temperature ${degrees} is out of range`,
    { validRange: { minimumValue: celsius(min), maximumValue: celsius(max) } },
  );
}

function keyOf(table: Readonly<Record<string, string>>, value: string): string | undefined {
  return Object.keys(table).find((key) => table[key] === value);
}

function fail(): never {
  throw unknownError();
}
