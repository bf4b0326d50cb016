import { type EntityState, numberOf, stringsOf } from '../entity.ts';
import type { JsonObject } from '../json.ts';
import { toTenth } from '../temperature.ts';
import { anyText, numberBetween } from './field.ts';
import { type DomainServices, invalidData, type ServiceEffect } from './service.ts';

const degrees = numberBetween(-100, 200);

/** Half the width of the band that appears when one target becomes two, in degrees. */
const HALF_BAND = 1.5;
const FALLBACK_TARGET = 21;

/** Services of `climate`. In `heat_cool` the target is a band (`target_temp_low`, `target_temp_high`), else one value. */
export const CLIMATE_SERVICES: DomainServices = {
  turn_on: { effect: (entity) => (entity.state === 'off' ? toMode(entity, 'heat') : {}) },
  turn_off: { effect: (entity) => toMode(entity, 'off') },
  toggle: { effect: (entity) => toMode(entity, entity.state === 'off' ? 'heat' : 'off') },
  set_hvac_mode: { fields: { hvac_mode: anyText }, effect: (entity, data) => toMode(entity, data.hvac_mode) },
  set_preset_mode: {
    fields: { preset_mode: anyText },
    effect: (entity, { preset_mode: preset }) => {
      if (typeof preset !== 'string' || !stringsOf(entity, 'preset_modes').includes(preset)) {
        throw invalidData(`preset_mode must be one of ${stringsOf(entity, 'preset_modes').join(', ')}.`);
      }
      return { attributes: { preset_mode: preset } };
    },
  },
  set_temperature: {
    fields: { temperature: degrees, target_temp_low: degrees, target_temp_high: degrees, hvac_mode: anyText },
    effect: setTemperature,
  },
};

function setTemperature(entity: EntityState, data: JsonObject): ServiceEffect {
  const moved = data.hvac_mode === undefined ? {} : toMode(entity, data.hvac_mode);
  const mode = moved.state ?? entity.state;
  const { temperature, target_temp_low: low, target_temp_high: high } = data;
  for (const value of [temperature, low, high]) checkRange(entity, value);
  if (typeof low === 'number' && typeof high === 'number') {
    if (mode !== 'heat_cool') throw invalidData(`${entity.entity_id} takes two targets in the mode heat_cool only.`);
    if (low > high) throw invalidData('target_temp_low must not be above target_temp_high.');
    const band = { target_temp_low: toTenth(low), target_temp_high: toTenth(high) };
    return withTargets(entity, mode, { ...moved.attributes, ...band });
  }
  if (typeof temperature !== 'number') {
    throw invalidData('temperature is required, or both target_temp_low and target_temp_high.');
  }
  if (mode === 'heat_cool') throw invalidData(`${entity.entity_id} takes two targets in the mode heat_cool.`);
  return withTargets(entity, mode, { ...moved.attributes, temperature: toTenth(temperature) });
}

function toMode(entity: EntityState, mode: unknown): ServiceEffect {
  const modes = stringsOf(entity, 'hvac_modes');
  if (typeof mode !== 'string' || !modes.includes(mode)) {
    throw invalidData(`hvac_mode must be one of ${modes.join(', ')}.`);
  }
  const { temperature, low, high } = targetsOf(entity);
  const targets =
    mode === 'heat_cool'
      ? { temperature: null, target_temp_low: low, target_temp_high: high }
      : { temperature, target_temp_low: null, target_temp_high: null };
  return withTargets(entity, mode, { ...targets, preset_mode: 'none' });
}

/** The current target in both forms, whichever of them the entity shows. */
function targetsOf(entity: EntityState): { temperature: number; low: number; high: number } {
  const low = numberOf(entity, 'target_temp_low');
  const high = numberOf(entity, 'target_temp_high');
  const middle = low !== undefined && high !== undefined ? toTenth((low + high) / 2) : FALLBACK_TARGET;
  const temperature = numberOf(entity, 'temperature') ?? middle;
  return {
    temperature,
    low: low ?? Math.max(temperature - HALF_BAND, numberOf(entity, 'min_temp') ?? temperature),
    high: high ?? Math.min(temperature + HALF_BAND, numberOf(entity, 'max_temp') ?? temperature),
  };
}

function withTargets(entity: EntityState, mode: string, targets: JsonObject): ServiceEffect {
  const attributes = { ...entity.attributes, ...targets };
  return { state: mode, attributes: { ...targets, hvac_action: actionFor(mode, attributes) } };
}

/** What the boiler does now. */
function actionFor(mode: string, attributes: JsonObject): string {
  if (mode === 'off') return 'off';
  const current = Number(attributes.current_temperature);
  const heatTo = mode === 'heat_cool' ? attributes.target_temp_low : attributes.temperature;
  const coolTo = mode === 'heat_cool' ? attributes.target_temp_high : attributes.temperature;
  if (mode !== 'cool' && current < Number(heatTo)) return 'heating';
  if (mode !== 'heat' && current > Number(coolTo)) return 'cooling';
  return 'idle';
}

function checkRange(entity: EntityState, value: unknown): void {
  const min = numberOf(entity, 'min_temp') ?? Number.NEGATIVE_INFINITY;
  const max = numberOf(entity, 'max_temp') ?? Number.POSITIVE_INFINITY;
  if (typeof value === 'number' && (value < min || value > max)) {
    throw invalidData(`The temperature must be from ${min} to ${max}.`);
  }
}
