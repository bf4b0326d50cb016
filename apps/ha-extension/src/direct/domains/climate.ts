import { isObject, type JsonObject } from '../../bridge/json.ts';
import { type Entity, isKnown, numberOf, stringsOf, supports, textOf } from '../entity.ts';
import { type Effect, effect, type Face, type Kind, type Scale } from '../face.ts';
import { Refusal } from '../refusal.ts';
import { powerFace } from './power.ts';
import { setpointsFor } from './setpoints.ts';

const Feature = { TARGET: 1, TARGET_RANGE: 2, TURN_OFF: 128, TURN_ON: 256 } as const;

/** Modes of the home as Alexa knows them; for `AUTO`, what it has of the two, in this order. */
const MODES: ReadonlyMap<string, string> = new Map([
  ['heat', 'HEAT'],
  ['cool', 'COOL'],
  ['heat_cool', 'AUTO'],
  ['auto', 'AUTO'],
  ['off', 'OFF'],
]);
const ECO = 'eco';
/** In which of its modes a thermostat is when it was only told to turn on. */
const PREFERRED = ['heat_cool', 'auto', 'heat', 'cool'];

export const climate: Kind = {
  usesScale: true,
  appear(entity, scale) {
    const modes = stringsOf(entity, 'hvac_modes');
    const canSwitch = modes.includes('off') && modes.length > 1;
    return {
      category: 'THERMOSTAT',
      faces: [
        ...(canSwitch ? [climatePowerFace(entity, modes)] : []),
        thermostatFace(entity, scale),
        sensorFace(entity, scale),
      ],
    };
  },
};

function climatePowerFace(entity: Entity, modes: readonly string[]): Face {
  const toMode = (hvac_mode: string) => effect(entity, 'set_hvac_mode', { hvac_mode });
  const preferred = [...PREFERRED, ...modes].find((mode) => mode !== 'off' && modes.includes(mode)) ?? 'heat';
  return powerFace(entity, {
    isOn: entity.state !== 'off',
    // Releases before 2024.2 have no features for it, and some integrations still do not.
    turnOn: () => (supports(entity, Feature.TURN_ON) ? effect(entity, 'turn_on') : toMode(preferred)),
    turnOff: () => (supports(entity, Feature.TURN_OFF) ? effect(entity, 'turn_off') : toMode('off')),
  });
}

function thermostatFace(entity: Entity, scale: Scale): Face {
  const setpoints = setpointsFor(entity, scale, {
    hasOne: supports(entity, Feature.TARGET),
    hasTwo: supports(entity, Feature.TARGET_RANGE),
  });
  return {
    name: 'Alexa.ThermostatController',
    properties: { thermostatMode: modeOf(entity), ...setpoints.properties },
    capability: { configuration: { supportsScheduling: false, supportedModes: supportedModes(entity) } },
    directives: {
      SetThermostatMode: (payload) => setMode(entity, payload),
      SetTargetTemperature: setpoints.set,
      AdjustTargetTemperature: setpoints.adjust,
    },
  };
}

function sensorFace(entity: Entity, scale: Scale): Face {
  const value = isKnown(entity) ? numberOf(entity, 'current_temperature') : undefined;
  return {
    name: 'Alexa.TemperatureSensor',
    properties: { temperature: value === undefined ? undefined : { value, scale } },
  };
}

function modeOf(entity: Entity): string | undefined {
  return textOf(entity, 'preset_mode') === ECO && entity.state !== 'off' ? 'ECO' : MODES.get(entity.state);
}

function supportedModes(entity: Entity): readonly string[] {
  const modes = stringsOf(entity, 'hvac_modes').flatMap((mode) => MODES.get(mode) ?? []);
  return [...new Set([...modes, ...(stringsOf(entity, 'preset_modes').includes(ECO) ? ['ECO'] : [])])];
}

function setMode(entity: Entity, { thermostatMode }: JsonObject): Effect {
  const mode = isObject(thermostatMode) ? thermostatMode.value : undefined;
  if (!supportedModes(entity).includes(String(mode))) {
    throw new Refusal('UNSUPPORTED_THERMOSTAT_MODE', `${entity.id} has no such mode.`);
  }
  if (mode === 'ECO') return effect(entity, 'set_preset_mode', { preset_mode: ECO }, { thermostatMode: mode });
  const offered = stringsOf(entity, 'hvac_modes');
  const hvac_mode = [...MODES].find(([one, alexa]) => alexa === mode && offered.includes(one))?.[0];
  return effect(entity, 'set_hvac_mode', { hvac_mode }, { thermostatMode: mode });
}
